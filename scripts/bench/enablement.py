"""Pages of sessions and the rollout, over years of them, each cold and warm; their queries at a tenth of it, too."""

from functools import partial

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from enablement.calendar.addresses import address_of
from enablement.calendar.feeds import feed_of
from enablement.calendar.tokens import renew
from enablement.models import Series, Session, SessionPersona

from . import sessions, targets
from .cold import make_cold
from .measure import Ask, Pace, Samples, Way, measured, queries_of, settle
from .pages import SWAP, Page
from .visitor import Visitor
from .yardsticks import prepare

TENTH = 10
Count = tuple[int, int]


def columns() -> tuple[str, ...]:
    """The head of the first says how much there is."""
    seats = f"{sessions.SESSIONS:,} sessions, {sessions.SESSIONS * sessions.SEATS_EACH:,} seats"
    return seats, "KB", "queries at a tenth", "queries", "CPU ms", "with database", "requests/s", "warm × bare"


def rows(visitor: Visitor, pace: Pace) -> list[list[str]]:
    """A row a page. The sessions stay afterwards."""
    asked = queries_at_both(visitor)
    sessions.know_sizes()
    settle()
    return [row_of(page, *counts, visitor, pace) for page, *counts in asked]


def queries_at_both(visitor: Visitor) -> list[tuple[Page, Count, Count]]:
    """Each page with its queries at a tenth of the sessions, and at all of them, which are there afterwards."""
    sessions.make_colleagues()
    tenth = range(0, sessions.SESSIONS, TENTH)
    sessions.add_sessions(tenth, sessions.SESSIONS)
    shown = pages()
    few = [queries(page.asked_by(visitor)) for page in shown]
    sessions.add_sessions([number for number in range(sessions.SESSIONS) if number not in tenth], sessions.SESSIONS)
    return [(page, count, queries(page.asked_by(visitor))) for page, count in zip(shown, few, strict=True)]


def pages() -> list[Page]:
    """What a reader opens of it, and what a calendar program asks for."""
    listed, rollout = reverse("enablement:list"), reverse("enablement:rollout")
    session = Session.objects.upcoming(timezone.now()).order_upcoming()[0]
    series, persona = Series.objects.order_by("pk")[0], SessionPersona.objects.order_by("pk")[0].persona
    return [
        Page.at("sessions", listed),
        Page.at("sessions, past", f"{listed}?show=past"),
        Page.at("sessions of a persona, swapped", f"{listed}?show=past&persona={persona.slug}", headers=SWAP),
        Page.at("sessions of two teams, swapped", f"{listed}?team=sales&team=product", headers=SWAP),
        Page.at("calendar month", f"{listed}?view=calendar"),
        Page.at("session", session.get_absolute_url()),
        Page.at("series", series.get_absolute_url()),
        Page.at("rollout", rollout),
        Page.at("rollout of one team, swapped", f"{rollout}?team=sales", headers=SWAP),
        Page.at("rollout, least trained first", f"{rollout}?sort=least"),
        Page.at("my sessions", reverse("enablement:mine")),
        *feeds(get_user_model().objects.get(username="reader")),
    ]


def feeds(owner) -> list[Page]:
    """The owner's calendars."""
    token = renew(by=owner)
    found = [feed_of(*each, owner) for each in (("everything", ""), ("team", "sales"), ("mine", ""))]
    return [Page.at(f"calendar feed: {each.name}", address_of(token, each, "").url) for each in found]


def queries(ask: Ask) -> Count:
    """Of an answer where nothing is kept, and of the same again."""
    ask()
    return queries_of(ask, make_cold), queries_of(ask)


def row_of(page: Page, few: Count, many: Count, visitor: Visitor, pace: Pace) -> list[str]:
    """Queries that grew with the number of sessions are marked."""
    ask = page.asked_by(visitor)
    answer = ask()
    if answer.status != 200:
        raise SystemExit(f"{page.name}: the answer was {answer.status}.")
    bare, _ = prepare(answer.body)
    ways = {
        "bare": Way(partial(visitor.get, bare)),
        "cold": Way(ask, before=make_cold),
        "warm": Way(ask, first=ask),
    }
    return cells_of(page.name, len(answer.body), few, many, measured(ways, pace))


def cells_of(name: str, size: int, few: Count, many: Count, samples: dict[str, Samples]) -> list[str]:
    bare, cold, warm = (samples[way] for way in ("bare", "cold", "warm"))
    return [
        name,
        f"{size / 1024:.0f}",
        pair(*few),
        targets.held(pair(*many), max(now - then for now, then in zip(many, few, strict=True)), 0),
        pair(f"{cold.cpu:.1f}", f"{warm.cpu:.1f}"),
        pair(f"{cold.work:.1f}", f"{warm.work:.1f}"),
        pair(f"{cold.rate:.0f}", f"{warm.rate:.0f}"),
        targets.ratio(warm.cpu / bare.cpu),
    ]


def pair(cold, warm) -> str:
    return f"{cold} / {warm}"
