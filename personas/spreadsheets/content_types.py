"""The table of content types: the one vocabulary that is kept in a table, as editors collect these in one."""

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError

from personas.history import log_change
from personas.models import ContentFormat, ContentFormatAlias
from personas.slugs import first_free
from personas.wording import lookup_key, slug_for

from .columns import Column, Line, Lines, Number, Text
from .resource import BATCH, Table, rewrite
from .sheet import Fault

MESSAGE = "Changed by a table."


class ContentTypes(Table):
    name, title = "content-types", "Content types"
    about = "The kinds of content, a row each. A row with an address or a name that isn't there yet adds one."
    listed = ContentFormat
    permissions = ("personas.add_contentformat", "personas.change_contentformat")
    needs = (("Address", "Name"),)

    slug = Column(
        "slug",
        "Address",
        Line(),
        "Its short name in web addresses, e.g. analyst-report. Left empty, the name says which one is meant.",
        key=True,
    )
    term_name = Column("name", "Name", Line(), "What screens call it, e.g. Analyst report.", required=True, width=30)
    definition = Column(
        "description", "Definition", Text(), "One or two sentences: what it means here. Markdown.", width=60
    )
    example = Column(
        "example_url", "Example", Line(), "A link to a good one, e.g. https://example.com/report.", width=40
    )
    order = Column("order", "Order", Number(0), "Smaller numbers come first, e.g. 10, 20, 30.", keeps=True, width=8)
    aliases = Column(
        "wordings",
        "Other wordings",
        Lines(),
        "A line each, e.g. Analyst paper. New ones are added; none is taken away by a table.",
        width=40,
    )

    class Meta:
        model = ContentFormat

    def rows_for_export(self, queryset):
        return queryset.prefetch_related("aliases").order_by("order", "name", "pk")

    def instances(self, queryset):
        for term in super().instances(queryset):
            term.wordings = wordings_of(term)
            yield term

    def before_import(self, dataset, **kwargs):
        self.terms = list(self.locked(ContentFormat.objects.order_by("pk").prefetch_related("aliases")))
        for term in self.terms:
            term.wordings = wordings_of(term)
        self.by_slug = {term.slug: term for term in self.terms}
        self.by_key = {lookup_key(text): term for term in self.terms for text in (*term.wordings, term.name)}
        self.number_of: dict[int, int] = {}

    def find(self, values):
        address, name = values.get("Address", ""), values.get("Name", "")
        if not address and not name:
            raise ValidationError({"Name": "Fill in the name or the address."})
        term = self.by_slug.get(address) if address else self.by_key.get(lookup_key(name))
        term = term or self.new_term(address, name)
        self.number_of[id(term)] = self.number
        return term, id(term)

    def new_term(self, address: str, name: str) -> ContentFormat:
        term = ContentFormat(slug=address or first_free(slug_for(name), self.by_slug.keys()))
        term.wordings = ()
        self.by_slug[term.slug] = term
        self.by_key.setdefault(lookup_key(name), term)
        return term

    def take(self, column, instance):
        """Wordings are added to those that are there; a name that is in the cell as an alias stays the name."""
        if column.attribute == "wordings":
            known = {lookup_key(text) for text in (*instance.wordings, instance.name)}
            more = [text for text in self.values[column.column_name] if lookup_key(text) not in known]
            self.values[column.column_name] = (*instance.wordings, *more)
        if column.attribute == "name" and not self.values.get("Address") and instance.pk:
            return None  # the name said which one is meant, perhaps by another wording
        return super().take(column, instance)

    def prepare(self, instance):
        errors = {}
        if not lookup_key(instance.name):
            errors["Name"] = "Use at least one letter or digit."
        bad = [text for text in instance.wordings if not lookup_key(text) or len(text) > 100]
        if bad:
            errors["Other wordings"] = f"“{bad[0][:60]}” has no letter or digit, or more than 100 letters."
        if errors:
            raise ValidationError(errors)
        instance.key = lookup_key(instance.name)

    def late_faults(self):
        """Wordings that two of them would have when every row is done."""
        owners: dict[str, set[int]] = {}
        for term in self.by_slug.values():
            for text in (*term.wordings, term.name):
                owners.setdefault(lookup_key(text), set()).add(id(term))
        return [
            Fault(self.number_of[id(term)], "Name" if text == term.name else "Other wordings", f"“{text}” is taken.")
            for term in [*self.create_instances, *self.update_instances]
            for text in dict.fromkeys((term.name, *term.wordings))
            if len(owners[lookup_key(text)]) > 1
        ]

    def write_new(self, instances):
        super().write_new(instances)
        self.write_wordings(instances)

    def write_changed(self, instances):
        rewrite(instances, {"key", *self.touched} - {"wordings"})
        self.write_wordings(instances)

    def write_wordings(self, instances) -> None:
        known = set(ContentFormatAlias.objects.values_list("key", flat=True))
        more = [
            ContentFormatAlias(term=term, wording=text, key=lookup_key(text))
            for term in instances
            for text in term.wordings
            if lookup_key(text) not in known
        ]
        ContentFormatAlias.objects.bulk_create(more, batch_size=BATCH)

    def log(self, *, by):
        log_change(self.create_instances, by=by, message=MESSAGE, action=ADDITION)
        log_change(self.update_instances, by=by, message=MESSAGE)


def wordings_of(term: ContentFormat) -> tuple[str, ...]:
    """The other wordings of a content type, as they were added."""
    return tuple(alias.wording for alias in term.aliases.all())
