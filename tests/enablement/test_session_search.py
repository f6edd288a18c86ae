"""Sessions and series in the search."""

from datetime import UTC, datetime

import pytest

from enablement.search import series, sessions
from personas.search.words import parse
from tests.enablement.factories import SeriesFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["contracts", "signatures"])
def test_sessions_are_found_by_title_and_text(reader_client, words):
    at = datetime(2199, 11, 19, 16, tzinfo=UTC)
    session = SessionFactory(title="Who signs contracts", description="All about *signatures*.", starts_at=at)
    SessionFactory(title="Something else")
    text = reader_client.get("/search/", {"q": words, "kind": "sessions"}).text
    assert f'href="{session.get_absolute_url()}"' in text
    assert "Tue 19 Nov 2199, 16:00 UTC" in text
    assert "Something else" not in text


def test_of_those_called_the_same_the_ones_to_come_are_first_and_then_the_latest(reader):
    for year in (2024, 2199, 2198, 2025):
        SessionFactory(title="Contracts", starts_at=datetime(year, 3, 5, 12, tzinfo=UTC))
    SessionFactory(title="Contracts", precision="words", when_words="Some day")
    hits = sessions(parse("contracts"), reader, slice(0, 9)).hits
    assert [hit.note.partition(",")[0][-8:] for hit in hits] == [
        "Mar 2198",
        "Mar 2199",
        "Mar 2025",
        "Mar 2024",
        "Some day",
    ]


def test_one_that_was_called_off_says_so(reader_client):
    SessionFactory(title="Who signs contracts", status="cancelled")
    assert "Cancelled" in reader_client.get("/search/", {"q": "contracts", "kind": "sessions"}).text


@pytest.mark.parametrize("words", ["hours", "crumbs"])
def test_series_are_found_by_title_and_text(reader_client, words):
    SeriesFactory(title="Office hours", slug="office-hours", description="Bring *crumbs*.")
    assert 'href="/enablement/office-hours/"' in reader_client.get("/search/", {"q": words, "kind": "series"}).text


@pytest.mark.parametrize("kind", [sessions, series])
def test_how_many_queries_do_not_depend_on_how_many_are_found(reader, kind, django_assert_num_queries):
    for size in (6, 12):
        for number in range(6):
            SessionFactory(title=f"Contracts {number}", description="Of all kinds.")
            SeriesFactory(title=f"Contracts {number}")
        with django_assert_num_queries(1):
            found = kind(parse("contracts"), reader, slice(0, 5))
        assert (len(found.hits), found.total) == (5, size)
