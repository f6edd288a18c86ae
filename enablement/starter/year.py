"""A year of sessions around the day on which the starter is loaded: some held, with and without a recording, some to
come, some whose date nobody knows yet."""

import tomllib
from datetime import date, time, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from enablement.models import Requirement, Resource, Series, Session, SessionPersona
from enablement.services.series import occurrences_of
from enablement.times import nearest_start
from personas.models import Persona, Team
from personas.wording import lookup_key

FILE = Path(__file__).with_name("sessions.toml")
ADDRESS = "https://example.com/starter/"
SATURDAY = 5
ZONE = "America/New_York"
OFFICE_HOURS = (
    "Bring a page, a deck or a call that you are not sure about. Somebody who knows the personas looks at it with you."
)


@transaction.atomic
def load_year(today: date | None = None) -> int:
    """Add the sessions; nothing where there are any already. Returns how many there are now."""
    if Session.objects.exists() or Series.objects.exists():
        return 0
    return _Year(today or timezone.localdate()).load()


class _Year:
    """Loads one year; knows who and what is in the catalogue."""

    def __init__(self, today: date):
        self.today = today
        self.teams = {team.key: team for team in Team.objects.all()}
        self.personas = {persona.slug: persona for persona in Persona.objects.all()}

    def load(self) -> int:
        told = tomllib.loads(FILE.read_text(encoding="utf-8"))
        series = self.office_hours()
        for each in told["sessions"]:
            self.session(each)
        for number, each in enumerate(told["resources"], start=1):
            resource_of(each, number).save()
        self.require(series)
        return Session.objects.count()

    def office_hours(self) -> Series:
        """Twelve months of office hours, the first half of them over; one was moved, one won't take place."""
        first = third_tuesday(self.today + relativedelta(months=-6))
        series = Series.objects.create(
            title="Office hours",
            description=OFFICE_HOURS,
            minutes=45,
            zone=ZONE,
            rule="FREQ=MONTHLY;BYDAY=3TU;COUNT=12",
            starts_on=first,
            starts_at=time(11),
            join_url=f"{ADDRESS}join/office-hours",
        )
        for number, each in enumerate(occurrences_of(series), start=1):
            self.office_hour(series, each.day, each.at, number)
        return series

    def office_hour(self, series: Series, day: date, start, number: int) -> None:
        session = Session(
            series=series, title=series.title, description=series.description, occurrence_on=day, starts_at=start
        )
        session.minutes, session.zone, session.join_url = series.minutes, series.zone, series.join_url
        session.status = Session.Status.SCHEDULED
        if number == 9:
            session.is_detached = True
            session.starts_at = nearest_start(day + timedelta(days=2), time(14), ZONE).at
        if number == 10:
            session.is_detached = True
            session.status, session.cancel_reason = "cancelled", "Everybody is at the kickoff that week."
        session.save()
        if day < self.today:
            # Somebody always takes notes, but every other time nobody pressed the button.
            recording = {"at": f"office-hours-{number}"} if number % 2 else {}
            resource_of({"kind": "recording", "title": "Recording", **recording}, 1, session).save()
            notes = {"kind": "notes", "title": "Notes", "at": f"office-hours-{number}-notes"}
            resource_of(notes, 2, session).save()

    def session(self, told: dict) -> None:
        session = Session(title=told["title"], description=told["description"].strip())
        session.zone = told.get("zone", ZONE)
        session.minutes = told.get("minutes", 60)
        session.capacity = told.get("capacity")
        session.place = told.get("place", "")
        session.join_url = f"{ADDRESS}join/{told['join']}" if "join" in told else ""
        session.cancel_reason = told.get("reason", "")
        self.place(session, told)
        session.status = told.get("status") or ("scheduled" if session.precision in ("exact", "day") else "planned")
        session.save()
        session.teams.set(each for name in told["teams"] if (each := self.teams.get(lookup_key(name))))
        people = [each for slug in told["personas"] if (each := self.persona(slug))]
        SessionPersona.objects.bulk_create(SessionPersona(session=session, persona=each) for each in people)
        for number, each in enumerate(told.get("resources", ()), start=1):
            resource_of(each, number, session).save()

    def place(self, session: Session, told: dict) -> None:
        """Set when it is, as exact as the starter says."""
        session.precision, session.when_words = told.get("precision", "exact"), told.get("words", "")
        match session.precision:
            case "exact":
                hour = time.fromisoformat(told["hour"])
                session.starts_at = nearest_start(self.day(told["days"]), hour, session.zone).at
            case "day":
                session.day = self.day(told["days"])
            case "month":
                session.day = self.today.replace(day=1) + relativedelta(months=told["month"])

    def day(self, days: int) -> date:
        """That many days from today, or the Monday after it."""
        day = self.today + timedelta(days=days)
        return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day

    def persona(self, slug: str) -> Persona | None:
        """The persona of that address, or whose address begins with it."""
        exact = self.personas.get(slug)
        return exact or next((each for key, each in self.personas.items() if key.startswith(f"{slug}-")), None)

    def require(self, series: Series) -> None:
        """What two of the teams have to learn: one with time left, one overdue."""
        for team, slug, days in (("sale", "tech-exec-tristan", 60), ("customer success", "app-dev-avery", -10)):
            persona = self.persona(slug)
            if team in self.teams and persona:
                required = Requirement.objects.create(
                    team=self.teams[team],
                    series=series if days < 0 else None,
                    due_on=self.today + timedelta(days=days),
                )
                required.personas.add(persona)


def third_tuesday(day: date) -> date:
    """The third Tuesday of the day's month."""
    first = day.replace(day=1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 14)


def resource_of(told: dict, number: int, session: Session | None = None) -> Resource:
    """A resource; one that leads nowhere is missing."""
    url = f"{ADDRESS}{told['at']}" if "at" in told else ""
    return Resource(kind=told["kind"], title=told["title"], url=url, session=session, order=number * 10)
