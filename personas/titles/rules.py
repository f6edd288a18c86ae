"""What a rule would catch: for the preview in the admin, and for the warning about rules that overlap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product

from personas.models import TitleRule

from .catalogue import TitleCatalogue, ready
from .matching import match
from .reading import TitleWords, read_title
from .rule_book import ReadyRule, RuleBook
from .unmatched import waiting_titles

MOST_WAITING = 500  # titles of the queue that a rule is tried on
WITNESSES = 200  # titles that are made up of a rule's own phrases
UNSAVED = float("inf")  # of rules with one priority the older wins
# For each level a word that stands on it.
SAMPLES = {
    "chief": "chief",
    "vp": "vp",
    "director": "director",
    "manager": "manager",
    "lead": "lead",
    "senior": "senior",
    "junior": "junior",
    "individual": "",
    "executive": "vp",
    "leader": "director",
}


@dataclass(frozen=True)
class RulePreview:
    """What a rule, saved or not, does.

    `caught` are known titles of its own persona and those that mean nobody in use, `stolen` pairs of a known title and
    the heading of the persona that has it now, `queued` titles waiting for a persona, most often met first; `beaten`
    are known and waiting titles for which another persona's rule wins, each with that rule. `overlaps` are rules of
    other personas that catch some of the same titles.
    """

    caught: list[str] = field(default_factory=list)
    stolen: list[tuple[str, str]] = field(default_factory=list)
    queued: list[str] = field(default_factory=list)
    beaten: list[tuple[str, ReadyRule]] = field(default_factory=list)
    overlaps: list[TitleRule] = field(default_factory=list)


def catches(rule: TitleRule, catalogue: TitleCatalogue) -> RulePreview:
    """What the rule catches. Raises ValidationError when its phrases can't be read. Two queries."""
    book = RuleBook([ready(rule, None)])
    known = [(name, read) for name, read in known_titles(catalogue) if book.met_by(read)]
    waiting = [(name, read) for name in waiting_titles(MOST_WAITING) if book.met_by(read := read_title(name))]
    titles = [read for _, read in (*known, *waiting)]
    preview = RulePreview(overlaps=overlaps(rule, book, titles, catalogue))
    for name, read in known:
        best = match(name, catalogue).best
        if winner := winner_over(rule, read, catalogue):
            preview.beaten.append((name, winner))
        elif best is None or best.persona.pk == rule.persona_id:
            preview.caught.append(name)
        else:
            preview.stolen.append((name, best.persona.heading))
    for name, read in waiting:
        if winner := winner_over(rule, read, catalogue):
            preview.beaten.append((name, winner))
        else:
            preview.queued.append(name)
    return preview


def winner_over(rule: TitleRule, title: TitleWords, catalogue: TitleCatalogue) -> ReadyRule | None:
    """The rule of another persona to which a title like this one goes rather than to this rule's, if there is one."""
    first = next((other for other, _ in catalogue.rules.met_by(title) if other.pk != rule.pk), None)
    if first is None or first.persona.pk == rule.persona_id:
        return None
    return first if (first.priority, first.pk) < (rule.priority, rule.pk or UNSAVED) else None


def known_titles(catalogue: TitleCatalogue) -> Iterator[tuple[str, TitleWords]]:
    """Each known title once, by name, with its words."""
    names = {known.name for known in catalogue.known.titles}
    return ((name, read_title(name)) for name in sorted(names, key=str.casefold))


def overlaps(
    rule: TitleRule, book: RuleBook, titles: Iterable[TitleWords], catalogue: TitleCatalogue
) -> list[TitleRule]:
    """Rules of other personas that catch one of the titles, or that catch all that the rule is made for, or the other
    way round; in the order in which they win."""
    others = [each for each in catalogue.rules.rules if each.persona.pk != rule.persona_id and each.pk != rule.pk]
    tried = [*titles, *witnesses(book.rules[0])]
    found = [each.pk for each in others if is_shared(each, book, tried)]
    rules = TitleRule.objects.select_related("persona").in_bulk(found) if found else {}
    return [rules[pk] for pk in found if pk in rules]


def is_shared(other: ReadyRule, book: RuleBook, titles: list[TitleWords]) -> bool:
    """Whether the other rule catches one of the titles, or the rule in the book one that the other is made for."""
    other_book = RuleBook([other])
    return any(other_book.met_by(title) for title in titles) or any(book.met_by(title) for title in witnesses(other))


def witnesses(rule: ReadyRule) -> Iterator[TitleWords]:
    """Titles made of nothing but the phrases that the rule asks for, as far as the rule itself would have them."""
    book = RuleBook([rule])
    for choice in islice(product(*rule.includes), WITNESSES):
        # The level first, but a level in the middle of words would part them.
        said = sorted((phrase for phrase in choice), key=lambda phrase: not phrase.level)
        title = read_title(" ".join(SAMPLES[phrase.level] if phrase.level else phrase.text for phrase in said))
        if book.met_by(title):
            yield title
