"""What was looked for in vain."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache

from personas.models import SearchMiss
from personas.search import misses
from personas.search.misses import miss_work, note_miss
from tests.personas.factories import EditorFactory, JobTitleFactory, PersonaFactory, SearchMissFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgetful():
    """Nobody has looked for anything today."""
    cache.clear()
    yield
    cache.clear()


def rows():
    return list(SearchMiss.objects.values_list("key", "wording", "count"))


def test_the_same_wish_of_several_people_is_one_row(seeker):
    assert note_miss(typed="Parking  space", by=seeker)
    assert note_miss(typed="PARKING, space!", by=UserFactory())
    assert rows() == [("parking space", "PARKING, space!", 2)]


def test_a_person_counts_once_a_day(seeker):
    assert [note_miss(typed="parking", by=seeker) for _ in range(3)] == [True, False, False]
    assert rows() == [("parking", "parking", 1)]


def test_the_last_day_is_kept(seeker):
    SearchMissFactory(wording="parking", last_on=date(2020, 1, 1))
    with time_machine.travel("2026-11-25 12:00:00+00:00"):
        note_miss(typed="parking", by=seeker)
    assert SearchMiss.objects.get().last_on == date(2026, 11, 25)


@pytest.mark.parametrize("typed", ["", "?!", "ab", "ada@example.com parking"])
def test_what_says_nothing_or_too_much_is_not_kept(seeker, typed):
    assert not note_miss(typed=typed, by=seeker)
    assert rows() == []


@pytest.mark.parametrize("typed", ["chief of mice", "chef of mice"])
def test_what_is_found_is_no_miss(seeker, typed):
    PersonaFactory(name="Chief of Mice")
    assert not note_miss(typed=typed, by=seeker)


def test_what_only_editors_see_is_missed_by_readers(seeker):
    PersonaFactory(name="Mouse Maud", status="draft")
    assert (note_miss(typed="maud", by=EditorFactory()), note_miss(typed="maud", by=seeker)) == (False, True)


def test_long_and_odd_searches_fit(seeker):
    assert note_miss(typed="ẞ\0" + "wörd " * 500, by=seeker)
    assert note_miss(typed="x" * 5000, by=seeker)
    assert max(len(wording) for _, wording, _ in rows()) == 100


def test_of_too_many_the_rarest_and_oldest_go(seeker, monkeypatch):
    monkeypatch.setattr(misses, "MOST", 2)
    SearchMissFactory(wording="often", count=5, last_on=date(2020, 1, 1))
    SearchMissFactory(wording="once long ago", last_on=date(2020, 1, 1))
    note_miss(typed="parking", by=seeker)
    assert [key for key, _, _ in rows()] == ["often", "parking"]


def test_editors_see_how_many_there_are(seeker):
    SearchMissFactory.create_batch(2)
    assert [item.count for item in miss_work(EditorFactory())] == [2]
    assert miss_work(seeker) == []


def test_a_title_of_nobody_is_missed(seeker):
    JobTitleFactory(name="Parking attendant")  # of no persona: not to be found
    assert note_miss(typed="parking attendant", by=seeker)
