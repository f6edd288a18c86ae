"""Tables in a real browser: out, edited, in again; small screens, both themes, no complaints."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from personas.models import PersonaTrait
from tests.personas.factories import EditorFactory, FacetFactory, PersonaFactory, PersonaTraitFactory, TraitFactory

LIST = reverse("admin:personas_tables")
TABLE = reverse("admin:personas_table", args=["persona-traits"])


@pytest.fixture
def catalogue(transactional_db, sign_in):
    """A persona with two statements, and an editor who has signed in."""
    sign_in(EditorFactory())
    goals = FacetFactory(name="Goals")
    ada = PersonaFactory(name="Ada", role_label="", slug="ada")
    for rank, statement in enumerate(["=Cheaper paper", "Fewer suppliers"], 1):
        PersonaTraitFactory(persona=ada, trait=TraitFactory(facet=goals, statement=statement), rank=rank)
    return ada


def take_out(page) -> list[list[str]]:
    """The rows of the file behind the first link of the page."""
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of Traits of personas").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def bring_in(page, rows):
    stream = StringIO(newline="")
    csv.writer(stream).writerows(rows)
    file = {"name": "table.csv", "mimeType": "text/csv", "buffer": stream.getvalue().encode()}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("heading", level=1, name="What the table would change").wait_for()


def test_a_table_is_taken_out_edited_and_brought_in_again(page, catalogue):
    page.goto(LIST)
    page.get_by_role("link", name="Traits of personas", exact=True).click()
    rows = take_out(page)
    assert [row[:4] for row in rows[1:]] == [
        ["ada", "Goals", "'=Cheaper paper", "1"],
        ["ada", "Goals", "Fewer suppliers", "2"],
    ]
    rows[1][3], rows[2][4] = "5", "above all in March"
    bring_in(page, rows)
    changes = page.get_by_role("region", name="Traits of personas")
    changes.get_by_text("above all in March").wait_for()
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("0 new, 2 changed, 0 unchanged").wait_for()
    links = PersonaTrait.objects.order_by("pk").values_list("trait__statement", "rank", "detail")
    assert list(links) == [("=Cheaper paper", 5, ""), ("Fewer suppliers", 2, "above all in March")]
    bring_in(page, take_out(page))
    page.get_by_text("There is nothing to write").wait_for()


def test_bad_rows_are_listed_and_the_mended_file_goes_in_from_there(page, catalogue):
    page.goto(TABLE)
    head = ["Persona", "Facet", "Statement"]
    bring_in(page, [head, ["ada", "Gaols", "Calm"]])
    row = page.get_by_role("region", name="Please mend").get_by_role("row").nth(1)
    assert row.inner_text().split("\t")[1:] == ["Facet", "There is no facet “Gaols”. Did you mean “Goals”?"]
    bring_in(page, [head, ["ada", "Goals", "Calm"]])
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("1 new, 0 changed, 0 unchanged").wait_for()


def states(page):
    """Opens every page of the tables, one after the other."""
    yield LIST, page.goto(LIST)
    yield TABLE, page.goto(TABLE)
    rows = take_out(page)
    yield "changes", bring_in(page, [*rows, ["ada", "Goals", "A new one", "", "x" * 80, ""]])
    page.goto(TABLE)
    yield "faults", bring_in(page, [*rows, ["x" * 50, "Goals", "A new one", "", "", ""]])
    page.get_by_label("File", exact=True).set_input_files({"name": "a", "mimeType": "a/b", "buffer": b"x"})
    yield "error", page.get_by_role("button", name="Show what would change").click()


@pytest.mark.once
def test_the_pages_of_tables_look_well(page, catalogue, flaws):
    found = {state: flaws() for state, _ in states(page)}
    assert {state: findings for state, findings in found.items() if findings} == {}
