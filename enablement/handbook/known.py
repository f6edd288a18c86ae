"""The sessions, series and resources that the database has, as pages are held against them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from enablement.models import Registration, Reminder, Resource, Series, Session
from enablement.models.sessions import SERIES_PAGES
from enablement.notices import TOLD
from enablement.times import zone_named
from personas.slugs import first_free
from personas.wording import lookup_key, slug_for

TIME = ("precision", "starts_at", "day", "when_words")
EXACTNESS = {"words": 0, "month": 1, "day": 2, "exact": 3}


@dataclass(eq=False)
class KnownSeries:
    """A series, in the database or about to be new."""

    slug: str
    title: str
    uuid: UUID | None = None
    is_new: bool = False

    @property
    def key(self) -> str:
        return lookup_key(self.title)


@dataclass(eq=False)
class KnownSession:
    """A session, in the database or about to be new. `time` is when it is by all that was told so far; one that is
    `managed` here (people have seats, or heard of a change) keeps it."""

    uuid: UUID
    title: str
    time: dict
    status: str
    series: str | None = None
    occurrence_on: date | None = None
    sequence: int = 0
    managed: bool = False
    is_new: bool = False
    values: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)

    @property
    def key(self) -> str:
        return lookup_key(self.title)

    @property
    def day(self) -> date | None:
        return local_day(self.time)


@dataclass(eq=False)
class KnownResource:
    """A resource. Its `key` names the row for this import; `whose` is the session's uuid, or None."""

    key: tuple
    kind: str
    title: str
    url: str
    whose: UUID | None
    is_deprecated: bool = False
    order: int = 0
    is_new: bool = False


def local_day(time: dict) -> date | None:
    """The day of a time on its own clock: for a month its first, for words None."""
    if time["precision"] == "exact":
        starts_at: datetime = time["starts_at"]
        return starts_at.astimezone(zone_named(time.get("zone", ""))).date()
    return time["day"].replace(day=1) if time["precision"] == "month" else time["day"]


def same_month(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and (one.year, one.month) == (other.year, other.month)


@dataclass
class Known:
    """All of them."""

    series: list[KnownSeries] = field(default_factory=list)
    sessions: list[KnownSession] = field(default_factory=list)
    resources: list[KnownResource] = field(default_factory=list)

    def series_named(self, title: str) -> KnownSeries | None:
        key = lookup_key(title)
        return next((each for each in self.series if each.key == key), None)

    def new_series(self, title: str, slug: str = "", own: UUID | None = None) -> KnownSeries:
        taken = {each.slug for each in self.series} | set(SERIES_PAGES)
        found = KnownSeries(first_free(slug or slug_for(title), taken), title, own, is_new=True)
        self.series.append(found)
        return found


def from_database() -> Known:
    """What there is now; three queries."""
    seats = Registration.objects.filter(session=OuterRef("pk")).exclude(status="cancelled")
    invited = Reminder.objects.filter(session=OuterRef("pk"), kind="invitation", state__in=TOLD)
    names = ("uuid", "title", *TIME, "zone", "status", "series__slug", "occurrence_on", "sequence")
    sessions = (
        Session.objects.order_by("pk")
        .annotate(has_people=Exists(seats) | Exists(invited))
        .values(*names, "has_people")
    )
    series = Series.objects.order_by("pk").values("slug", "title", "uuid")
    resources = Resource.objects.order_by("order", "pk").values(
        "pk", "kind", "title", "url", "session__uuid", "is_deprecated", "order"
    )
    return Known(
        [KnownSeries(**row) for row in series],
        [
            KnownSession(
                row["uuid"],
                row["title"],
                {name: row[name] for name in (*TIME, "zone")},
                row["status"],
                row["series__slug"],
                row["occurrence_on"],
                row["sequence"],
                managed=row["has_people"] or row["sequence"] > 0,
            )
            for row in sessions
        ],
        [
            KnownResource(
                (row["title"], row["pk"]),
                row["kind"],
                row["title"],
                row["url"],
                row["session__uuid"],
                row["is_deprecated"],
                row["order"],
            )
            for row in resources
        ],
    )
