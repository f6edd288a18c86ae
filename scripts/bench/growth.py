"""What becomes dearer when there are ten times as many personas.

The CPU of the database's own process counts. As both sizes aren't measured at the same moment, growth is told in units
of the bare page measured meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median

from django.urls import reverse

from personas.models import Facet

from . import targets
from .catalogue import add_personas
from .cold import edit_one, make_cold
from .measure import Ask, Pace, Way, measured, queries_of, settle
from .pages import Page, filtered_page, search_page, shown_on
from .visitor import Answer, Visitor
from .yardsticks import prepare

TIMES = 10
DIFFERENT = 200
OTHERS = "another each time"


@dataclass(frozen=True)
class Growing:
    """A page that is measured at both sizes, in one of the states of `pages`: *edited*, or *empty*; or asked for at
    OTHERS. `most` is its target."""

    page: Page
    state: str
    most: float | None = None

    @property
    def name(self) -> str:
        return f"{self.page.name}, {self.state}"

    def before(self, answer: Answer) -> Callable[[], None] | None:
        """What comes before each request, given an answer."""
        return {"edited": partial(edit_one, shown_on(answer)), "empty": make_cold}.get(self.state)


@dataclass(frozen=True)
class Cost:
    """What a page takes at one size: queries, and CPU milliseconds of worker and database."""

    queries: int
    work: float


def columns(personas: int) -> tuple[str, ...]:
    sizes = f"{personas:,}", f"{TIMES * personas:,}"
    figures = [f"{figure}, {size}" for figure in ("queries", "ms") for size in sizes]
    return "from fewer personas to more", *figures, "×"


def growing() -> list[Growing]:
    chart = reverse("personas:chart", args=[Facet.objects.filter(comparable=True)[0].slug])
    searches = tuple(address for number in range(100) for address in search_page(f"matter {number}").addresses)
    whole = [
        Page.at("personas", reverse("personas:list")),
        Page.at("persona", reverse("personas:detail", args=["person-00007"])),
        Page.at("chart of all", chart),
    ]
    found = [filtered_page("filter", 1), *map(search_page, ("matter 7", "person", "mattr 7"))]
    return [
        Growing(filtered_page("filter", DIFFERENT), OTHERS, targets.GROWTH),
        Growing(Page("search: matter …", searches), OTHERS, targets.GROWTH),
        *(Growing(page, "edited", targets.GROWTH) for page in found),
        *(Growing(page, "edited") for page in whole),
        *(Growing(page, "empty") for page in [*found, *whole]),
    ]


def rows(visitor: Visitor, pace: Pace, personas: int) -> list[list[str]]:
    """A row a page. Afterwards the catalogue has TIMES as many personas."""
    bare, _ = prepare(visitor.get(reverse("personas:list")).body)
    ask_bare = partial(visitor.get, bare)
    small, yardstick = costs(visitor, pace, ask_bare)
    add_personas(personas, TIMES * personas)
    settle()
    large, later_yardstick = costs(visitor, pace, ask_bare)
    drift = later_yardstick / yardstick
    return [cells_of(*each, drift) for each in zip(growing(), small, large, strict=True)]


def costs(visitor: Visitor, pace: Pace, ask_bare: Ask) -> tuple[list[Cost], float]:
    """What each page takes, and meanwhile the bare one."""
    found, yardsticks = [], []
    for each in growing():
        ask = each.page.asked_by(visitor)
        make_cold()
        before = each.before(ask())
        samples = measured({"bare": Way(ask_bare), "page": Way(ask, before, first=ask)}, pace)
        if before:
            before()
        found.append(Cost(queries_of(ask), samples["page"].work))
        yardsticks.append(samples["bare"].work)
    return found, median(yardsticks)


def cells_of(each: Growing, small: Cost, large: Cost, drift: float) -> list[str]:
    return [
        each.name,
        str(small.queries),
        targets.held(str(large.queries), large.queries, small.queries),
        f"{small.work:.1f}",
        f"{large.work:.1f}",
        targets.ratio(large.work / small.work / drift, each.most),
    ]
