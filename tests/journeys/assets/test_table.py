"""Assets as a table: out, edited, in again; nothing written while a row is wrong."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journeys.assets.table import Assets
from journeys.models import Asset
from personas.spreadsheets.bringing_in import bring_in, preview_of
from personas.spreadsheets.registry import all_tables, read_table
from personas.spreadsheets.taking_out import FORMATS
from tests.journeys.factories import AssetFactory, JourneyFactory, StageAliasFactory, StageFactory
from tests.personas.factories import (
    AdministratorFactory,
    ContentFormatAliasFactory,
    ContentFormatFactory,
    PersonaFactory,
    UserFactory,
)
from tests.personas.spreadsheets.files import csv_file, rows_of

pytestmark = pytest.mark.django_db
HEADINGS = ["Address", "Title", "Content type", "Personas", "Stages", "Owner", "Published on", "Summary"]
HERE = "https://example.com/a"


@pytest.fixture
def dana():
    return AdministratorFactory(username="dana")


def out(user, ending="csv"):
    return FORMATS[ending][1](Assets(user), Asset.objects.all())


def seen(user, content):
    return preview_of(read_table(content, Assets), Assets(user))


def bring(user, *rows):
    sheet = read_table(csv_file(*rows), Assets)
    return bring_in(sheet, Assets, preview_of(sheet, Assets(user)).fingerprint, by=user)


def faults(user, *rows):
    return [(fault.number, fault.column, fault.message) for fault in seen(user, csv_file(*rows)).faults]


def test_it_is_among_the_tables():
    assert all_tables()["assets"] is Assets
    assert Assets.headings() == HEADINGS


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_nobody_touched_changes_nothing_and_runs_nothing(dana, ending):
    road = JourneyFactory(name="Road: one")
    stages = [StageFactory(journey=road, name="=Early"), StageFactory(journey=JourneyFactory(), name="Late")]
    AssetFactory(
        title="=1+1", summary="@x\r\n-y", personas=[PersonaFactory(), PersonaFactory()], stages=stages, owner=dana,
        published_on=date(2026, 1, 2),
    )  # fmt: skip
    AssetFactory(title="+Plain")
    content = out(dana, ending)
    preview = seen(dana, content)
    assert (preview.faults, preview.rows, preview.unchanged) == ([], [], 2)
    cells = [cell for row in rows_of(content, ending) for cell in row if isinstance(cell, str)]
    assert [cell for cell in cells if cell[:1] in {*"=+-@\t\r"}] == []


def test_a_row_adds_and_a_row_changes(dana):
    report = ContentFormatFactory(name="Report")
    ContentFormatAliasFactory(term=report, wording="Paper")
    early = StageFactory(name="Early", journey=JourneyFactory(name="Road"))
    StageAliasFactory(stage=early, wording="Dawn")
    ada, bob = PersonaFactory(name="Ada"), PersonaFactory(name="Bob")
    old = AssetFactory(url=HERE, personas=[ada], title="Before")
    _, written = bring(
        dana,
        HEADINGS,
        [HERE, "After", "Paper", bob.slug, "Dawn", "dana", "2026-11-21", "New."],
        [f"{HERE}b", "Fresh", "Report", f"{bob.slug}, {ada.slug}", "Road: Early", "", "", ""],
    )
    assert written
    old.refresh_from_db()
    assert (old.title, old.content_format, old.owner, old.published_on) == ("After", report, dana, date(2026, 11, 21))
    assert ([*old.personas.all()], [*old.stages.all()]) == ([bob], [early])
    new = Asset.objects.get(url=f"{HERE}b")
    assert (set(new.personas.all()), [*new.stages.all()]) == ({ada, bob}, [early])


def test_a_list_from_elsewhere_may_use_other_headings_and_signs(dana):
    ContentFormatFactory(name="Report")
    early, late = StageFactory(name="Early"), StageFactory(name="Late, at last")
    ada, bob = PersonaFactory(name="Ada"), PersonaFactory(name="Bob")
    headings = ["URL", "Name", "Type", "Persona", "Stage", "Date"]
    rows = [
        [HERE, "One", "Report", "Ada; Bob", "Early; Late, at last", "2026-11-21"],
        [f"{HERE}b", "Two", "Report", "Ada\nBob", "Late, at last", ""],
    ]
    assert bring(dana, headings, *rows)[1]
    one, two = Asset.objects.get(url=HERE), Asset.objects.get(url=f"{HERE}b")
    assert (one.title, one.published_on, set(one.personas.all())) == ("One", date(2026, 11, 21), {ada, bob})
    assert (set(one.stages.all()), set(two.personas.all()), [*two.stages.all()]) == ({early, late}, {ada, bob}, [late])


def test_the_page_names_the_other_headings(client, dana):
    client.force_login(dana)
    html = client.get(reverse("admin:personas_table", args=["assets"])).content.decode()
    assert html.count("The heading may be URL or Link, too.") == 1


def test_columns_that_are_not_there_leave_everything_alone(dana):
    ada, early = PersonaFactory(), StageFactory()
    made = AssetFactory(url=HERE, personas=[ada], stages=[early], summary="Kept")
    assert bring(dana, ["Address", "Title"], [HERE, "After"])[1]
    made.refresh_from_db()
    assert (made.title, made.summary) == ("After", "Kept")
    assert ([*made.personas.all()], [*made.stages.all()]) == ([ada], [early])


def test_every_bad_row_is_listed_and_nothing_is_written(dana):
    ContentFormatFactory(name="Report")
    StageFactory(name="Twice"), StageFactory(name="Twice")
    rows = [
        [HERE, "Good", "Report", "", "", "", "", ""],
        [HERE, "Again", "Report", "", "", "", "", ""],
        ["ftp://example.com/x", "T", "Report", "", "", "", "", ""],
        ["", "T", "Report", "", "", "", "", ""],
        [f"{HERE}1", "", "Report", "", "", "", "", ""],
        [f"{HERE}2", "T", "Reprot", "", "", "", "", ""],
        [f"{HERE}3", "T", "Report", "nobody", "Nowhere", "nobody", "soon", ""],
        [f"{HERE}4", "T", "Report", "", "Twice", "", "", ""],
        [f"{HERE}5", "T" * 201, "Report", "", "", "", "", ""],
    ]
    found = faults(dana, HEADINGS, *rows)
    assert [fault[:2] for fault in found] == [
        (3, ""), (4, "Address"), (5, "Address"), (6, "Title"), (7, "Content type"),
        (8, "Personas"), (8, "Stages"), (8, "Owner"), (8, "Published on"), (9, "Stages"), (10, "Title"),
    ]  # fmt: skip
    assert "Did you mean “Report”?" in found[4][2]
    assert "Several journeys" in found[9][2]
    assert (bring(dana, HEADINGS, *rows)[1], Asset.objects.count()) == (False, 0)


def test_a_new_row_needs_title_and_content_type_even_without_the_columns(dana):
    assert [fault[:2] for fault in faults(dana, ["Address"], [HERE])] == [(2, "Title"), (2, "Content type")]


def test_what_somebody_may_not_see_is_neither_taken_out_nor_lost():
    clerk = UserFactory(is_staff=True, permissions=[f"journeys.{what}_asset" for what in ("add", "change", "view")])
    draft, ada = PersonaFactory(name="Secret", status="draft"), PersonaFactory(name="Ada")
    hidden = StageFactory(name="Hidden", journey__status="draft")
    made = AssetFactory(url=HERE, personas=[draft], stages=[hidden])
    content = out(clerk)
    assert (b"secret" in content, b"Hidden" in content) == (False, False)
    assert faults(clerk, ["Address", "Personas"], [HERE, draft.slug])[0][1] == "Personas"
    assert bring(clerk, ["Address", "Personas", "Stages"], [HERE, ada.slug, ""])[1]
    assert (set(made.personas.all()), [*made.stages.all()]) == ({draft, ada}, [hidden])


def test_the_number_of_rows_does_not_change_the_number_of_queries(dana):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            seen(dana, out(dana))
        return len(captured)

    AssetFactory(personas=[PersonaFactory()], stages=[StageFactory()])
    queries()
    first = queries()
    for _ in range(20):
        AssetFactory(personas=[PersonaFactory()], stages=[StageFactory()])
    assert queries() == first
