"""Two orders of things as one."""

from collections import defaultdict
from collections.abc import Hashable, Iterator


def interleaved(before: list[Hashable], page: list[Hashable]) -> list[Hashable]:
    """Both lists as one: the old order where it agrees with the page's, each new item behind the one it follows
    there; where they disagree, the page's order and then the rest."""
    stored, told = set(before), set(page)
    if [key for key in before if key in told] != [key for key in page if key in stored]:
        return page + [key for key in before if key not in told]
    return list(woven(before, page, stored))


def woven(before: list[Hashable], page: list[Hashable], stored: set[Hashable]) -> Iterator[Hashable]:
    """The old items in their order, with the new ones that the page has behind each of them."""
    followers: dict[Hashable, list[Hashable]] = defaultdict(list)
    last = None
    for key in page:
        if key in stored:
            last = key
        else:
            followers[last].append(key)
    yield from followers[None]
    for key in before:
        yield key
        yield from followers[key]
