"""Pages in ways of writing that nobody has seen: what is sure is read, nothing is made up, nothing gets lost."""

from datetime import UTC, date, datetime

import pytest

from enablement.models import Resource, Series, Session
from personas.handbook.apply import apply_plan
from personas.handbook.measure import measure_pages
from personas.handbook.plan import make_plan
from personas.models import Guide
from tests.personas.handbook.samples import page

from .test_pages import PERSON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NUMBERED = """\
## Enablement calendar

1. **Kickoff for Vans** — Tuesday, November 15th, 2022, 9:00–10:00 AM PT — [watch](https://example.com/1)
2. **Deep dive** — Thu 17 Nov 2022 @ 15:00 CET — slides: [deck](https://example.com/d.pptx)
3. Q&A (date to be announced)
"""
BARE_ADDRESSES = """\
## Past sessions

| When | What | Who | Watch |
| --- | --- | --- | --- |
| 2023-01-09 16:00 UTC | Intro to Mo | Dana | https://example.com/r1 |
| 2023-01-16 noon ET | Mo at work | Lee | <https://example.com/r2> |
| TBD | Mo and friends | | |
"""
GERMAN = """\
## Schulungen (Training)

- 10.11.2022, 15:00–16:00 Uhr MEZ: Grundlagen ([Recording](https://example.com/g))
- 17.11.2022, 15 Uhr MEZ: Vertiefung
"""
SLASHES = """\
## Training sessions

* 11/15/2022 - Vans East - [Recording](https://example.com/1)
* 12/06/2022 - Vans West - [Recording](https://example.com/2)
* 1/10/23 - Support - [Recording](https://example.com/3)
"""
HEADINGS = """\
## Enablement sessions

### 2022-11-01: Ovens

Covered the basics.

[Recording](https://example.com/p)

### 2022-11-10: Vans

[Recording](https://example.com/m) | [Slides](https://example.com/ms)
"""
TICKED = """\
## Rollout schedule

- [x] Vans (2022-11-01) - [rec](https://example.com/s)
- [ ] Mills (Q1 2023)
"""
MONTHS = """\
## Brown bag lunches

* November 2022
  * 3rd: Persona basics [slides](https://example.com/b)
  * 17th: Deep dive
* December 2022
  * 1st: Cancelled
"""
MOVED = """\
## Lunch & learn sessions

- Feb 13 2023, 9am PT -> Tue, Feb 21 2023 10am PT: Mo again [Recording]()
- ~~Feb 14, 2023~~ Feb 28, 2023: Mo at last [Recording]()
- Mar 6–7, 2023: Mo for two days [Recording]()
- 2023-03-13, 12.30pm–1.15pm GMT: Mo at lunch [Zoom](https://acme.zoom.us/j/9)
"""
HOSTILE = f"""\
## Sessions

* \u202e2022-11-01 99:99 pm ET [Recording](javascript:alert(1))
* 2022-13-45 25:00 UTC [Recording](https://example.com/ok)
* 2022-11-10 1200 pm / 1300 am [Recording](https://example.com/%00)
* 2022-11-31 [Notes](//evil)
* Vans: 2022-11-12 11 am XYZT [Recording](https://[bad)
* {"x" * 5000} 2022-11-13 [Recording](https://example.com/long)
"""
PROSE = """\
## How we train

We trained Vans on 2022-11-01 and Mills on 2022-11-08; the [recording](https://example.com/x) of the first is there.

## Release notes

- 2022-11-01: new video page shipped
- 2022-12-01: [video](https://example.com/v) replaced
"""
SENTENCES = """\
## Office hours

Every third Tuesday of the month, 11 am ET / 4 pm UTC. Join: https://zoom.us/j/123

Next: 2022-11-15, 2022-12-20, 2023-01-17.
"""
WEEKS = """\
## Live trainings

| Week | Topic | Recording |
|---|---|---|
| 2022-W45 | Basics | [link](https://example.com/w) |
| 2022-W46 | More | |
"""
HTML = """\
## Recordings

<table><tr><th>Date</th><th>Session</th></tr><tr><td>2022-11-01</td><td>Ovens</td></tr></table>
"""


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def read(text):
    """Import the page; the plan, once it is sure that a second import changes nothing."""
    pages = [page(PERSON + text, "page.md")]
    plan = make_plan(pages)
    apply_plan(plan)
    assert make_plan(pages).changes_anything is False
    return plan


def told():
    """Title and time of all sessions, as exact as each is known."""
    rows = Session.objects.order_by("sort_on", "starts_at", "title")
    return [(each.title[:20], each.starts_at or each.day or each.when_words) for each in rows]


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        (NUMBERED, [("Kickoff for Vans", at(2022, 11, 15, 17)), ("Deep dive", at(2022, 11, 17, 14))]),
        (BARE_ADDRESSES, [("Intro to Mo", at(2023, 1, 9, 16)), ("Mo at work", at(2023, 1, 16, 17))]),
        (GERMAN, [("Grundlagen", at(2022, 11, 10, 14)), ("Vertiefung", at(2022, 11, 17, 14))]),
        (SLASHES, [("Vans East", date(2022, 11, 15))]),
        (HEADINGS, [("Ovens", date(2022, 11, 1)), ("Vans", date(2022, 11, 10))]),
        (TICKED, [("Vans", date(2022, 11, 1))]),
        (
            MONTHS,
            [
                ("Persona basics", date(2022, 11, 3)),
                ("Deep dive", date(2022, 11, 17)),
                ("Brown bag lunches", date(2022, 12, 1)),
            ],
        ),
        (
            MOVED,
            [
                ("Mo again", at(2023, 2, 21, 18)),
                ("Mo at last", date(2023, 2, 28)),
                ("Mo for two days", date(2023, 3, 6)),
                ("Mo at lunch", at(2023, 3, 13, 12, 30)),
            ],
        ),
        (
            HOSTILE,
            [
                ("Sessions", date(2022, 11, 1)),
                ("Sessions", date(2022, 11, 10)),
                ("Vans", date(2022, 11, 12)),
                ("x" * 20, date(2022, 11, 13)),
            ],
        ),
    ],
)
def test_what_is_sure_is_read(text, sessions):
    read(text)
    assert [row for row in told() if not isinstance(row[1], str)] == sessions
    for resource in Resource.objects.all():
        resource.full_clean()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (NUMBERED, [("Q&A", "date to be announced")]),
        (SLASHES, [("Support", "1/10/23"), ("Vans West", "12/06/2022")]),
        (TICKED, [("Mills", "Q1 2023")]),
    ],
)
def test_a_date_that_is_not_sure_stays_as_it_is_written(text, words):
    read(text)
    assert sorted(row for row in told() if isinstance(row[1], str)) == words


@pytest.mark.parametrize("text", [PROSE, SENTENCES, WEEKS, HTML], ids=["prose", "sentences", "weeks", "html"])
def test_what_is_no_list_of_sessions_stays_a_guide(text):
    read(text)
    assert (Session.objects.count(), Series.objects.count(), Resource.objects.count()) == (0, 0, 0)
    assert sorted(Guide.objects.values_list("title", flat=True)) == sorted(
        line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")
    )
    assert [measure.share for measure in measure_pages([page(PERSON + text, "page.md")])] == [1]


def test_two_days_on_a_line_are_said():
    assert [puzzle.why for puzzle in read(MOVED).puzzles] == [
        "Two days stand here: the one it was moved to was kept.",
        "Several days stand here: the first was kept.",
    ]


def test_an_address_without_words_is_called_after_its_column():
    read(BARE_ADDRESSES)
    assert list(Resource.objects.order_by("url").values_list("kind", "title", "url")) == [
        ("recording", "Watch", "https://example.com/r1"),
        ("recording", "Watch", "https://example.com/r2"),
    ]


def test_what_can_not_be_read_of_a_line_is_kept_beside_it():
    read(HOSTILE)
    said = " ".join(Session.objects.values_list("description", flat=True))
    assert [part for part in ("99:99 pm ET", "1300 am", "XYZT") if part not in said] == []
