"""Traits that perhaps say the same thing in two wordings: a list of suggestions for an editor to look through."""

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from django.core.cache import cache
from django.urls import reverse
from rapidfuzz import fuzz, process

from config.work_lists import WorkItem
from personas.handbook.vocabulary import is_typo
from personas.models import DifferentTraits, Trait
from personas.wording import lookup_key

CLOSE = 88  # of 100, over all words in alphabetical order
SAME_START = 4  # letters: "manage" and "managing" are one word in two forms
WORDS_A_WORD_MORE = 4  # of two statements, the longer may have one word more in four
NEGATIONS = frozenset(["no", "not", "never", "none", "without", "cannot", "cant", "dont", "doesnt", "isnt", "arent"])
A_DAY = 24 * 60 * 60
MOST = 200  # pairs: more than anybody looks through before the next visit
# What comparing one facet may cost, in letters read and pairs compared: well below a second. Of a facet with many
# thousand statements in nearly the same words only a part is compared.
STEPS = 1_500_000
LETTERS = 900_000
LETTERS_A_STEP = 50  # in comparing

# (primary key, wording)
Wording = tuple[int, str]


@dataclass(frozen=True)
class Pair:
    """Two traits of one facet, by their primary keys, and how close their wordings are (of 100)."""

    one: int
    other: int
    closeness: float


@dataclass(frozen=True)
class LookAlikes:
    """Pairs that look alike, the closest first; when not `is_complete`, there may be more. `steps` is what it took."""

    pairs: list[Pair]
    is_complete: bool = True
    steps: int = 0


def near_duplicates() -> LookAlikes:
    """At most 200 pairs that look alike and of which nobody has said that they differ.

    Two queries; a facet is compared again only after a change in it.
    """
    facets: dict[int, list[Wording]] = defaultdict(list)
    for facet, key, statement in Trait.objects.order_by("pk").values_list("facet", "pk", "statement"):
        facets[facet].append((key, statement))
    different: dict[int, list[tuple[int, int]]] = defaultdict(list)
    decided = DifferentTraits.objects.order_by("first", "second")
    for facet, first, second in decided.values_list("first__facet", "first", "second"):
        different[facet].append((first, second))
    pairs, is_complete, steps = [], True, 0
    # The largest facet last: what it takes isn't taken from the others.
    for facet, wordings in sorted(facets.items(), key=lambda item: len(item[1])):
        found = remembered(wordings, different[facet], may_compare=steps < STEPS)
        pairs += found.pairs
        is_complete &= found.is_complete
        steps += found.steps
    pairs.sort(key=lambda pair: (-pair.closeness, pair.one, pair.other))
    return LookAlikes(pairs[:MOST], is_complete and len(pairs) < MOST, steps)


def remembered(wordings: Sequence[Wording], different: Sequence[tuple[int, int]], *, may_compare: bool) -> LookAlikes:
    """The pairs among one facet's wordings, kept in the cache under exactly these wordings and decisions.

    Where they aren't there and the facet may not be compared now, the answer is empty and incomplete.
    """
    digest = hashlib.sha256(repr((wordings, different)).encode(errors="replace")).hexdigest()
    found = cache.get(f"look-alikes:{digest}")
    if found is not None:
        return replace(found, steps=0)
    if not may_compare:
        return LookAlikes([], is_complete=False)
    found = look_alikes(wordings, different)
    cache.set(f"look-alikes:{digest}", found, A_DAY)
    return found


def look_alikes(wordings: Sequence[Wording], different: Iterable[tuple[int, int]] = ()) -> LookAlikes:
    """The pairs among one facet's wordings that are close as a whole and word by word, but for those that differ."""
    read, steps = readable(wordings)
    told = {key: sorted(lookup_key(text).split()) for key, text in read}
    texts = {key: " ".join(words) for key, words in told.items()}
    seen, pairs = set(different), []
    for key, lists in chain(same_starts(told), same_words(told)):
        steps += sum(map(len, lists)) * (1 + len(texts[key]) // LETTERS_A_STEP)
        if steps > STEPS:
            return LookAlikes(pairs, is_complete=False, steps=steps)
        others = {other: texts[other] for each in lists for other in each}
        for _, closeness, other in close_ones(texts[key], others):
            one, other = sorted((key, other))
            if (one, other) not in seen and alike(texts[one], texts[other]):
                pairs.append(Pair(one, other, closeness))
            seen.add((one, other))
        if len(pairs) >= MOST:
            return LookAlikes(pairs[:MOST], is_complete=False, steps=steps)
    return LookAlikes(pairs, is_complete=len(read) == len(wordings), steps=steps)


def readable(wordings: Sequence[Wording]) -> tuple[Sequence[Wording], int]:
    """As many of the wordings as may be read, from the first on, and how many letters they have."""
    letters = list(accumulate(len(text) for _, text in wordings))
    count = bisect_right(letters, LETTERS)
    return wordings[:count], letters[count - 1] if count else 0


def close_ones(text: str, others: dict[int, str]) -> list[tuple[str, float, int]]:
    return process.extract(text, others, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None) if others else []


# For the primary key of a wording, lists of those before it that may be close to it.
Candidates = Iterator[tuple[int, list[Sequence[int]]]]


def same_starts(told: dict[int, list[str]]) -> Candidates:
    """Wordings all of whose words begin alike: most pairs are such, and finding them costs next to nothing."""
    holders: dict[tuple, list[int]] = defaultdict(list)
    for key, words in told.items():
        if words:
            place = tuple(sorted(word if is_fixed(word) else word[:SAME_START] for word in words))
            yield key, [holders[place]]
            holders[place].append(key)


def same_words(told: dict[int, list[str]]) -> Candidates:
    """Wordings half of whose words at least are the same, and all those that may not differ.

    Two such wordings share one of their rarer words, so that only those have to be looked up.
    """
    common = Counter(word for words in told.values() for word in set(words))
    holders: dict[tuple, list[int]] = defaultdict(list)
    for key, words in told.items():
        own = set(words)
        fixed = tuple(word for word in words if is_fixed(word))
        rarer = sorted(own, key=lambda word: (common[word], word))[: len(own) - len(own) // 2 + 1]
        # A single word may be written wrongly: those are all compared.
        places = [(fixed, word) for word in (rarer if len(own) > 1 else [""])] if words else []
        yield key, [holders[place] for place in places]
        for place in places:
            holders[place].append(key)


def is_fixed(word: str) -> bool:
    """Whether a word makes another statement wherever it stands in one of two wordings alone."""
    return word in NEGATIONS or (not word.isalpha() and any(map(str.isdigit, word)))


def alike(text: str, other: str) -> bool:
    """Whether the words in which two wordings differ are slips or forms of one another.

    "Increase spending this year" and "Decrease spending this year" are close, and so are "case 1" and "case 2".
    """
    ours, theirs = Counter(text.split()), Counter(other.split())
    left, right = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    if any(map(is_fixed, (*left, *right))):
        return False
    fewer, more = sorted((left, right), key=len)
    words = max(ours.total(), theirs.total())
    return (len(more) - len(fewer)) * WORDS_A_WORD_MORE <= words and all(
        any(one_word(word, candidate) for candidate in more) for word in fewer
    )


def one_word(word: str, other: str) -> bool:
    return is_typo(word, other) or (word[:SAME_START] == other[:SAME_START] and len(word) > SAME_START)


def may_merge(user) -> bool:
    """Whether the user may make two traits one: traits change and go, and what personas say of themselves changes."""
    return user.has_perms(["personas.change_trait", "personas.delete_trait", "personas.change_persona"])


def near_duplicate_work(user) -> list[WorkItem]:
    """The line on the start page."""
    if not may_merge(user):
        return []
    found = near_duplicates()
    return [
        WorkItem(
            "Statements that look alike",
            len(found.pairs),
            reverse("admin:personas_trait_near_duplicates"),
            "Merge those that say the same thing, so that personas share them.",
            or_more=not found.is_complete,
        )
    ]
