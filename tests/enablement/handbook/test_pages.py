"""Sessions, series and resources as people's pages write them."""

from datetime import UTC, date, datetime

import pytest

from enablement.models import Resource, Series, Session
from personas.handbook.apply import apply_plan
from personas.handbook.plan import make_plan
from personas.models import Guide
from tests.enablement.factories import RegistrationFactory, SessionFactory
from tests.personas.factories import TeamFactory
from tests.personas.handbook.samples import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

PERSON = "# Buyer personas\n\n### Miller Mo\n\n* **Goals:**\n   * Grow\n* **Biggest challenges:**\n   * Time\n\n"
FIRST = """\
### Bakery training sessions
* Ovens: 2022-11-01 [Recording](https://example.com/ovens)
* All Counters: Scheduled for 2022-11-10 730 pm ET / 1230 am UTC [Recording]()
* Vans: 2022-11-TBD [Recording]()
* Office hours: Scheduled for 2022-11-15 11 am ET / 4 pm UTC [Notes](https://example.com/notes)
"""
SECOND = """\
### Training artifacts
* [Slides](https://example.com/slides)
* [Who bakes what](https://docs.google.com/spreadsheets/d/1)
* Slack channel: #ovens

### Bakery training sessions
* Ovens: 2022-11-01 [Recording](https://example.com/ovens)
* Vans: 2022-11-21 1130 am ET [Recording](https://example.com/vans)
* Mills: Rollout at the fair, Feb 2023
* Office hours:
  - 2022-11-15 11 am ET / 4 pm UTC [Notes](https://example.com/notes) | [Recording]()
  - Scheduled for 2023-03-21 11 am ET / 4 pm UTC [Notes]()
"""


def imported(*texts):
    plan = make_plan([page(PERSON + text, f"page-{number}.md") for number, text in enumerate(texts)])
    apply_plan(plan)
    assert (
        make_plan([page(PERSON + text, f"page-{number}.md") for number, text in enumerate(texts)]).changes_anything
        is False
    )
    return plan


def told():
    names = ("title", "precision", "sort_on", "when_words", "status")
    return list(Session.objects.order_by("sort_on", "title").values_list(*names))


def test_a_list_of_sessions():
    TeamFactory(name="Counters")
    imported(FIRST)
    assert told() == [
        ("Ovens", "day", date(2022, 11, 1), "", "scheduled"),
        ("Vans", "month", date(2022, 11, 1), "", "planned"),
        ("All Counters", "exact", date(2022, 11, 10), "", "scheduled"),
        ("Office hours", "exact", date(2022, 11, 15), "", "scheduled"),
    ]
    assert list(Session.objects.filter(teams__name="Counters").values_list("title", flat=True)) == ["All Counters"]
    missing = Resource.objects.filter(url="").values_list("session__title", "kind")
    assert sorted(missing) == [("All Counters", "recording"), ("Vans", "recording")]


def test_a_newer_page_updates_the_same_sessions():
    imported(FIRST)
    before = {session.title: session.uuid for session in Session.objects.all()}
    plan = imported(SECOND)
    assert [(each.title, each.sessions.count()) for each in Series.objects.all()] == [("Office hours", 2)]
    after = {session.title: session for session in Session.objects.order_by("-sort_on")}
    assert {title: after[title].uuid for title in before} == before
    vans = after["Vans"]
    assert (vans.starts_at, vans.status) == (datetime(2022, 11, 21, 16, 30, tzinfo=UTC), "scheduled")
    assert list(vans.resources.values_list("url", flat=True)) == ["https://example.com/vans"]
    assert (after["Mills"].precision, after["Mills"].when_words) == ("month", "Rollout at the fair, Feb 2023")
    assert [puzzle.why[:42] for puzzle in plan.puzzles] == ["11:00 in New York is 15:00 in UTC on that "]
    artifacts = Resource.objects.filter(session=None).values_list("kind", "title", "note")
    assert list(artifacts) == [
        ("slides", "Slides", ""),
        ("spreadsheet", "Who bakes what", ""),
        ("chat", "#ovens", "Slack channel"),
    ]


def test_both_pages_at_once_give_the_same_in_either_order():
    imported(FIRST, SECOND)
    together = told()
    Session.objects.all().delete()
    Series.objects.all().delete()
    imported(SECOND, FIRST)
    assert (told(), len(together)) == (together, 6)


def test_people_who_have_seats_are_not_moved_by_a_page():
    start = datetime(2022, 11, 21, 9, tzinfo=UTC)
    session = SessionFactory(title="Vans", starts_at=start)
    RegistrationFactory(session=session)
    plan = make_plan([page(PERSON + SECOND, "page.md")])
    apply_plan(plan, by=None)
    session.refresh_from_db()
    assert (session.starts_at, Session.objects.filter(title="Vans").count()) == (start, 1)
    assert any(puzzle.why.startswith("People were told of another time") for puzzle in plan.puzzles)


def test_a_cancellation_in_the_app_stays_and_nothing_is_pruned():
    imported(FIRST)
    Session.objects.filter(title="Ovens").update(status="cancelled")
    other = SessionFactory(title="Only here")
    apply_plan(make_plan([page(PERSON + FIRST, "page-0.md")], prune=True))
    assert Session.objects.get(title="Ovens").status == "cancelled"
    assert Session.objects.filter(pk=other.pk).exists()


def test_a_table_with_its_columns_in_any_order():
    imported(
        "### Past\n\n| Host | Recording | Audience | Date (CET) |\n|---|---|---|---|\n"
        "| Bo | [link](https://example.com/a) | Counters | 10 Nov 2022, 15:00–16:00 |\n"
        "| Cy |  | Vans | November 2022 |\n"
    )
    vans, counters = Session.objects.order_by("sort_on")
    assert (counters.starts_at, counters.minutes) == (datetime(2022, 11, 10, 14, tzinfo=UTC), 60)
    assert (counters.title, counters.description) == ("Counters", "Host: Bo")
    assert list(counters.resources.values_list("kind", "title")) == [("recording", "Recording")]
    assert (vans.precision, vans.resources.count()) == ("month", 0)


def test_other_ways_to_write_a_list():
    plan = imported(
        "### Trainings\n\n"
        "- **Bread for beginners** (Nov 10, 2022): [Slides](https://example.com/s)\n"
        "- 2023-01-10 – Objections – with Bo [Join](https://zoom.us/j/1)\n"
        "- ~~Vans: 2023-02-01~~ [Recording]()\n"
        "- Counters: at the fair [Recording]()\n"
        "- Something else entirely\n"
    )
    sessions = {each.title: each for each in Session.objects.all()}
    assert sorted(sessions) == ["Bread for beginners", "Counters", "Objections", "Vans"]
    assert (sessions["Objections"].join_url, sessions["Objections"].description) == ("https://zoom.us/j/1", "with Bo")
    assert (sessions["Vans"].status, sessions["Counters"].when_words) == ("cancelled", "at the fair")
    assert [puzzle.text for puzzle in plan.puzzles] == ["Something else entirely"]
    assert Guide.objects.get(title="Trainings").body == "- Something else entirely"


def test_a_heading_that_is_one_session():
    imported("### Fair for Vans\n\n**Date:** 2023-03-01 10:00 PT\n**Recording:** [here](https://example.com/z)\n")
    session = Session.objects.get()
    assert (session.title, session.starts_at) == ("Fair for Vans", datetime(2023, 3, 1, 18, tzinfo=UTC))
    assert list(session.resources.values_list("kind", "title")) == [("recording", "Recording")]


@pytest.mark.parametrize(
    "text",
    [
        "### What changed\n\n- 2022-01-01: Added Mo\n- 2022-02-01: Changed goals\n",
        "### Reading list\n\n- [Read this](https://example.com/x)\n- [And that](https://example.com/y)\n",
        "### Prices\n\n| Product | Since |\n|---|---|\n| Bread | 2022-01-01 |\n",
    ],
)
def test_dates_or_links_alone_are_no_sessions(text):
    imported(text)
    assert (Session.objects.count(), Resource.objects.count(), Guide.objects.count()) == (0, 0, 1)


def test_links_of_deprecated_personas():
    imported(
        "### Retired videos\n\n1. Old Mo [video](https://example.com/v), Old Mo [deck](/here) or Miller\n1. Old Cy\n"
    )
    found = Resource.objects.values_list("kind", "title", "url", "is_deprecated", "personas__name", "note")
    assert list(found) == [
        ("video", "Old Mo: video", "https://example.com/v", True, "Old Mo", ""),
        ("slides", "Old Mo: deck", "", True, "Old Mo", "On the page: /here"),
    ]
