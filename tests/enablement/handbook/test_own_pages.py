"""Sessions on a page of their own: written, and read back to the same rows, whatever somebody typed."""

from datetime import UTC, date, datetime, time

import pytest

from enablement.handbook.own_pages import write_pages
from enablement.models import Resource, Series, Session
from personas.handbook.apply import apply_plan
from personas.handbook.pages import HandbookError
from personas.handbook.plan import make_plan
from personas.handbook.writer import write_handbook
from personas.models import Team
from tests.enablement.factories import RegistrationFactory, ResourceFactory, SeriesFactory, SessionFactory
from tests.journeys.handbook.test_own_pages import HOSTILE
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory
from tests.personas.handbook.samples import page

pytestmark = pytest.mark.django_db

TITLES = [
    "Plain",
    "# *Hostile* <b> & `x` \\",
    "[a]: /b",
    "- 1. one #",
    "Ends with #",
    "yes",
    '"--> <!-- session',
    "~~no~~",
]


def make_all(text="What it is about.", title="Who signs?"):
    mo, team = PersonaFactory(name="Mo"), TeamFactory(name="Sales: north")
    series = SeriesFactory(
        title=title,
        description=text,
        rule="FREQ=MONTHLY;BYDAY=3TU;COUNT=12",
        starts_on=date(2026, 1, 20),
        starts_at=time(11),
        zone="America/New_York",
        teams=[team],
        personas=[mo],
    )
    exact = SessionFactory(
        title=title,
        description=text,
        series=series,
        occurrence_on=date(2026, 1, 20),
        starts_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
        zone="America/New_York",
        host=UserFactory(username="yes"),
        capacity=9,
        minutes=45,
        sequence=3,
        teams=[team],
        personas=[mo],
    )
    exact.persona_links.update(edition=2)
    for number in range(2):
        ResourceFactory(session=exact, title=title, url="", order=10, personas=[mo][number:])
    SessionFactory(precision="day", day=date(2026, 3, 3), when_words="3pm", title="One", status="planned")
    SessionFactory(precision="month", day=date(2026, 3, 17), title="Two", status="cancelled", cancel_reason=": x")
    SessionFactory(precision="words", when_words="@ the fair", title="Three")
    ResourceFactory(session=None, title=title, is_deprecated=True, made_on=date(2026, 1, 1), note="# x", edition=1)


def emptied():
    for model in (Resource, Session, Series, Team):
        model.objects.all().delete()


@pytest.mark.parametrize(
    ("text", "title"), [*((each, "Plain") for each in HOSTILE), *(("x", each) for each in TITLES)]
)
def test_whatever_was_typed_comes_back_to_the_letter(text, title):
    make_all(text, title)
    exported = write_handbook()
    emptied()
    apply_plan(make_plan(exported))
    assert write_handbook() == exported
    assert make_plan(exported).changes_anything is False


def test_importing_over_the_same_changes_nothing():
    make_all()
    assert make_plan(write_pages()).changes_anything is False


def test_a_page_of_ours_gives_seats_that_it_adds_and_tells_of_the_rest():
    PersonaFactory()
    session = SessionFactory(capacity=9, place="Room 2")
    exported = write_pages()
    Session.objects.update(capacity=1, place="Room 1")
    RegistrationFactory(session=session)
    waiting = RegistrationFactory(session=session, status="waitlisted", user=UserFactory(email="bo@example.com"))
    apply_plan(make_plan(exported), by=UserFactory())
    waiting.refresh_from_db()
    session.refresh_from_db()
    assert (waiting.status, session.place, session.sequence) == ("registered", "Room 2", 1)
    assert sorted(session.reminders.filter(user=waiting.user).values_list("kind", flat=True)) == ["change", "seat"]
    assert make_plan(exported).changes_anything is False


def test_the_rows_come_back():
    make_all()
    names = ("uuid", "title", "starts_at", "day", "precision", "status", "sequence", "host", "capacity", "sort_on")
    before = list(Session.objects.order_by("uuid").values_list(*names))
    exported = write_handbook()
    emptied()
    apply_plan(make_plan(exported))
    assert list(Session.objects.order_by("uuid").values_list(*names)) == before
    exact = Session.objects.get(capacity=9)
    assert [(link.persona.name, link.edition) for link in exact.persona_links.all()] == [("Mo", 2)]
    assert ([team.name for team in exact.teams.all()], exact.series.rule) == (
        ["Sales: north"],
        "FREQ=MONTHLY;BYDAY=3TU;COUNT=12",
    )


def test_nothing_to_write_is_no_page():
    assert write_pages() == []


OWN = "---\ndramatis: enablement\n---\n\n## A\n\n<!-- "
UUID = "uuid: 24e6d49d-b308-5440-ad9e-21b22b4d2e1e\n"


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ("session\nday: 2026-01-01\n", "a “uuid” is missing"),
        (f"session\n{UUID}", "a session needs a “start”"),
        (f"session\n{UUID}day: soon\n", "“day” must be a date"),
        (f"session\n{UUID}start: 2026-01-01 11\n", "“start” must be a time with its offset"),
        (f"session\n{UUID}day: 2026-01-01\nstatus: lost\n", "“lost” is no status"),
        (f"session\n{UUID}day: 2026-01-01\nzone: Mars\n", "is no time zone"),
        (f"session\n{UUID}day: 2026-01-01\nminutes: long\n", "“minutes” must be a number"),
        (f"session\n{UUID}day: 2026-01-01\nteams: ['!']\n", "needs a letter or digit"),
        (f"series\n{UUID}rule: FREQ=SECONDLY\n", "this rule can't be followed"),
        (f"series\n{UUID}starts_at: noon\n", "“starts_at” must be an hour"),
        (f"series\n{UUID}rule: FREQ=MONTHLY;COUNT=3\n", "needs “starts_on”"),
        ("resource\nkind: stone\n", "“stone” is no kind"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_with_a_sentence(record, sentence):
    PersonaFactory()
    with pytest.raises(HandbookError, match=sentence):
        make_plan([page(f"{OWN}{record}-->\n", "enablement.md")])


def test_who_is_gone_is_said():
    PersonaFactory()
    record = f"session\n{UUID}day: 2026-01-01\npersonas: [nobody]\nhost: nobody\nseries: none\ncolour: red\n-->\n"
    plan = make_plan([page(OWN + record + "\n## B\n", "enablement.md")])
    assert sorted(puzzle.text for puzzle in plan.puzzles) == ["B", "colour", "nobody", "nobody", "none"]
    apply_plan(plan)
    assert Session.objects.get().day == date(2026, 1, 1)


def test_writing_costs_the_same_whatever_there_is(django_assert_num_queries):
    make_all()
    with django_assert_num_queries(10):
        write_pages()
    for session in SessionFactory.create_batch(3, teams=[Team.objects.get()], personas=[PersonaFactory()]):
        ResourceFactory(session=session, personas=[PersonaFactory()])
    SeriesFactory(teams=[TeamFactory()], personas=[PersonaFactory()])
    with django_assert_num_queries(10):
        write_pages()
