"""Small catalogues of titles, made without a database."""

from personas.titles.answers import PersonaRef
from personas.titles.catalogue import TitleCatalogue
from personas.titles.known import KnownTitle, KnownTitles
from personas.titles.matching import match
from personas.titles.phrases import read_excludes, read_includes
from personas.titles.rule_book import ReadyRule, RuleBook
from personas.titles.spelling import Speller


def catalogue_of(titles: dict[str, list[str]], rules=()) -> TitleCatalogue:
    """Personas by address with their titles; rules as (address, includes, excludes, priority)."""
    slugs = [*titles, *(rule[0] for rule in rules if rule[0] not in titles)]
    people = {slug: ref(number, slug) for number, slug in enumerate(slugs, 1)}
    known = KnownTitles(
        KnownTitle(name, people[slug], order=(rank, people[slug].pk))
        for slug, names in titles.items()
        for rank, name in enumerate(names, 1)
    )
    ready = [ready_rule(number, people[rule[0]], *rule[1:]) for number, rule in enumerate(rules, 1)]
    by_pk = {person.pk: person for person in people.values()}
    return TitleCatalogue(by_pk, known, RuleBook(ready), Speller(known.vocabulary()))


def ref(pk: int, slug: str) -> PersonaRef:
    return PersonaRef(pk, slug, slug.title(), slug.title(), slug[:1].upper(), 1, "Buyer")


def ready_rule(pk: int, persona: PersonaRef, includes: str, excludes: str = "", priority: int = 100) -> ReadyRule:
    return ReadyRule(pk, persona, read_includes(includes), read_excludes(excludes), priority)


def answer(title: str, catalogue: TitleCatalogue) -> tuple[str, str] | None:
    """Kind and address of the best candidate."""
    best = match(title, catalogue).best
    return best and (best.kind, best.persona.slug)
