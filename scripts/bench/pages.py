"""The readers' pages, each after an edit, cold, warm and unchanged, beside the yardsticks."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from urllib.parse import urlencode

from django.urls import reverse

from personas.models import Facet, Persona, Trait

from . import targets
from .cold import edit_one, make_cold
from .measure import Ask, Pace, Samples, Way, measured, queries_of
from .plain import same_page
from .visitor import Answer, Visitor
from .yardsticks import prepare

SWAP = {"HX-Request": "true", "HX-Target": "results"}
FIGURES = ("queries", "CPU ms", "requests/s", "p99 ms")
RATIOS = ("edited × plain", "empty × plain", "warm × bare", "304 × bare")
COLUMNS = ("page", "KB", *FIGURES, *RATIOS)
PERSONA = re.compile(rb"/personas/(person-\d+)")


@dataclass(frozen=True)
class Page:
    """What is asked for: one address, or several in turn; `edited` and `warm` are targets, if it has any."""

    name: str
    addresses: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    edited: float | None = targets.COLD
    warm: float | None = None

    @classmethod
    def at(cls, name: str, address: str, **more) -> "Page":
        return cls(name, (address,), **more)

    def asked_by(self, visitor: Visitor) -> Ask:
        """A function that asks for the next address."""
        turns = cycle(self.addresses)
        return lambda: visitor.get(next(turns), self.headers)


def pages() -> list[Page]:
    """Everything that a reader opens, over the whole catalogue."""
    people = urlencode({"p": [f"person-{number:05}" for number in range(1, 9)]}, doseq=True)
    return [
        Page.at("personas", reverse("personas:list"), warm=targets.WARM),
        filtered_page("personas filtered, swapped", how_many=1),
        Page.at("persona", reverse("personas:detail", args=["person-00007"]), warm=targets.WARM),
        Page.at("compare 8", f"{reverse('personas:compare')}?{people}"),
        Page.at("what all share", reverse("personas:charts")),
        Page.at("chart of all", reverse("personas:chart", args=[Facet.objects.filter(comparable=True)[0].slug])),
        search_page("matter 7"),
        search_page("person"),
        search_page("mattr 7"),
        Page.at("content types", reverse("personas:content_types")),
        Page.at("guides", reverse("personas:guides")),
        Page.at("journey", "/journeys/how-buyers-decide/"),
        Page.at("coverage", "/journeys/coverage/"),
        Page.at("journeys", "/journeys/"),
        Page.at("assets", "/journeys/assets/"),
    ]


def filtered_page(name: str, how_many: int) -> Page:
    """The results alone, narrowed down by a statement: by `how_many` different ones in turn."""
    keys = Trait.objects.order_by("pk").values_list("pk", flat=True)[:how_many]
    addresses = tuple(f"{reverse('personas:list')}?trait={key}" for key in keys)
    return Page(name, addresses, SWAP, edited=targets.COLD_PARTIAL)


def search_page(words: str) -> Page:
    return Page.at(f"search: {words}", f"{reverse('personas:search')}?{urlencode({'q': words})}", warm=targets.WARM)


def rows(visitor: Visitor, pace: Pace, wanted: tuple[str, ...] = ("",)) -> list[list[str]]:
    """The rows of all pages whose names begin as one of the wanted ones."""
    chosen = [page for page in pages() if page.name.startswith(tuple(wanted))]
    return [cells for page in chosen if (cells := row_of(page, visitor, pace))]


def row_of(page: Page, visitor: Visitor, pace: Pace) -> list[str]:
    """The page's row of the table; nothing for a page that isn't there."""
    ask = page.asked_by(visitor)
    answer = ask()
    if answer.status == 404:
        print(f"There is no {page.addresses[0]}: no row “{page.name}”.", file=sys.stderr)
        return []
    check(page, answer, ask)
    bare, plain = prepare(answer.body)
    ask_plain = partial(visitor.get, plain)
    if not same_page(answer.body.decode(), ask_plain().body.decode()):
        raise SystemExit(f"{page.name}: the plain page isn't the same page.")
    edit = partial(edit_one, shown_on(answer))
    ways = {
        "bare": Way(partial(visitor.get, bare)),
        "plain": Way(ask_plain),
        "edited": Way(ask, before=edit, first=ask),
        "empty": Way(ask, before=make_cold),
        "warm": Way(ask, first=ask),
    }
    unchanged = ask_again(page, visitor)
    if unchanged:
        ways["304"] = unchanged
    samples = measured(ways, pace)
    return cells_of(page, samples, len(answer.body), [queries_of(ask, before) for before in (edit, make_cold, None)])


def shown_on(answer: Answer) -> str:
    """The address of a persona whom the page shows, so that an edit of her changes it; of the first, if of nobody."""
    found = PERSONA.search(answer.body)
    return found[1].decode() if found else Persona.objects.values_list("slug", flat=True)[0]


def check(page: Page, answer: Answer, ask: Ask) -> None:
    """Raises SystemExit where the figures would mean nothing: an error, or a page that stays warm after an edit."""
    if answer.status != 200:
        raise SystemExit(f"{page.name}: the answer was {answer.status}.")
    make_cold()
    if "etag" in answer.headers and ask().headers.get("etag") == answer.headers["etag"]:
        raise SystemExit(f"{page.name}: the answer kept its ETag although the data version has grown.")


def ask_again(page: Page, visitor: Visitor) -> Way | None:
    """Asking with the ETag of the last answer; None when the page has none."""
    address, tag = page.addresses[0], {}

    def keep_tag():
        tag["If-None-Match"] = visitor.get(address, page.headers).headers.get("etag", "")

    def ask():
        return visitor.get(address, {**page.headers, **tag})

    keep_tag()
    return Way(ask, first=keep_tag) if ask().status == 304 else None


def cells_of(page: Page, samples: dict[str, Samples], size: int, queries: list[int]) -> list[str]:
    bare, plain, *states = (samples[name] for name in ("bare", "plain", "edited", "empty", "warm"))
    edited, empty, warm = states
    unchanged = samples["304"].cpu / bare.cpu if "304" in samples else None
    return [
        page.name,
        f"{size / 1024:.0f}",
        " / ".join(map(str, queries)),
        " / ".join(f"{state.cpu:.1f}" for state in states),
        " / ".join(f"{state.rate:.0f}" for state in states),
        " / ".join(f"{state.p99:.0f}" for state in states),
        targets.ratio(edited.cpu / plain.cpu, page.edited),
        targets.ratio(empty.cpu / plain.cpu),
        targets.ratio(warm.cpu / bare.cpu, page.warm),
        targets.ratio(unchanged, targets.UNCHANGED),
    ]
