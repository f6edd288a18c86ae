"""A job title → the personas that it may mean, each with the reason."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from personas.wording import wording_key

from .answers import ALTERNATIVE, CLOSE, EXACT, RULE, Candidate, Match
from .catalogue import TitleCatalogue
from .close import LEAST, close_titles
from .known import KnownTitle
from .parts import Trial, trials
from .reading import NO_TEXT, Part, TitleWords, meanings_of, parts_of, read_title

Found = tuple[tuple[Candidate, ...], tuple[Candidate, ...]]
MOST = 5  # candidates of a match
REMEMBERED = 20_000  # questions of a kind
KINDS = {EXACT: 0, ALTERNATIVE: 1, RULE: 2, CLOSE: 3}
EXACT_SCORE, ALTERNATIVE_SCORE, RULE_SCORE = 100.0, 98.0, 90.0
# What is taken off: a title that holds under a condition, one of a deprecated persona, a part alone, a guess at what
# an acronym means, each rule after the first.
CONDITION, RETIRED, PART, ACRONYM, NEXT_RULE = 3.0, 8.0, 5.0, 8.0, 1.0


def match(title: str, catalogue: TitleCatalogue) -> Match:
    """The personas that the title may mean, the best first; none where any would be a guess."""
    return Matcher(catalogue).match(title)


def match_many(titles: Iterable[str], catalogue: TitleCatalogue) -> Iterator[Match]:
    """A match for each title, in their order, one at a time; what comes again is looked up."""
    return map(Matcher(catalogue).match, titles)


class Matcher:
    """Matches titles one after the other and remembers what it found, up to a limit: titles come again, and their
    words even more."""

    def __init__(self, catalogue: TitleCatalogue):
        self.catalogue = catalogue
        self.match = remembered(self.matched)
        self.known = remembered(self.known_by_words, by=attrgetter("words"))
        self.ruled = remembered(self.caught_by_rules, by=attrgetter("words"))

    def matched(self, title: str) -> Match:
        found = list(exact(title, self.catalogue))
        read = read_title(title)
        same, near = self.known(read)
        found += same
        if not found:
            found += of_parts(title, read, self.catalogue, self.known)
            for said, meaning in meanings_of(read):
                found += guessed(said, self.known(meaning)[0], self.ruled(meaning))
        return Match(title, best_of([*found, *self.ruled(read), *near]))

    def known_by_words(self, title: TitleWords) -> Found:
        """Candidates for known titles of the same words, and for close ones."""
        return tuple(alternatives(title, self.catalogue)), tuple(close(title, self.catalogue))

    def caught_by_rules(self, title: TitleWords) -> tuple[Candidate, ...]:
        return tuple(by_rules(title, self.catalogue))


def remembered(function: Callable, by: Callable | None = None) -> Callable:
    """The function with a memory that starts anew when it is full: cheaper than forgetting what is oldest. `by` says
    what makes two questions the same one."""
    seen: dict = {}

    def look_up(question):
        key = by(question) if by else question
        found = seen.get(key)
        if found is None:
            if len(seen) >= REMEMBERED:
                seen.clear()
            found = seen[key] = function(question)
        return found

    return look_up


def best_of(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Each persona once, by its best reason; the order of the list decides between equals."""
    found.sort(key=lambda each: (-each.score, KINDS[each.kind]))
    best: dict[int, Candidate] = {}
    for candidate in found:
        best.setdefault(candidate.persona.pk, candidate)
    return tuple(best.values())[:MOST]


def exact(title: str, catalogue: TitleCatalogue) -> Iterator[Candidate]:
    """Those who are known by this very title."""
    if not catalogue.known.may_have(title):
        return
    for known in catalogue.known.by_wording.get(wording_key(NO_TEXT.sub("", title)), ()):
        what = "Exactly the persona's role" if known.is_role else "Exact title"
        yield candidate(known, EXACT, EXACT_SCORE, what)


def alternatives(title: TitleWords, catalogue: TitleCatalogue) -> Iterator[Candidate]:
    """Those who are known by the same words, abbreviated, in another order or with other signs between."""
    for read in catalogue.known.by_words.get(title.key, ()) if title.words else ():
        yield candidate(read.known, ALTERNATIVE, ALTERNATIVE_SCORE, rewritten(read.known.name))


def rewritten(name: str) -> str:
    return f"Another way to write “{name}”"


def candidate(known: KnownTitle, kind: str, score: float, what: str) -> Candidate:
    """A candidate for a known title; conditions and deprecation are said and counted."""
    if known.qualifier:
        what, score = f"{what} ({known.qualifier})", score - CONDITION
    if known.retired:
        what = f"{what}: a title of {known.retired}, who is deprecated; this persona took over"
        score -= RETIRED
    return Candidate(known.persona, kind, score, f"{what}.", known.name)


def by_rules(title: TitleWords, catalogue: TitleCatalogue) -> Iterator[Candidate]:
    """Those whose rules fit, in the rules' order."""
    score = RULE_SCORE
    for rule, signs in catalogue.rules.met_by(title):
        yield Candidate(rule.persona, RULE, max(score, LEAST), rule.reason(signs), rule_pk=rule.pk)
        score -= NEXT_RULE


def close(title: TitleWords, catalogue: TitleCatalogue) -> Iterator[Candidate]:
    for read, score, differences in close_titles(title, catalogue.known, catalogue.speller):
        found = candidate(read.known, CLOSE, score, f"Close to “{read.known.name}”: {differences}")
        if found.score >= LEAST:
            yield found


def guessed(said: str, *found: Iterable[Candidate]) -> Iterator[Candidate]:
    """What an acronym would mean in one of its senses."""
    for each in chain(*found):
        if each.score - ACRONYM >= LEAST:
            yield replace(each, kind=CLOSE, score=each.score - ACRONYM, reason=f"{said}. {each.reason}")


def of_parts(
    title: str, whole: TitleWords, catalogue: TitleCatalogue, known: Callable[[TitleWords], Found]
) -> Iterator[Candidate]:
    """Those whom a part of the title means: "CTO & Co-founder", "Director of IT / Security"."""
    if whole.others:
        return
    for trial in trials(parts_of(title), catalogue.speller, catalogue.known):
        for found in chain(*known(trial.title)):
            if found.score - PART >= LEAST:
                yield replace(found, score=found.score - PART, reason=part_reason(trial, found, title))


# The same parts and known titles come again and again.
key_of = lru_cache(maxsize=5000)(wording_key)


def part_reason(trial: Trial, found: Candidate, title: str) -> str:
    """Why the part means somebody, and where it has its role from."""
    typed = as_typed(trial.part, title)
    if trial.lender:
        return f"The part “{typed}” with the role in “{as_typed(trial.lender, title)}”: {lowered(found.reason)}"
    if found.known_title and key_of(typed) == key_of(found.known_title):
        return f"The part “{typed}”: {lowered(found.reason.replace(rewritten(found.known_title), 'Exact title', 1))}"
    return f"The part “{typed}”: {lowered(found.reason)}"


def lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def as_typed(part: Part, title: str) -> str:
    """The part as it stands in the title."""
    start = title.casefold().find(part.text)
    return title[start : start + len(part.text)] if start >= 0 else part.text
