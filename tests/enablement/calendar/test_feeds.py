"""Calendars that programs subscribe to: whose they are, what they hold, and how they end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from enablement.calendar import feeds
from enablement.calendar.addresses import address_of
from enablement.calendar.feeds import feed_of
from enablement.calendar.tokens import renew, token_for
from enablement.models import Session
from tests.enablement.calendar.readers import read_both
from tests.enablement.factories import (
    ReaderZoneFactory,
    RegistrationFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.com/x"


@pytest.fixture
def owner():
    return UserFactory()


def path_of(owner, kind, key="", token=None):
    return address_of(token or renew(by=owner), feed_of(kind, key, owner), "").url


def titles(owner, kind, key=""):
    """The titles that a program without a session finds in the owner's calendar."""
    response = Client().get(path_of(owner, kind, key))
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return sorted(str(event["summary"]) for event in read_both(response.content).values())


def test_everything(owner):
    SessionFactory(title="Other")
    SessionFactory(title="Gone", status="cancelled")
    assert titles(owner, "everything") == ["Gone", "Other"]


def test_my_registrations(owner):
    SessionFactory(title="Other")
    RegistrationFactory(user=owner, session__title="Mine")
    RegistrationFactory(user=owner, session__title="Waiting", status="waitlisted")
    RegistrationFactory(user=owner, session__title="Left", status="cancelled")
    assert titles(owner, "mine") == ["Mine", "Waiting"]


def test_a_series_a_team_a_persona_a_session(owner):
    series, team, persona = SeriesFactory(title="Hours"), TeamFactory(), PersonaFactory()
    SessionFactory(title="Other", teams=[TeamFactory()])
    shown = SessionFactory(title="Hour", series=series, teams=[team], personas=[persona])
    assert titles(owner, "series", series.slug) == ["Hour"]
    assert titles(owner, "team", team.slug) == ["Hour"]
    assert titles(owner, "persona", persona.slug) == ["Hour"]
    assert titles(owner, "session", str(shown.uuid)) == ["Hour"]


def test_from_a_year_ago_on_and_only_with_a_day(owner):
    now = timezone.now()
    SessionFactory(title="Old", starts_at=now - timedelta(days=400))
    SessionFactory(title="Last month", starts_at=now - timedelta(days=30))
    SessionFactory(title="Day", precision="day", day=now.date())
    SessionFactory(title="Month", precision="month", day=now.date())
    SessionFactory(title="Words", precision="words", when_words="At the kickoff")
    assert titles(owner, "everything") == ["Day", "Last month"]


def test_it_never_grows_without_bounds_and_what_is_over_goes_first(owner, monkeypatch):
    now = timezone.now()
    for number in (3, -1, 1, -2, 2):
        SessionFactory(title=f"In {number} days", starts_at=now + timedelta(days=number))
    monkeypatch.setattr(feeds, "MOST", 2)
    assert titles(owner, "everything") == ["In 1 days", "In 2 days"]
    monkeypatch.setattr(feeds, "MOST", 4)
    assert titles(owner, "everything") == ["In -1 days", "In 1 days", "In 2 days", "In 3 days"]


def test_drafts_are_for_editors_alone(owner):
    draft = PersonaFactory(status="draft")
    SessionFactory(personas=[draft, PersonaFactory(name="Ann", role_label="")])
    editor = UserFactory(permissions=["personas.change_persona"])
    token = renew(by=owner)
    [event] = read_both(Client().get(path_of(owner, "everything", token=token)).content).values()
    assert "Personas: Ann\n" in str(event["description"])
    forbidden = path_of(editor, "persona", draft.slug, token)
    assert Client().get(forbidden).status_code == 404
    assert titles(editor, "persona", draft.slug) == [Session.objects.get().title]


@pytest.mark.parametrize(
    ("status", "capacity", "expected"),
    [("registered", 5, True), ("waitlisted", 5, False), ("cancelled", 5, False), ("cancelled", None, True)],
)
def test_the_join_link_is_for_those_who_may_join(owner, status, capacity, expected):
    session = SessionFactory(join_url=LINK, capacity=capacity)
    RegistrationFactory(user=owner, session=session, status=status)
    content = Client().get(path_of(owner, "everything")).content
    assert (LINK.encode() in content) is expected


def test_the_zone_is_the_owners(owner):
    ReaderZoneFactory(user=owner, zone="Asia/Tokyo")
    assert b"X-WR-TIMEZONE:Asia/Tokyo\r\n" in Client().get(path_of(owner, "mine")).content


def test_uid_stays_and_sequence_tells_of_a_change(owner):
    session, path = SessionFactory(), path_of(owner, "everything")
    [(uid, before)] = read_both(Client().get(path).content).items()
    session.starts_at += timedelta(days=3)
    session.sequence += 1
    session.save()
    after = read_both(Client().get(path).content)[uid]
    assert (after["dtstart"].dt - before["dtstart"].dt, after["sequence"] - before["sequence"]) == (
        timedelta(days=3),
        1,
    )


def test_new_addresses_end_the_old_ones(owner):
    old = path_of(owner, "mine")
    new = path_of(owner, "mine")
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]


def test_it_dies_with_the_account(owner):
    path = path_of(owner, "mine")
    owner.is_active = False
    owner.save()
    assert Client().get(path).status_code == 404


def test_one_address_tells_nothing_of_the_others(owner):
    """Whoever is given the calendar of a team can't make up the one of its owner's registrations."""
    team = TeamFactory()
    secret = path_of(owner, "team", team.slug).split("/")[4]
    tried = [f"{secret}/mine.ics", f"{secret}/everything.ics", f"{secret}/team/{TeamFactory().slug}.ics"]
    assert {Client().get(f"/enablement/calendar/feed/{path}").status_code for path in tried} == {404}


@pytest.mark.parametrize(
    "path",
    ["x/mine.ics", "x.y/mine.ics", ".y/mine.ics", "%00/mine.ics", "é.é/mine.ics", f"{'x' * 5000}/mine.ics"],
)
def test_what_was_never_given(path):
    assert Client().get(f"/enablement/calendar/feed/{path}").status_code == 404


@pytest.mark.parametrize(("kind", "key"), [("mine", "x"), ("team", ""), ("nonsense", ""), ("session", "no-uuid")])
def test_signed_addresses_of_no_calendar(owner, kind, key):
    path = "/".join(filter(None, [token_for(renew(by=owner), kind, key), kind, key]))
    assert Client().get(f"/enablement/calendar/feed/{path}.ics").status_code == 404


def test_secrets_are_long_enough(owner):
    nonce, signature = path_of(owner, "mine").split("/")[4].split(".")
    assert (len(nonce), len(signature)) == (32, 43)


def test_answers_are_nobody_elses(owner):
    response = Client().get(path_of(owner, "mine"))
    assert [response[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")] == [
        "no-referrer",
        "private, no-cache",
        "noindex",
    ]
    assert response.cookies == {}


def test_only_reading(owner):
    assert Client().post(path_of(owner, "mine")).status_code == 405


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_however_many_sessions(owner, count, django_assert_num_queries):
    for _ in range(count):
        RegistrationFactory(user=owner, session=SessionFactory(personas=[PersonaFactory()]))
    path = path_of(owner, "everything")
    with django_assert_num_queries(7):
        assert len(read_both(Client().get(path).content)) == count


def test_unchanged_it_is_not_sent_again(owner):
    SessionFactory()
    path = path_of(owner, "everything")
    tag = Client().get(path)["ETag"]
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 304
    SessionFactory()
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_unchanged_it_is_not_even_written_again(owner, django_assert_num_queries):
    session = SessionFactory(capacity=1, join_url=LINK)
    path = path_of(owner, "everything")
    first = Client().get(path)
    again = {"headers": {"If-None-Match": first["ETag"]}}
    with django_assert_num_queries(3):
        assert Client().get(path, **again).status_code == 304
    RegistrationFactory(session=session, user=owner)
    changed = Client().get(path, **again)
    assert (changed.status_code, LINK.encode() in changed.content) == (200, True)
