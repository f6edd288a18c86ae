"""Bringing a persona back to what a snapshot says, or back from deletion."""

from collections.abc import Callable, Iterable

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from personas.models import (
    ContentFormat,
    ContentFormatAlias,
    ContentPreference,
    Edition,
    Facet,
    FacetAlias,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    PersonaTypeAlias,
    PurchasingRole,
    PurchasingRoleAlias,
    TitleRule,
    Trait,
    TraitAlias,
)
from personas.slugs import free_slug
from personas.wording import wording_key

from .acts import log_change, recorded
from .parts import parts
from .snapshots import FacetRef, Ref, Snapshot, Tie
from .versions import keep, versions_of

ALIASES = {
    PersonaType: PersonaTypeAlias,
    Facet: FacetAlias,
    PurchasingRole: PurchasingRoleAlias,
    ContentFormat: ContentFormatAlias,
}
# Decided for today, not for the day of the snapshot: to restore a text unpublishes nobody.
AS_NOW = ("slug", "status", "deprecated_on", "deprecation_reason", "reviewed_on", "review_due_on")
AS_NOW += ("owner_id", "backup_id", "portrait", "portrait_small")
MEANWHILE = "Somebody changed this persona while you looked at it, so nothing was restored. Look again."
Rows = PersonaTrait | PersonaNote | PersonaTitle | PersonaPurchasingRole | ContentPreference | TitleRule


class Overtaken(Exception):
    """The persona was changed since somebody looked at what restoring would do; the message is for them."""


def restore(persona: Persona, snapshot: Snapshot, *, by, message: str, seen: int | None = None) -> Persona:
    """Make the persona say what the snapshot says; status and successors, dates of review, owner, address and picture
    stay. `seen` is the primary key of the persona's last version when somebody agreed.

    Raises Overtaken when there is a later one, and ValidationError when the catalogue has no room for it any more,
    such as for a name that somebody else got since.
    """
    with recorded():
        persona = Persona.objects.select_for_update().get(pk=persona.pk)
        last = versions_of(persona.pk).values_list("pk", flat=True).first()
        if seen is not None and last != seen:
            raise Overtaken(MEANWHILE)
        stays = {name: getattr(persona, name) for name in AS_NOW}
        fill(persona, snapshot, stays)
        log_change([persona], by=by, message=message)
    return persona


def recover(snapshot: Snapshot, *, by, message: str = "Recovered.") -> Persona:
    """Have a deleted persona again, as the snapshot tells of it, with its editions; under another address when its own
    is taken. What other pages said of it, such as sessions, stays away.

    Raises Overtaken when it is there already, and ValidationError as `restore`.
    """
    with recorded():
        if Persona.objects.filter(pk=snapshot.id).exists():
            raise Overtaken("This persona is there already: somebody recovered it.")
        persona = bring_back(snapshot)
        keep([persona.pk], by=by, comment=message, always=True)
        log_change([persona], by=by, message=message)
    return persona


@transaction.atomic
def bring_back(snapshot: Snapshot) -> Persona:
    """The persona exactly as in the snapshot, whether it is there or not; nothing is noted."""
    persona = Persona.objects.filter(pk=snapshot.id).first() or Persona(pk=snapshot.id)
    users = get_user_model().objects
    wanted = {name: snapshot.numbers.get(name) for name in ("owner_id", "backup_id")}
    there = set(users.filter(pk__in=[pk for pk in wanted.values() if pk]).values_list("pk", flat=True))
    stays = {name: pk if pk in there else None for name, pk in wanted.items()}
    storage = Persona._meta.get_field("portrait").storage
    for name in ("portrait", "portrait_small"):
        file = snapshot.text(name)
        stays[name] = file if file and storage.exists(file) else ""
    fill(persona, snapshot, stays)
    persona.successors.set(Persona.objects.filter(pk__in=[ref.id for ref in snapshot.successors]))
    Edition.objects.filter(persona=None, persona_key=persona.pk).update(persona=persona)
    return persona


def fill(persona: Persona, snapshot: Snapshot, stays: dict) -> None:
    """Write the persona and all of its rows; `stays` are values of fields that the snapshot doesn't decide."""
    values = dict(snapshot.texts) | dict(snapshot.dates) | {"colour": snapshot.numbers.get("colour")} | stays
    for name, value in values.items():
        setattr(persona, name, value)
    if Persona.objects.exclude(pk=persona.pk).filter(slug=persona.slug).exists():
        persona.slug = free_slug(persona, persona.heading, reserved=persona.addresses_of_others())
    persona.type = term_of(PersonaType, snapshot.type)
    persona.parent, persona.reports_to = found(snapshot.parent), found(snapshot.reports_to)
    persona.full_clean(exclude=["portrait", "portrait_small", "owner", "backup"])
    try:
        with transaction.atomic():
            persona.save()
            write_rows(persona, snapshot)
    except IntegrityError as error:
        raise ValidationError("What it says doesn't go together with the catalogue of today.") from error


def found(ref: Ref | None) -> Persona | None:
    """The other persona, if it is still there."""
    return Persona.objects.filter(pk=ref.id).first() if ref else None


def write_rows(persona: Persona, snapshot: Snapshot) -> None:
    """The persona's rows instead of those that it has."""
    known = Known(snapshot)
    replace(persona, PersonaTrait, "trait_id", trait_rows(snapshot, known))
    notes = ((known.facet(part.facet), part.note) for part in snapshot.facets if part.note)
    replace(persona, PersonaNote, "facet_id", (PersonaNote(facet=facet, body=text) for facet, text in notes))
    replace(persona, PersonaTitle, "title_id", tied(PersonaTitle, "title", snapshot.titles, known.title))
    replace(persona, PersonaPurchasingRole, "role_id", tied(PersonaPurchasingRole, "role", snapshot.roles, known.role))
    formats = tied(ContentPreference, "content_format", snapshot.preferences, known.content_format)
    replace(persona, ContentPreference, "content_format_id", formats)
    replace(persona, TitleRule, "key", rules_of(snapshot))
    for part in parts():
        # A snapshot from before an app kept its part says nothing of it.
        if part.name in snapshot.more:
            part.bring_back(persona, snapshot.more[part.name])


class Known:
    """The rows of the catalogue that a snapshot speaks of, whatever they are called now; each is made again where it
    is gone. A query a model, and a few for each row that is gone."""

    def __init__(self, snapshot: Snapshot):
        refs = {
            Facet: [part.facet for part in snapshot.facets],
            Trait: [row.trait for part in snapshot.facets for row in part.statements],
            JobTitle: [tie.of for tie in snapshot.titles],
            PurchasingRole: [tie.of for tie in snapshot.roles],
            ContentFormat: [tie.of for tie in snapshot.preferences],
        }
        self.rows = {model: model.objects.in_bulk([ref.id for ref in own if ref.id]) for model, own in refs.items()}

    def facet(self, ref: FacetRef) -> Facet:
        """Made again with what decides about its looks; of the kinds that exist once, the one there is."""
        if there := self.rows[Facet].get(ref.id):
            return there
        kind = ref.kind if ref.kind in Facet.Kind.values else Facet.Kind.LIST
        if kind not in Facet.SHARED_KINDS and (only := Facet.objects.filter(kind=kind).first()):
            return only
        is_list = kind == Facet.Kind.LIST
        return term_of(Facet, ref, kind=kind, in_summary=ref.in_summary, comparable=ref.comparable and is_list)

    def trait(self, facet: Facet, ref: Ref) -> Trait:
        there = self.rows[Trait].get(ref.id)
        if there and there.facet_id == facet.pk:
            return there
        same = {"facet": facet, "key": ref.key}
        alias = TraitAlias.objects.filter(**same).select_related("trait").first()
        return alias.trait if alias else Trait.objects.get_or_create(**same, defaults={"statement": ref.name})[0]

    def title(self, ref: Ref) -> JobTitle:
        there = self.rows[JobTitle].get(ref.id)
        return there or JobTitle.objects.get_or_create(key=ref.key, defaults={"name": ref.name})[0]

    def role(self, ref: Ref) -> PurchasingRole:
        return self.rows[PurchasingRole].get(ref.id) or term_of(PurchasingRole, ref)

    def content_format(self, ref: Ref) -> ContentFormat:
        return self.rows[ContentFormat].get(ref.id) or term_of(ContentFormat, ref)


def replace(persona: Persona, model: type[Rows], about: str, rows: Iterable[Rows]) -> None:
    """The rows instead of the persona's own; of two about the same, which were merged since, the first."""
    firsts: dict = {}
    for row in rows:
        row.persona = persona
        firsts.setdefault(getattr(row, about), row)
    model.objects.filter(persona=persona).delete()
    model.objects.bulk_create(firsts.values())


def trait_rows(snapshot: Snapshot, known: Known) -> Iterable[PersonaTrait]:
    for part in snapshot.facets:
        facet = known.facet(part.facet) if part.statements else None
        for rank, row in enumerate(part.statements, start=1):
            trait = known.trait(facet, row.trait)
            yield PersonaTrait(trait=trait, rank=rank, detail=row.detail, lead_in=row.lead_in)


def tied(model: type[Rows], name: str, ties: list[Tie], row_of: Callable[[Ref], Model]) -> Iterable[Rows]:
    for tie in ties:
        more = {"tier": tie.tier} if tie.tier else {}
        yield model(**{name: row_of(tie.of)}, rank=tie.rank, qualifier=tie.qualifier, **more)


def rules_of(snapshot: Snapshot) -> Iterable[TitleRule]:
    for rule in snapshot.rules:
        row = TitleRule(
            includes=rule.includes,
            excludes=rule.excludes,
            priority=rule.priority,
            is_active=rule.is_active,
            note=rule.note,
        )
        row.key = wording_key(row.includes)
        yield row


def term_of(model: type[Model], ref: Ref, **more) -> Model:
    """The row of the vocabulary by its number, its name or another wording; made again where it is gone."""
    there = model.objects.filter(pk=ref.id).first() or model.objects.filter(key=ref.key).first()
    alias = None if there else ALIASES[model].objects.filter(key=ref.key).select_related("term").first()
    return there or (alias.term if alias else model.objects.create(name=ref.name, **more))
