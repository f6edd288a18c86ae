"""Job titles: a thousand that the catalogue knows, and any number as people out there write them."""

import random
from collections.abc import Iterator
from itertools import product

LEVELS = {
    "Chief": ("Chief",),
    "Vice President": ("VP", "V.P.", "Vice-President", "VP of"),
    "Senior Director": ("Sr. Director", "Sr Dir.", "Director, Senior,"),
    "Director": ("Dir.", "Director of", "Director,"),
    "Head": ("Head of", "Global Head of"),
    "Senior Manager": ("Sr. Mgr", "Sr Manager,", "Manager II"),
    "Manager": ("Mgr", "Manager,", "Manager of"),
    "Lead": ("Team Lead", "Lead,"),
    "Principal": ("Principal",),
    "Specialist": ("Specialist III", "Spec."),
}
FIELDS = ("Application", "Cloud", "Customer", "Data", "Field", "Global", "Network", "Platform", "Product", "Regional")
WORK = (
    *("Engineering", "Operations", "Security", "Marketing", "Procurement"),
    *("Support", "Finance", "Analytics", "Architecture", "Research"),
)
BEHIND = ("", "", "", " (EMEA)", " - North America", " / Acting", " & Strategy", ", Interim", " at large", " I")


def known_titles() -> list[str]:
    """A thousand titles."""
    return [f"{level} of {field} {work}" for level, field, work in product(LEVELS, FIELDS, WORK)]


def titles_met(how_many: int) -> Iterator[str]:
    """Titles as they stand in lists: short for a level, in another order, with a slip, with more behind; one in five
    means nobody."""
    chance = random.Random(11)
    levels = list(LEVELS)
    for number in range(how_many):
        level, field, work = chance.choice(levels), chance.choice(FIELDS), chance.choice(WORK)
        if number % 5 == 0:
            yield f"{chance.choice(('Junior', 'Visiting', 'Retired'))} violinist {number}, {field.lower()} stage"
            continue
        title = f"{chance.choice(LEVELS[level])} {field} {work}{chance.choice(BEHIND)}"
        yield with_slip(title, chance) if number % 7 == 0 else f"{title} {number}" if number % 3 == 0 else title


def with_slip(title: str, chance: random.Random) -> str:
    """The title with two neighbouring letters exchanged."""
    place = chance.randrange(1, len(title) - 2)
    return title[:place] + title[place + 1] + title[place] + title[place + 2 :]
