"""The queue of titles without a persona."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from personas.models import JobTitle, PersonaTitle, UnmatchedTitle
from personas.titles import unmatched
from personas.titles.unmatched import assign_title, count_unmatched, dismiss_title, restore_title, unmatched_work
from tests.personas.factories import (
    AdministratorFactory,
    EditorFactory,
    PersonaFactory,
    PersonaTitleFactory,
    UnmatchedTitleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 11, 20), date(2026, 11, 21)


def queue():
    return list(UnmatchedTitle.objects.order_by("name").values_list("name", "count", "last_on", "dismissed"))


def test_counts_add_up_whatever_the_spelling():
    assert count_unmatched({"Poet": 2, " poet ": 1, "Baker": 1}, on=LATER) == 2
    assert count_unmatched({"POET": 4}, on=DAY) == 1
    assert queue() == [("Baker", 1, LATER, False), ("POET", 7, LATER, False)]


def test_many_are_counted(monkeypatch):
    monkeypatch.setattr(unmatched, "CHUNK", 7)
    assert count_unmatched({f"Poet {number}": number + 1 for number in range(20)}, on=DAY) == 20
    assert sum(UnmatchedTitle.objects.values_list("count", flat=True)) == 210


@pytest.mark.parametrize("title", ["", " ", "\x00", "ada@example.com", "x" * 201, "123", "--"])
def test_what_is_no_title_is_not_counted(title):
    assert count_unmatched({title: 1}) == 0
    assert queue() == []


def test_dismissed_titles_stay_dismissed():
    count_unmatched({"Poet": 1}, on=DAY)
    editor = EditorFactory()
    assert [dismiss_title("poet", by=editor), dismiss_title("poet", by=editor)] == [True, False]
    count_unmatched({"Poet": 1}, on=DAY)
    assert queue() == [("Poet", 2, DAY, True)]
    assert restore_title("Poet", by=editor)
    assert queue() == [("Poet", 2, DAY, False)]
    assert LogEntry.objects.filter(user=editor).count() == 2


def test_the_rarest_are_forgotten(monkeypatch):
    monkeypatch.setattr(unmatched, "MOST", 2)
    UnmatchedTitleFactory(name="Dismissed", dismissed=True)
    count_unmatched({"Often": 9, "Seldom": 1, "Sometimes": 5}, on=DAY)
    assert [name for name, *_ in queue()] == ["Dismissed", "Often", "Sometimes"]


def test_assigning_makes_a_known_title():
    persona, editor = PersonaFactory(), EditorFactory()
    PersonaTitleFactory(persona=persona, rank=3)
    UnmatchedTitleFactory(name="Poet")
    link = assign_title(" poet", persona, by=editor)
    assert (link.title.name, link.rank, UnmatchedTitle.objects.count()) == ("poet", 4, 0)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (
        editor,
        str(persona.pk),
        "Added the job title “poet”.",
    )


def test_assigning_a_title_that_exists():
    known = PersonaTitleFactory(title__name="Poet")
    assert assign_title("POET", known.persona, by=EditorFactory()) == known
    other = assign_title("POET", PersonaFactory(), by=EditorFactory())
    assert (other.title, JobTitle.objects.count(), PersonaTitle.objects.count()) == (known.title, 1, 2)


@pytest.mark.parametrize(("title", "status"), [("", "draft"), ("x" * 201, "draft"), ("Poet", "deprecated")])
def test_what_cannot_be_assigned(title, status):
    with pytest.raises(ValidationError):
        assign_title(title, PersonaFactory(status=status), by=EditorFactory())
    assert JobTitle.objects.count() == 0


def test_the_work_list(django_assert_num_queries):
    UnmatchedTitleFactory()
    UnmatchedTitleFactory(dismissed=True)
    assert unmatched_work(UserFactory()) == []
    boss = AdministratorFactory()
    with django_assert_num_queries(1):
        assert [(item.label, item.count) for item in unmatched_work(boss)] == [("Titles without a persona", 1)]
