"""The list of sessions: what it can be narrowed down by."""

import re
from datetime import date, datetime
from functools import cached_property

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from enablement.models import Series, SessionPersona
from enablement.month import Month
from personas.colleagues import called
from personas.filters.fields import Options, Setting, Words, shown
from personas.filters.lists import ListFilter
from personas.filters.parts import Option, OptionGroup, with_all_chosen
from personas.filters.personas import keys_in
from personas.models import Persona, Team
from personas.models.persona import heading_of

SHOWN = [("upcoming", "Upcoming"), ("past", "Past")]
VIEWS = [("agenda", "Agenda"), ("calendar", "Calendar")]
RECORDINGS = {"with": "With a recording", "without": "Without one"}
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
EARLIEST, LATEST = 1990, 2200
COUNTED = Count("pk", distinct=True)


def without_nul(values: list[str]) -> list[str]:
    """Those of the values that a database can look for."""
    return [value for value in values if "\0" not in value]


class SessionFilter(ListFilter):
    """Sessions by whom they are for and about, who holds them and what is left of them: those to come, those that are
    over, or those of a month. `at` is the moment that parts them, `zone` the one in which the reader's days are."""

    what = "session"

    q = Words("Words")
    team = Options("Team")
    persona = Options("Persona")
    series = Options("Series")
    host = Options("Host")
    recording = Options("Recording")
    show = Setting("Show", SHOWN)
    view = Setting("View", VIEWS)

    def __init__(self, data, queryset, user, *, at: datetime, zone: str, today: date):
        self.at, self.zone, self.today = at, zone, today
        super().__init__(data, queryset, user)

    @cached_property
    def problems(self) -> list[str]:
        said = self.asked_month
        wrong = [f"There is no month “{shown(said)}”: write it as 2026-11."] if said and self.month is None else []
        return [*super().problems, *wrong]

    @property
    def asked_month(self) -> str:
        return self.data.get("month", "").strip() if self.is_calendar else ""

    @property
    def is_calendar(self) -> bool:
        return self.data.get("view") == "calendar"

    @cached_property
    def month(self) -> Month | None:
        """The month that the address asks for, else this one; None for one that can't be read."""
        if not self.asked_month:
            return Month.of(self.today)
        found = MONTH.fullmatch(self.asked_month)
        year, number = map(int, found.groups()) if found else (0, 0)
        return Month(year, number) if EARLIEST <= year <= LATEST and 1 <= number <= 12 else None

    @property
    def everything(self):
        if not self.is_calendar:
            return self.queryset.past(self.at) if self.setting("show") == "past" else self.queryset.upcoming(self.at)
        return self.queryset.in_month(self.month.year, self.month.number, self.zone) if self.month else self.queryset

    @cached_property
    def people(self):
        """The personas that the user may see, deprecated ones too."""
        return Persona.objects.visible_to(self.user).order_by()

    def words(self, name):
        return getattr(self, f"words_of_{name}")()

    def words_of_team(self):
        return dict(Team.objects.values_list("slug", "name"))

    def words_of_persona(self):
        """The personas that the address names."""
        named = without_nul(self.chosen("persona"))
        rows = self.people.filter(slug__in=named).values_list("slug", "name", "role_label") if named else ()
        return {slug: heading_of(*names) for slug, *names in rows}

    def words_of_series(self):
        """The series that the address names."""
        named = without_nul(self.chosen("series"))
        return dict(Series.objects.filter(slug__in=named).values_list("slug", "title")) if named else {}

    def words_of_host(self):
        """The hosts that the address names. Whoever held no session is unknown."""
        keys = keys_in(self.chosen("host"))
        hosts = get_user_model().objects.filter(pk__in=keys, hosted_session_set__isnull=False) if keys else None
        return {str(host.pk): called(host) for host in hosts.distinct()} if keys else {}

    def words_of_recording(self):
        return RECORDINGS

    def by_q(self, sessions, words, state):
        return sessions.filter(Q(title__icontains=words) | Q(description__icontains=words))

    def by_team(self, sessions, chosen, state):
        return sessions.for_teams(Team.objects.filter(slug__in=chosen))

    def by_persona(self, sessions, chosen, state):
        links = SessionPersona.objects.filter(persona__in=self.people.filter(slug__in=chosen).values("pk"))
        return sessions.filter(pk__in=links.order_by().values("session"))

    def by_series(self, sessions, chosen, state):
        return sessions.filter(series__slug__in=chosen)

    def by_host(self, sessions, chosen, state):
        return sessions.filter(host__in=chosen)

    def by_recording(self, sessions, chosen, state):
        if len(chosen) > 1:
            return sessions
        return sessions.with_recording() if chosen == ["with"] else sessions.without_recording()

    def rest(self, name: str):
        """The sessions that everything asks for but the filter of that name."""
        return self.narrowed(self.without(name)).order_by()

    @cached_property
    def groups(self) -> list[OptionGroup]:
        return [
            self.group("team", self.count_by_team(), starts_open=True),
            self.listed("persona", self.count_by_persona(), starts_open=True),
            self.listed("series", self.count_by_series()),
            self.listed("host", self.count_by_host()),
            self.group("recording", self.count_by_recording(), starts_open=True),
        ]

    def listed(self, name: str, counted: list[tuple[str, str, int]], *, starts_open: bool = False) -> OptionGroup:
        """A facet of what there is, and of what is chosen though nothing is left of it."""
        chosen = self.labels[name]
        options = [Option(value, label, count, value in chosen) for value, label, count in counted]
        label = self.filters[name].label
        return OptionGroup(name, name, label, with_all_chosen(options, chosen), starts_open=starts_open)

    def count_by_team(self) -> dict[str, int]:
        """A session for nobody in particular is for every team."""
        rows = dict(self.rest("team").values_list("teams__slug").annotate(COUNTED))
        for_all = rows.pop(None, 0)
        return {slug: rows.get(slug, 0) + for_all for slug in self.labels["team"]}

    def count_by_persona(self) -> list[tuple[str, str, int]]:
        links = SessionPersona.objects.filter(session__in=self.rest("persona").values("pk")).order_by()
        counts = dict(links.values_list("persona").annotate(Count("pk")))
        rows = self.people.order_by("name", "role_label", "pk").values_list("pk", "slug", "name", "role_label")
        counted = [(slug, heading_of(name, role), counts[pk]) for pk, slug, name, role in rows if pk in counts]
        return sorted(counted, key=lambda row: -row[2])

    def count_by_series(self) -> list[tuple[str, str, int]]:
        rows = self.rest("series").filter(series__isnull=False).values_list("series__slug", "series__title")
        return sorted(rows.annotate(COUNTED), key=lambda row: row[1].casefold())

    def count_by_host(self) -> list[tuple[str, str, int]]:
        names = [f"host__{part}" for part in ("first_name", "last_name", "username")]
        rows = self.rest("host").filter(host__isnull=False).values_list("host", *names).annotate(COUNTED)
        counted = [
            (str(pk), f"{first} {last}".strip() or username, count) for pk, first, last, username, count in rows
        ]
        return sorted(counted, key=lambda row: row[1].casefold())

    def count_by_recording(self) -> dict[str, int]:
        rest = self.rest("recording")
        recorded, whole = rest.with_recording().count(), rest.count()
        return {"with": recorded, "without": whole - recorded}
