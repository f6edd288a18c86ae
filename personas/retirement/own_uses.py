"""What of the catalogue itself uses a persona: titles and rules that mean it, and other personas that name it."""

from collections.abc import Iterator, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from personas.models import Persona, PersonaTitle, TitleRule

from .uses import Pair, Use, UsedBy, register_use

CHANGE = "personas.change_persona"
CIRCLE = "It can't go to {}: that would be a circle."
SUCCESSION = Persona.successors.through


def titles(persona: Persona) -> list[UsedBy]:
    rows = PersonaTitle.objects.filter(persona=persona).select_related("title")
    return [UsedBy(row.pk, row.title.name, row.title, row.title_id) for row in rows]


def move_titles(*, rows, persona, to, by) -> None:
    """After those that the successor has, in the same order."""
    last = PersonaTitle.objects.filter(persona=to).aggregate(last=Max("rank"))["last"] or 0
    moved = [PersonaTitle(pk=row.pk, persona=to, rank=last + place) for place, row in enumerate(rows, start=1)]
    PersonaTitle.objects.bulk_update(moved, ["persona", "rank"])


def rules(persona: Persona) -> list[UsedBy]:
    return [UsedBy(rule.pk, rule.asks_for, rule, rule.key) for rule in TitleRule.objects.filter(persona=persona)]


def move_rules(*, rows, persona, to, by) -> None:
    TitleRule.objects.filter(pk__in=[row.pk for row in rows]).update(persona=to)


def delete(model):
    """What lets rows of the model go, of which a successor has the same."""

    def join(*, rows, persona, to, by) -> None:
        model.objects.filter(pk__in=[row.pk for row in rows]).delete()

    return join


def owned(model, name: str):
    """What successors have of a model whose rows belong to a persona."""

    def taken(successors: Sequence[Persona]) -> set[Pair]:
        return set(model.objects.filter(persona__in=successors).order_by().values_list("persona", name))

    return taken


def naming(field: str):
    """The personas that name one by the field."""

    def rows(persona: Persona) -> list[UsedBy]:
        return [UsedBy(each.pk, each.heading, each, each.pk) for each in Persona.objects.filter(**{field: persona})]

    return rows


def above(field: str):
    """Who can't name successors, as that would be a circle: themselves, and whoever stands above them."""

    def refused(successors: Sequence[Persona]) -> dict[Pair, str]:
        parents = parents_by(field)
        pairs = [(each, pk) for each in successors for pk in [each.pk, *upwards(parents, each.pk)]]
        return {(each.pk, pk): CIRCLE.format(each.heading) for each, pk in pairs}

    return refused


def parents_by(field: str) -> dict[int, int | None]:
    return dict(Persona.objects.order_by().values_list("pk", field))


def upwards(parents: Mapping[int, int | None], start: int) -> Iterator[int]:
    """Who stands above, the nearest first; where they stand in a circle, each of them once."""
    seen, step = set(), parents.get(start)
    while step is not None and step not in seen:
        seen.add(step)
        yield step
        step = parents.get(step)


def rename(field: str):
    """What has personas name the successor. Raises ValidationError when several moves together make a circle, of which
    none would be one by itself."""

    def move(*, rows, persona, to, by) -> None:
        keys = [row.pk for row in rows]
        Persona.objects.filter(pk__in=keys).update(**{field: to}, updated_at=timezone.now())
        parents = parents_by(field)
        if names := [row.label for row in rows if row.pk in upwards(parents, row.pk)]:
            raise ValidationError(f"{', '.join(names)} would stand above itself: let it stay as it is.")

    return move


def predecessors(persona: Persona) -> list[UsedBy]:
    """Those whom she took over from."""
    return [UsedBy(each.pk, each.heading, each, each.pk) for each in persona.predecessors.all()]


def succeeding(successors: Sequence[Persona]) -> set[Pair]:
    """Those whom they took over from."""
    return set(SUCCESSION.objects.filter(to_persona__in=successors).values_list("to_persona", "from_persona"))


def own_predecessor(successors: Sequence[Persona]) -> dict[Pair, str]:
    return {(each.pk, each.pk): CIRCLE.format(each.heading) for each in successors}


def move_predecessors(*, rows, persona, to, by) -> None:
    leave_predecessors(rows=rows, persona=persona, to=to, by=by)
    links = [SUCCESSION(from_persona_id=row.pk, to_persona_id=to.pk) for row in rows]
    SUCCESSION.objects.bulk_create(links, ignore_conflicts=True)


def leave_predecessors(*, rows, persona, to, by) -> None:
    SUCCESSION.objects.filter(from_persona__in=[row.pk for row in rows], to_persona=persona).delete()


OWN_USES = [
    Use(
        "titles",
        "job title",
        "job titles",
        PersonaTitle._meta.get_field("persona"),
        titles,
        "personas.change_personatitle",
        move_titles,
        delete(PersonaTitle),
        owned(PersonaTitle, "title"),
        is_own=True,
        order=10,
    ),
    Use(
        "rules",
        "title rule",
        "title rules",
        TitleRule._meta.get_field("persona"),
        rules,
        "personas.change_titlerule",
        move_rules,
        delete(TitleRule),
        owned(TitleRule, "key"),
        is_own=True,
        order=11,
    ),
    Use(
        "reports",
        "persona that reports to it",
        "personas that report to it",
        Persona._meta.get_field("reports_to"),
        naming("reports_to"),
        CHANGE,
        rename("reports_to"),
        refused=above("reports_to"),
        of="pk",
        order=12,
    ),
    Use(
        "subsets",
        "persona that is a subset of it",
        "personas that are a subset of it",
        Persona._meta.get_field("parent"),
        naming("parent"),
        CHANGE,
        rename("parent"),
        refused=above("parent"),
        of="pk",
        order=13,
    ),
    Use(
        "predecessors",
        "deprecated persona that it took over from",
        "deprecated personas that it took over from",
        SUCCESSION._meta.get_field("to_persona"),
        predecessors,
        CHANGE,
        move_predecessors,
        leave_predecessors,
        succeeding,
        own_predecessor,
        of="from_persona",
        order=14,
    ),
]


def register() -> None:
    for use in OWN_USES:
        register_use(use)
