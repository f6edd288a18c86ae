"""Sessions and recordings on the page of a persona."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from enablement.panel import sessions_for
from tests.enablement.factories import ResourceFactory, SessionFactory
from tests.personas.factories import PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return PersonaFactory(name="Ada", slug="ada", role_label="")


def days_on(number):
    return timezone.now() + timedelta(days=number)


def shown(persona, reader):
    _, context = sessions_for(persona, reader)
    coming = [session.title for session, _ in context["coming"]]
    return coming, [material.resource.title for material in context["materials"]]


def test_what_comes_and_what_is_left_of_what_was(ada, reader, django_assert_num_queries):
    for number in (5, 1, 3, 9):
        SessionFactory(title=f"In {number} days", starts_at=days_on(number), personas=[ada])
    SessionFactory(title="Called off", status="cancelled", personas=[ada])
    SessionFactory(title="About others", personas=[PersonaFactory()])
    old, new = (SessionFactory(starts_at=days_on(-number), personas=[ada, PersonaFactory()]) for number in (9, 5))
    ResourceFactory(title="Old recording", session=old)
    ResourceFactory(title="New notes", session=new, kind="notes")
    ResourceFactory(title="Missing", session=new, url="")
    ResourceFactory(title="Of the other one", session=new, personas=[PersonaFactory()])
    ResourceFactory(title="Her own", session=None, personas=[ada], made_on=date(2019, 1, 1))
    ResourceFactory(title="Given up", session=None, personas=[ada], is_deprecated=True, made_on=date(2026, 1, 1))
    ResourceFactory(title="Feedback", session=new, kind="feedback")
    ResourceFactory(title="For everybody", session=None)
    with django_assert_num_queries(3):
        assert shown(ada, reader) == (
            ["In 1 days", "In 3 days", "In 5 days"],
            ["New notes", "Old recording", "Her own", "Given up"],
        )


def test_it_is_on_the_page_with_its_own_hour_and_utc(ada, reader_client):
    at = datetime(2199, 11, 19, 16, tzinfo=UTC)
    session = SessionFactory(title="Who signs", starts_at=at, zone="America/New_York", personas=[ada])
    text = reader_client.get("/personas/ada/").text
    assert f'<a href="{session.get_absolute_url()}">Who signs</a>' in text
    assert "Tue 19 Nov 2199, 11:00 New York (16:00 UTC)" in text
    session.title = "Who pays"
    session.save()
    assert "Who pays" in reader_client.get("/personas/ada/").text


def test_nothing_to_say(ada, reader):
    assert sessions_for(ada, reader) is None
