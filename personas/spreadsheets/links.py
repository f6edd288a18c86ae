"""Tables of what ties personas to statements, job titles, purchasing roles and content types."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from personas.history import log_change
from personas.models import (
    ContentPreference,
    JobTitle,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    Trait,
)

from .columns import Choice, Column, Line, Named, Number, Person, Text
from .resource import BATCH, Table

WHO = "The persona's address or, where only one has it, the name, e.g. tech-exec-tristan."
CHUNK = 5000  # of keys in one query, which is less than either database allows


class LinkTable(Table):
    """Rows that say something of one persona. A new row without a rank goes behind the persona's others."""

    listed = Persona
    path = "persona__pk"
    target = ""
    related: tuple[str, ...] = ()

    def rows_for_export(self, queryset):
        rows = queryset.filter(persona__in=Persona.objects.visible_to(self.user))
        return rows.select_related("persona", *self.related).order_by("persona__slug", *self.group_order, "rank", "pk")

    group_order: tuple[str, ...] = ()

    def before_import(self, dataset, **kwargs):
        self.links, self.last = {}, {}
        people = {persona.pk: persona for persona in self.lookups.people.values()}
        for link in self.locked(self._meta.model.objects.select_related(*self.related)).order_by():
            if link.persona_id in people:
                link.persona = people[link.persona_id]
                self.links[link.persona_id, getattr(link, f"{self.target}_id")] = link
                self.stand_behind(link)

    def find(self, values):
        persona = values["Persona"]
        try:
            target = self.target_of(values)
        except ValueError as error:
            raise ValidationError({self.target_heading: str(error)}) from error
        # A target that isn't saved yet is one and the same object for all rows that name it.
        key = (persona.pk, target.pk or id(target))
        link = self.links.get(key)
        return link or self._meta.model(**{"persona": persona, self.target: target, "rank": None}), key

    @property
    def target_heading(self) -> str:
        return next(column.column_name for column in reversed(self.columns) if column.key)

    def target_of(self, values):
        """What the row ties the persona to."""
        return values[self.target_heading]

    def prepare(self, instance):
        if instance.rank is None:
            instance.rank = self.last.get(self.group_of(instance), 0) + 1
        self.stand_behind(instance)

    def stand_behind(self, link) -> None:
        """Remember the highest rank among the links that this one stands with."""
        group = self.group_of(link)
        self.last[group] = max(self.last.get(group, 0), link.rank)

    def group_of(self, link):
        return link.persona_id

    def subject(self, instance):
        return f"{instance.persona} · {getattr(instance, self.target)}"

    def log(self, *, by):
        """Note it in the histories of the personas, which count as changed."""
        keys = sorted({link.persona_id for link in [*self.create_instances, *self.update_instances]})
        for start in range(0, len(keys), CHUNK):
            personas = Persona.objects.filter(pk__in=keys[start : start + CHUNK])
            personas.update(updated_at=timezone.now())
            log_change(personas, by=by, message=f"Changed by a table: {self.title[0].lower()}{self.title[1:]}.")


class PersonaTraits(LinkTable):
    name, title = "persona-traits", "Traits of personas"
    about = (
        "Which statement is true of whom: a row a persona and statement. A statement that the facet doesn't have yet "
        "is added; rewording one here makes a second one, so reword it in the table of statements."
    )
    permissions = ("personas.change_persona", "personas.add_personatrait", "personas.change_personatrait")
    needs = (("Persona",), ("Facet",), ("Statement",))
    target = "trait"
    related = ("trait__facet",)
    group_order = ("trait__facet__order", "trait__facet__name")

    persona = Column("persona", "Persona", Person(), WHO, key=True, required=True)
    facet = Column(
        "trait__facet",
        "Facet",
        Named("facet"),
        "The facet's name or another wording for it, e.g. Biggest challenges.",
        key=True,
        required=True,
    )
    statement = Column(
        "trait__statement",
        "Statement",
        Line(),
        "The statement, e.g. Silos between teams.",
        key=True,
        required=True,
        width=60,
    )
    rank = Column(
        "rank", "Rank", Number(), "1 comes first in its facet. Left empty, a new row comes last.", keeps=True, width=8
    )
    detail = Column(
        "detail", "Detail", Text(), "What to add for this persona only, e.g. above all before an audit.", width=40
    )
    lead_in = Column("lead_in", "Lead-in", Text(), "Words before the statement, e.g. In the first year:", width=24)

    class Meta:
        model = PersonaTrait

    def target_of(self, values):
        return self.lookups.trait(values["Facet"], values["Statement"])

    def group_of(self, link):
        return link.persona_id, link.trait.facet_id

    def subject(self, instance):
        return f"{instance.persona} · {instance.trait.facet} · {instance.trait}"

    def write_new(self, instances):
        Trait.objects.bulk_create(self.lookups.new_traits.values(), batch_size=BATCH)
        super().write_new(instances)


class PersonaTitles(LinkTable):
    name, title = "persona-titles", "Job titles of personas"
    about = "Which job titles mean whom: a row a persona and title. A title that isn't there yet is added."
    permissions = ("personas.change_persona", "personas.add_personatitle", "personas.change_personatitle")
    needs = (("Persona",), ("Job title",))
    target = "title"
    related = ("title",)

    persona = Column("persona", "Persona", Person(), WHO, key=True, required=True)
    job_title = Column(
        "title__name",
        "Job title",
        Line(),
        "The title alone, e.g. VP of Engineering.",
        key=True,
        required=True,
        width=40,
    )
    rank = Column(
        "rank",
        "Rank",
        Number(),
        "1 is the most typical title. Left empty, a new row comes last.",
        keeps=True,
        width=8,
    )
    qualifier = Column("qualifier", "Qualifier", Line(), "When it holds, e.g. in larger companies.", width=40)

    class Meta:
        model = PersonaTitle

    def target_of(self, values):
        return self.lookups.title(values["Job title"])

    def write_new(self, instances):
        JobTitle.objects.bulk_create(self.lookups.new_titles.values(), batch_size=BATCH)
        super().write_new(instances)


class PersonaRoles(LinkTable):
    name, title = "purchasing-roles", "Purchasing roles of personas"
    about = "Who plays which part in a purchase: a row a persona and part. Two parts may share a rank."
    permissions = (
        "personas.change_persona",
        "personas.add_personapurchasingrole",
        "personas.change_personapurchasingrole",
    )
    needs = (("Persona",), ("Purchasing role",))
    target = "role"
    related = ("role",)

    persona = Column("persona", "Persona", Person(), WHO, key=True, required=True)
    role = Column(
        "role",
        "Purchasing role",
        Named("role"),
        "The part's name or another wording for it, e.g. Influencer.",
        key=True,
        required=True,
    )
    rank = Column(
        "rank",
        "Rank",
        Number(),
        "1 is the most usual part. Left empty, a new row comes last.",
        keeps=True,
        width=8,
    )
    qualifier = Column("qualifier", "Qualifier", Line(), "When it holds, e.g. for renewals only.", width=40)

    class Meta:
        model = PersonaPurchasingRole


class ContentPreferences(LinkTable):
    name, title = "content-preferences", "Content preferences"
    about = "Which content types reach whom: a row a persona and content type."
    permissions = ("personas.change_persona", "personas.add_contentpreference", "personas.change_contentpreference")
    needs = (("Persona",), ("Content type",))
    target = "content_format"
    related = ("content_format",)
    group_order = ("tier",)

    persona = Column("persona", "Persona", Person(), WHO, key=True, required=True)
    content_format = Column(
        "content_format",
        "Content type",
        Named("content_format"),
        "The content type's name or another wording for it, e.g. Analyst report.",
        key=True,
        required=True,
    )
    tier = Column(
        "tier",
        "Tier",
        Choice(ContentPreference.Tier.choices),
        "Primary, Secondary or Tertiary. Left empty, a new row is Primary.",
        keeps=True,
        width=12,
    )
    rank = Column(
        "rank",
        "Rank",
        Number(),
        "1 comes first in its tier. Left empty, a new row comes last.",
        keeps=True,
        width=8,
    )
    qualifier = Column("qualifier", "Qualifier", Line(), "How or when, e.g. short ones only.", width=40)

    class Meta:
        model = ContentPreference

    def group_of(self, link):
        return link.persona_id, link.tier
