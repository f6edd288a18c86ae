"""Sessions and series for the search: by title, and by their descriptions."""

from datetime import date

from django.db.models import Q

from enablement.models import Series, Session
from enablement.panel import start_of_today
from enablement.times import when
from enablement.zones import DEFAULT_ZONE
from personas.markdown import plain_text
from personas.search.catalogue.rows import first
from personas.search.highlight import excerpt, highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, Ranked, ranked
from personas.search.sources import register_source
from personas.search.words import Query

SESSION = register_source("session", Session, "title")
SESSION_TEXT = register_source("session_text", Session, "description")
SERIES = register_source("series", Series, "title")
SERIES_TEXT = register_source("series_text", Series, "description")
OF_TIME = ("precision", "starts_at", "day", "when_words", "minutes", "zone", "status")


def sessions(query: Query, user, window: slice) -> Found:
    """Sessions, whenever they are; of equally good ones those to come first, and then the latest."""
    rows, more = first(
        Session.objects.visible_to(user).filter(
            Q(pk__in=holding(SESSION, query)) | Q(pk__in=holding(SESSION_TEXT, query))
        ),
        ("pk", "title", "description", "uuid", "sort_on", *OF_TIME),
    )
    today = start_of_today().date()
    in_order = sorted(rows, key=lambda row: distance(row[4], today))
    found = ranked(query, ((row, (row[1], plain_text(row[2]))) for row in in_order))
    return Found([session_hit(query, each) for each in found[window]], len(found), more)


def distance(day: date | None, today: date) -> tuple:
    """Sorts days: from today on the next first, then those that are over, the latest first, and no day at all last."""
    return (day is None, day is not None and day < today, abs((day or today) - today))


def session_hit(query: Query, found: Ranked) -> Hit:
    """Results are kept for a day: what is said of the time holds all day."""
    _, title, description, uuid, _, *time = found.row
    session = Session(uuid=uuid, **dict(zip(OF_TIME, time, strict=True)))
    told = when(session, DEFAULT_ZONE, start_of_today())
    return Hit(
        title=highlighted(query, title),
        url=session.get_absolute_url(),
        note=told.words,
        excerpt=excerpt(query, description) if found.field else "",
        tags=[] if told.state in ("scheduled", "live") else [(f"state-{told.state}", told.state_label)],
    )


def series(query: Query, user, window: slice) -> Found:
    """Series of sessions."""
    rows, more = first(
        Series.objects.visible_to(user).filter(
            Q(pk__in=holding(SERIES, query)) | Q(pk__in=holding(SERIES_TEXT, query))
        ),
        ("pk", "title", "slug", "description"),
    )
    found = ranked(query, ((row, (row[1], plain_text(row[3]))) for row in rows))
    return Found([series_hit(query, each) for each in found[window]], len(found), more)


def series_hit(query: Query, found: Ranked) -> Hit:
    _, title, slug, description = found.row
    return Hit(
        title=highlighted(query, title),
        url=Series(slug=slug).get_absolute_url(),
        note="Series of sessions",
        excerpt=excerpt(query, description) if found.field else "",
    )
