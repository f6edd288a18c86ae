"""Everything that matching needs of the catalogue, read once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from personas.handbook.outline import plain
from personas.models import Persona, PersonaTitle, TitleRule
from personas.wording import one_line

from .answers import PersonaRef
from .known import KnownTitle, KnownTitles
from .phrases import read_excludes, read_includes
from .rule_book import ReadyRule, RuleBook
from .spelling import Speller

LAST = 10**6  # the rank of those who have none


@dataclass(frozen=True)
class TitleCatalogue:
    """Personas, their titles and rules, ready for any number of matches; never changed. `people` by primary key, the
    deprecated ones left out."""

    people: dict[int, PersonaRef]
    known: KnownTitles
    rules: RuleBook
    speller: Speller


def load(user=None) -> TitleCatalogue:
    """What the user may see of personas, titles and rules; without a user, as for an operator's command, what is
    published. Four queries."""
    everybody = Persona.objects.exclude(status="draft") if user is None else Persona.objects.visible_to(user)
    rows = list(everybody.select_related("type").defer("deprecation_reason").order_by("pk"))
    personas = {row.pk: row for row in rows}
    people = {row.pk: ref(row) for row in rows if not row.is_deprecated}
    heirs = heirs_of(personas)
    known = KnownTitles([*roles(rows, people), *written(personas, people, heirs)])
    return TitleCatalogue(people, known, RuleBook(ready_rules(people)), Speller(known.vocabulary()))


def ref(persona: Persona) -> PersonaRef:
    return PersonaRef(
        persona.pk,
        persona.slug,
        persona.heading,
        persona.name,
        persona.initials,
        persona.colour_number,
        persona.type.name,
        persona.status == Persona.Status.DRAFT,
    )


def heirs_of(personas: dict[int, Persona]) -> dict[int, list[int]]:
    """For each deprecated persona the living ones that took over, through others that were deprecated since."""
    successors: dict[int, list[int]] = defaultdict(list)
    for row in Persona.successors.through.objects.order_by("pk"):
        successors[row.from_persona_id].append(row.to_persona_id)
    found = {}
    for pk in (pk for pk, persona in personas.items() if persona.is_deprecated):
        found[pk], seen, waiting = [], {pk}, list(successors[pk])
        while waiting:
            heir = waiting.pop(0)
            if heir in seen or heir not in personas:
                continue
            seen.add(heir)
            if personas[heir].is_deprecated:
                waiting += successors[heir]
            else:
                found[pk].append(heir)
    return found


def roles(rows: Iterable[Persona], people: dict[int, PersonaRef]) -> Iterator[KnownTitle]:
    """What personas are called themselves: "Product Manager", "Head of Engineering"."""
    for row in rows:
        if row.pk in people:
            role = row.role_label or row.name
            yield KnownTitle(role, people[row.pk], is_role=True, order=order_of(row, 0))


def written(personas: dict[int, Persona], people, heirs) -> Iterator[KnownTitle]:
    """The titles that editors wrote down; those of deprecated personas for whoever took over."""
    rows = PersonaTitle.objects.filter(persona__in=list(personas)) if len(personas) < 500 else PersonaTitle.objects
    for pk, name, qualifier, rank in rows.order_by("pk").values_list("persona_id", "title__name", "qualifier", "rank"):
        persona = personas.get(pk)
        if persona is None:
            continue
        said = one_line(plain(qualifier))
        if pk in people:
            yield KnownTitle(name, people[pk], said, order=order_of(persona, rank))
        for heir in heirs.get(pk, ()):
            yield KnownTitle(name, people[heir], said, retired=persona.heading, order=order_of(personas[heir], rank))


def order_of(persona: Persona, rank: int) -> tuple:
    return rank, persona.type.order, persona.heading, persona.pk


def ready_rules(people: dict[int, PersonaRef]) -> Iterator[ReadyRule]:
    """The active rules of these personas. One that can't be read, as older versions or imports may leave it, catches
    nothing."""
    for rule in TitleRule.objects.active().order_by("priority", "pk"):
        if rule.persona_id in people:
            try:
                yield ready(rule, people[rule.persona_id])
            except ValidationError:
                continue


def ready(rule: TitleRule, persona: PersonaRef | None) -> ReadyRule:
    """A rule, saved or not, made ready. Raises ValidationError when its phrases can't be read."""
    includes, excludes = read_includes(rule.includes), read_excludes(rule.excludes)
    return ReadyRule(rule.pk, persona, includes, excludes, rule.priority or LAST)
