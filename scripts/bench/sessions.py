"""Sessions of four years, and colleagues with a seat in them: the same ones each time."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from enablement.models import Registration, Requirement, Resource, Series, Session, SessionPersona
from personas.models import Persona, Team

from .catalogue import BATCH

SESSIONS = 5_000
SEATS_EACH = 40
COLLEAGUES = 4_000
TEAMS = ("Sales", "Product", "Support", "Marketing", "Customer success", "UX", "Engineering", "Finance")
SERIES = 40
HOSTS = 50
PERSONAS_EACH = 2
PAST, COMING = timedelta(days=3 * 365), timedelta(days=365)
ZONES = ("America/New_York", "Europe/London", "Australia/Sydney", "America/Sao_Paulo")


@transaction.atomic
def make_colleagues() -> None:
    """Colleagues, everybody in a team, series, and what each team has to learn."""
    users = get_user_model()
    users.objects.bulk_create(
        [users(username=f"kim{n}", last_name=f"Kim {n}", email=f"kim{n}@example.com") for n in range(COLLEAGUES)],
        BATCH,
    )
    people = users.objects.filter(is_superuser=False).order_by("pk")
    teams = [Team.objects.create(name=name, order=order) for order, name in enumerate(TEAMS)]
    member = Team.members.through
    member.objects.bulk_create(
        [member(team=teams[n % len(teams)], user=person) for n, person in enumerate(people)], BATCH
    )
    for number in range(SERIES):
        Series.objects.create(title=f"Office hours {number:02}", zone=ZONES[number % len(ZONES)])
    learned = list(Persona.objects.order_by("pk")[:5])
    for team in teams:
        Requirement.objects.create(team=team, due_on=datetime.now(UTC).date()).personas.set(learned)


@transaction.atomic
def add_sessions(numbers: Iterable[int], of: int) -> None:
    """The sessions of those numbers out of so many, spread over the years: each with personas, most for a team, and
    people who have a seat; those that are over with attendance and, every second one, a recording."""
    now = datetime.combine(datetime.now(UTC).date(), time(16), UTC)
    apart = (PAST + COMING) / of
    people = list(get_user_model().objects.filter(is_superuser=False).order_by("pk").values_list("pk", flat=True))
    series = list(Series.objects.order_by("pk"))
    made = [session_of(number, now - PAST + number * apart, series, people) for number in numbers]
    made = Session.objects.bulk_create(made, BATCH)
    add_company(made, random.Random(len(made)))
    add_seats(made, people, now, random.Random(len(made)))
    add_recordings([session for session in made if session.starts_at < now][::2])


def session_of(number: int, start: datetime, series: Sequence[Series], people: Sequence[int]) -> Session:
    """Two of three are of a series, every second one has few seats."""
    turn = number + number // 10  # every tenth number has as many sorts as all of them
    is_own = turn % 3 == 0
    return Session(
        title=f"Session {number:05}: meet a persona",
        description="Who signs, who is asked, and **what they fear**.",
        series=None if is_own else series[turn % len(series)],
        occurrence_on=None if is_own else start.date(),
        host_id=people[turn % HOSTS],
        status="scheduled",
        starts_at=start,
        zone=ZONES[turn % len(ZONES)],
        capacity=2 * SEATS_EACH if turn % 2 else None,
        join_url=f"https://meet.example.com/{number}",
    )


def add_company(sessions, chance) -> None:
    """Whom the sessions teach, and whom they are for: every fourth for everybody."""
    personas, teams = list(Persona.objects.order_by("pk")), list(Team.objects.order_by("pk"))
    links = [(each, one) for each in sessions for one in chance.sample(personas, PERSONAS_EACH)]
    SessionPersona.objects.bulk_create([SessionPersona(session=each, persona=one) for each, one in links], BATCH)
    audience = Session.teams.through
    audience.objects.bulk_create(
        [audience(session=each, team=chance.choice(teams)) for n, each in enumerate(sessions) if n % 4], BATCH
    )


def add_seats(sessions, people: Sequence[int], now, chance) -> None:
    """Different people in each session; three of four who had a seat came."""
    Registration.objects.bulk_create(
        (
            Registration(
                session_id=session.pk,
                user_id=person,
                place=place,
                attendance="attended" if session.starts_at < now and place % 4 else "",
            )
            for session in sessions
            for place, person in enumerate(chance.sample(people, SEATS_EACH), 1)
        ),
        BATCH,
    )


def add_recordings(sessions) -> None:
    what = {"kind": "recording", "title": "Recording"}
    rows = [Resource(session=each, url=f"https://example.com/{each.pk}", **what) for each in sessions]
    Resource.objects.bulk_create(rows, BATCH)


def know_sizes() -> None:
    """Has PostgreSQL count its tables, as it does by itself some minutes after so many rows were written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
