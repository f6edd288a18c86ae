"""The table of personas: who they are, how they stand to each other, and their upkeep. What is said of them has
tables of its own, and pictures are in none."""

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from personas.colours import COLOURS
from personas.history import log_change
from personas.models import Persona
from personas.slugs import PERSONA_PAGES, first_free
from personas.wording import one_line, slug_for

from .columns import Account, Choice, Column, Day, Line, Named, Number, People, Person, Text
from .defusing import restored
from .resource import BATCH, Table, rewrite
from .sheet import Fault

RELATIONS = ("parent", "reports_to")
MESSAGE = "Changed by a table."


class Personas(Table):
    name, title = "personas", "Personas"
    about = (
        "Who the personas are, a row each: names, status, relations and upkeep. A row with an address or a name that "
        "isn't there yet adds a persona. Traits, titles, roles and content types have tables of their own."
    )
    listed = Persona
    permissions = ("personas.add_persona", "personas.change_persona")
    needs = (("Address", "Name"),)

    slug = Column(
        "slug",
        "Address",
        Line(),
        "The last part of the persona's web address, e.g. tech-exec-tristan. Left empty, name and role say who it is.",
        key=True,
    )
    persona_name = Column("name", "Name", Line(), "The display name, e.g. Tech Exec Tristan.", required=True, width=28)
    role_label = Column("role_label", "Role", Line(), "The role in a word or three, e.g. Tech Exec.")
    type = Column(
        "type",
        "Type",
        Named("type"),
        "The type's name or another wording for it, e.g. Buyer.",
        required=True,
        width=14,
    )
    status = Column(
        "status",
        "Status",
        Choice(Persona.Status.choices),
        "Draft, Published or Deprecated. Left empty, a new persona is a draft.",
        keeps=True,
        width=14,
    )
    owner = Column("owner", "Owner", Account(), "The account of a colleague who works in the admin, e.g. dana.")
    parent = Column("parent", "Subset of", Person(), "The address or name of the wider persona.")
    reports_to = Column("reports_to", "Reports to", Person(), "The address or name of another persona.")
    colour = Column(
        "colour",
        "Colour",
        Number(1, COLOURS),
        f"A number from 1 to {COLOURS}. Left empty, the address gives one.",
        width=8,
    )
    portrait_alt = Column(
        "portrait_alt",
        "Portrait description",
        Line(),
        "What the picture shows, e.g. A woman in a server room.",
        width=40,
    )
    reviewed_on = Column("reviewed_on", "Last reviewed", Day(), "A date such as 2026-11-21.", width=14)
    review_due_on = Column("review_due_on", "Next review", Day(), "A date such as 2027-11-21.", width=14)
    source_url = Column("source_url", "Source", Line(), "A link, e.g. https://example.com/interviews.", width=40)
    deprecated_on = Column(
        "deprecated_on", "Deprecated since", Day(), "A date, for a deprecated persona only.", width=16
    )
    deprecation_reason = Column(
        "deprecation_reason", "Deprecation reason", Text(), "Why, e.g. Folded into App Dev Avery.", width=40
    )
    successors = Column(
        "new_successors",
        "Successors",
        People(),
        "Who took over: addresses with commas between, e.g. app-dev-avery, sre-sam.",
        width=30,
    )

    class Meta:
        model = Persona

    # Out

    def rows_for_export(self, queryset):
        people = queryset.filter(pk__in=Persona.objects.visible_to(self.user).values("pk"))
        self.successors_seen = self.successors_by_key()
        return people.select_related("type", "owner", "parent", "reports_to").order_by("name", "role_label", "pk")

    def successors_by_key(self) -> dict[int, list[Persona]]:
        """Who took over from whom, by the primary key of the one who went; as far as the user may see them."""
        people = {person.pk: person for person in Persona.objects.visible_to(self.user).only("slug").order_by("slug")}
        found = {}
        for gone, successor in Persona.successors.through.objects.values_list("from_persona", "to_persona"):
            if successor in people:
                found.setdefault(gone, []).append(people[successor])
        return {gone: tuple(sorted(others, key=lambda other: other.slug)) for gone, others in found.items()}

    def instances(self, queryset):
        for persona in super().instances(queryset):
            persona.new_successors = self.successors_seen.get(persona.pk, ())
            yield persona

    # In

    def before_import(self, dataset, **kwargs):
        people = self.locked(Persona.objects.visible_to(self.user).select_related("type", "owner").order_by("pk"))
        self.people = {persona.pk: persona for persona in people}
        self.tie_together()
        self.lookups.take_people(self.people.values())
        self.by_name = {name_key(persona): persona for persona in self.people.values()}
        self.addresses = {*self.lookups.people, *Persona().addresses_of_others()}
        self.number_of: dict[int, int] = {}
        # Whoever the table adds can be named in any row, also in one above.
        for row in dataset.dict:
            self.persona_of(row)

    def tie_together(self) -> None:
        """Have relations lead to the same objects that the table changes, so that following them asks no query."""
        self.old_successors = self.successors_by_key()
        for persona in self.people.values():
            persona.new_successors = self.old_successors.get(persona.pk, ())
            for name in RELATIONS:
                if key := getattr(persona, f"{name}_id"):
                    setattr(persona, name, self.people.get(key))

    def persona_of(self, row) -> Persona:
        """Whom a row is about: by the address, else by name and role, else somebody new."""
        address, name = shown(row, "Address"), shown(row, "Name")
        role = shown(row, "Role") if "Role" in row else None
        known = self.lookups.people.get(address) if address else self.named(name, role)
        return known or self.new_persona(address, name, role or "")

    def named(self, name: str, role: str | None) -> Persona | None:
        if role is not None:
            return self.by_name.get((name.lower(), role.lower()))
        same = [persona for key, persona in self.by_name.items() if key[0] == name.lower()]
        return same[0] if len(same) == 1 else None

    def new_persona(self, address: str, name: str, role: str) -> Persona:
        persona = Persona(name=name, role_label=role)
        persona.slug = address or first_free(slug_for(persona.heading), self.addresses)
        persona.new_successors = ()
        self.addresses.add(persona.slug)
        self.lookups.people[persona.slug] = persona
        self.by_name.setdefault(name_key(persona), persona)
        return persona

    def find(self, values):
        if not values.get("Address") and not values.get("Name"):
            raise ValidationError({"Name": "Fill in the name or the address: nobody else knows who is meant."})
        persona = self.persona_of(self.texts)
        self.number_of[id(persona)] = self.number
        return persona, id(persona)

    def before_import_row(self, row, **kwargs):
        self.texts = row
        super().before_import_row(row, **kwargs)

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        if new:  # what the look-up of other rows needed is told as a change, too
            instance.name = instance.role_label = ""

    def prepare(self, instance):
        errors = {}
        if self.is_new:
            errors |= {
                heading: f"A new persona needs a {heading.lower()}."
                for heading, missing in (("Name", not instance.name), ("Type", instance.type_id is None))
                if missing
            }
            errors |= slug_errors(instance.slug)
        if instance.deprecated_on and instance.status != Persona.Status.DEPRECATED:
            errors["Deprecated since"] = (
                "Only a deprecated persona has this date: change the status, or empty the cell."
            )
        if instance.portrait and not instance.portrait_alt and self.changed("Portrait description"):
            errors["Portrait description"] = "The persona has a portrait: say what it shows."
        if any(other is instance for other in instance.new_successors):
            errors["Successors"] = "Nobody takes over from themselves."
        if errors:
            raise ValidationError(errors)

    def changed(self, heading: str) -> bool:
        return any(change.column == heading for change in self.changes)

    def late_faults(self):
        """Names that two would have, and circles of relations, when every row is done."""
        written = [*self.create_instances, *self.update_instances]
        owners: dict[tuple, list[Persona]] = {}
        for persona in self.lookups.people.values():
            owners.setdefault(name_key(persona), []).append(persona)
        faults = []
        for persona in written:
            number = self.number_of[id(persona)]
            others = [other.slug for other in owners[name_key(persona)] if other is not persona]
            if others:
                said = f"The persona at “{others[0]}” has this name and role: write that address, or another name."
                faults.append(Fault(number, "Name", said))
            faults += [
                Fault(number, heading, f"This would lead in a circle back to “{persona.heading}”.")
                for name, heading in zip(RELATIONS, ("Subset of", "Reports to"), strict=True)
                if leads_back(persona, name)
            ]
        return faults

    # Writing

    def write_new(self, instances):
        """Those who relate to somebody new get the relation when all new ones are there."""
        waiting = [
            (persona, name, other)
            for persona in instances
            for name in RELATIONS
            if (other := getattr(persona, name)) is not None and other.pk is None
        ]
        for persona, name, _ in waiting:
            setattr(persona, name, None)
        super().write_new(instances)
        for persona, name, other in waiting:
            setattr(persona, name, other)
        related = {persona.pk: persona for persona, _, _ in waiting}
        rewrite(related.values(), RELATIONS)
        self.write_successors(instances)

    def write_changed(self, instances):
        rewrite(instances, {"updated_at", *self.touched} - {"new_successors"})
        self.write_successors(instances)

    def write_successors(self, instances) -> None:
        link = Persona.successors.through
        wanted = {(one.pk, other.pk) for one in instances for other in one.new_successors}
        there = {(one.pk, other.pk) for one in instances for other in self.old_successors.get(one.pk, ())}
        link.objects.bulk_create(
            [link(from_persona_id=one, to_persona_id=other) for one, other in sorted(wanted - there)], batch_size=BATCH
        )
        for one, other in sorted(there - wanted):
            link.objects.filter(from_persona=one, to_persona=other).delete()

    def log(self, *, by):
        log_change(self.create_instances, by=by, message=MESSAGE, action=ADDITION)
        log_change(self.update_instances, by=by, message=MESSAGE)


def shown(row, heading: str) -> str:
    """A cell of a row by its heading, as one line; empty where the table has no such column."""
    return one_line(restored(row.get(heading) or ""))


def name_key(persona: Persona) -> tuple[str, str]:
    """What no two personas share."""
    return persona.name.lower(), persona.role_label.lower()


def slug_errors(slug: str) -> dict[str, str]:
    """What is wrong with the address of somebody new, by the column's heading."""
    try:
        validate_slug(slug)
    except ValidationError:
        return {"Address": "An address has letters, digits, hyphens and underscores only, e.g. tech-exec-tristan."}
    if len(slug) > 150 or slug in PERSONA_PAGES:
        return {"Address": "This address is too long or taken by another page: choose another."}
    return {}


def leads_back(persona: Persona, name: str) -> bool:
    """Whether following the relation from the persona comes back to her."""
    seen, step = set(), getattr(persona, name)
    while step is not None and id(step) not in seen:
        if step is persona:
            return True
        seen.add(id(step))
        step = getattr(step, name)
    return False
