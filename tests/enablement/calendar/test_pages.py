"""The page of a person's addresses, and one session as a file."""

import pytest
from django.test import Client

from enablement.calendar.tokens import renew
from enablement.models import CalendarToken
from tests.enablement.calendar.readers import read_both
from tests.enablement.factories import SeriesFactory, SessionFactory
from tests.personas.factories import PersonaFactory, TeamFactory

pytestmark = pytest.mark.django_db
PAGE = "/enablement/calendar/"


def addresses(response):
    return [address.name for address in response.context["addresses"]]


def test_looking_makes_nothing(reader_client):
    response = reader_client.get(PAGE)
    assert (response.status_code, addresses(response)) == (200, [])
    assert not CalendarToken.objects.exists()
    assert "no-store" in response["Cache-Control"]


def test_first_addresses(reader, reader_client):
    TeamFactory(name="Sales").members.add(reader)
    response = reader_client.post(f"{PAGE}renew/", follow=True)
    assert addresses(response) == ["My persona sessions", "Persona sessions for Sales", "All persona sessions"]
    [mine, *_] = response.context["addresses"]
    assert (mine.url.split(":")[0], mine.webcal) == ("http", mine.url.replace("http:", "webcal:"))
    assert Client().get(mine.url).status_code == 200


def test_new_addresses(reader, reader_client):
    before = renew(by=reader).nonce
    response = reader_client.post(f"{PAGE}renew/", follow=True)
    assert CalendarToken.objects.get(user=reader).nonce != before
    assert "The old ones don't work any more" in str(next(iter(response.context["messages"])))


def test_renewing_is_a_post_of_a_person(reader_client):
    assert reader_client.get(f"{PAGE}renew/").status_code == 405
    assert Client().post(f"{PAGE}renew/").status_code == 302
    assert not CalendarToken.objects.exists()


@pytest.mark.parametrize("kind", ["team", "series", "persona", "session"])
def test_a_chosen_calendar(reader, reader_client, kind):
    renew(by=reader)
    made = {"team": TeamFactory, "series": SeriesFactory, "persona": PersonaFactory, "session": SessionFactory}
    row = made[kind]()
    key = row.uuid if kind == "session" else row.slug
    chosen = reader_client.get(PAGE, {"of": f"{kind}:{key}"}).context["chosen"]
    assert Client().get(chosen.url).status_code == 200


@pytest.mark.parametrize("of", ["persona:nobody", "mine", "x:y", "team:\0", ":", "session:x"])
def test_a_choice_that_isnt_there_is_said(reader, reader_client, of):
    renew(by=reader)
    response = reader_client.get(PAGE, {"of": of})
    assert (response.status_code, response.context["is_unknown"]) == (200, True)


def test_drafts_cannot_be_chosen(reader, reader_client):
    renew(by=reader)
    draft = PersonaFactory(status="draft")
    response = reader_client.get(PAGE, {"of": f"persona:{draft.slug}"})
    assert (response.context["chosen"], draft.slug in response.content.decode()) == (None, False)


def test_one_session_as_a_file(reader_client):
    session = SessionFactory(join_url="https://meet.example.com/x")
    response = reader_client.get(f"{PAGE}session/{session.uuid}.ics")
    [event] = read_both(response.content).values()
    assert event["location"] == "https://meet.example.com/x"
    assert response["Content-Disposition"] == f'attachment; filename="session-{session.uuid}.ics"'


def test_a_session_without_a_day_is_no_file(reader_client):
    session = SessionFactory(precision="words", when_words="Soon")
    assert reader_client.get(f"{PAGE}session/{session.uuid}.ics").status_code == 404


def test_a_file_is_for_those_who_signed_in():
    assert Client().get(f"{PAGE}session/{SessionFactory().uuid}.ics").status_code == 302


@pytest.mark.parametrize("count", [1, 10])
def test_the_same_queries_however_many_calendars(reader, reader_client, count, django_assert_num_queries):
    renew(by=reader)
    for _ in range(count):
        SeriesFactory()
        PersonaFactory()
    TeamFactory(name="Sales").members.add(reader)
    with django_assert_num_queries(10):
        reader_client.get(PAGE)
