"""The pages of job titles: one as it is typed, many as a table, and what editors are told."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from personas import title_lists
from personas.models import UnmatchedTitle
from personas.views import titles as title_views
from tests.personas.factories import EditorFactory, PersonaFactory, PersonaTitleFactory

pytestmark = pytest.mark.django_db

TITLES = reverse("personas:titles")
MANY = reverse("personas:titles_many")
UNMATCHED = reverse("personas:titles_unmatched")
MANY_UNMATCHED = reverse("personas:titles_many_unmatched")
CSV = reverse("personas:titles_download", args=["csv"])


@pytest.fixture(autouse=True)
def forgetful():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def maud():
    persona = PersonaFactory(name="Mouse Maud", role_label="", slug="maud")
    PersonaTitleFactory(persona=persona, title__name="Head of Procurement")
    return persona


def part(client, **query):
    return client.get(TITLES, query, headers={"HX-Request": "true", "HX-Target": "title-results"})


def counts():
    return dict(UnmatchedTitle.objects.values_list("name", "count"))


def file_of(*rows, name="leads.csv"):
    return SimpleUploadedFile(name, "\n".join(rows).encode())


def book_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("leads.xlsx", stream.getvalue())


def table(client, **data):
    """The table's rows as pairs of title and persona, and the page's text."""
    html = client.post(MANY, data).content.decode()
    rows = html.split("<tbody>")[1].split("<tr>")[1:] if "<tbody>" in html else []
    titles = [row.split('<th scope="row">')[1].split("</th>")[0] for row in rows]
    return [(title, "Mouse Maud" in row) for title, row in zip(titles, rows, strict=True)], html


def test_a_title_says_whom_it_means_and_why(reader_client, maud):
    html = reader_client.get(TITLES, {"title": "head of procurement"}).content.decode()
    assert f'<a href="{maud.get_absolute_url()}">Mouse Maud</a>' in html
    assert ("Exact title" in html, 'value="head of procurement"' in html) == (True, True)
    assert "<title>“head of procurement”: job titles · Dramatis</title>" in html


def test_a_swap_equals_a_fresh_page(reader_client, maud):
    swapped = part(reader_client, title="head of procurement")
    whole = reader_client.get(TITLES, {"title": "head of procurement"}).content.decode()
    html = swapped.content.decode()
    assert html[html.index("<div") :].strip() in whole
    assert ("<html" in html, "HX-Target" in swapped["Vary"]) == (False, True)


def test_a_stranger_is_no_match_rather_than_a_guess(reader_client, maud):
    html = reader_client.get(TITLES, {"title": "Cloud Alchemist"}).content.decode()
    assert ("No match." in html, "Mouse Maud" in html, "Tell the editors" in html) == (True, False, True)


@pytest.mark.parametrize(
    "title", ["", "   ", "\0", "\0<b>'\"", "Генеральный директор", "🚀" * 20, "x" * 5000, "/", "-"]
)
def test_odd_titles_get_an_answer(reader_client, maud, title):
    response = reader_client.get(TITLES, {"title": title})
    assert (response.status_code, b"<b>'" in response.content) == (200, False)


def test_drafts_are_for_editors(reader_client, client):
    PersonaTitleFactory(persona__name="Draft Dana", persona__status="draft", title__name="Head of Cheese")
    client.force_login(EditorFactory())
    seen = [
        "Draft Dana" in each.get(TITLES, {"title": "Head of Cheese"}).content.decode()
        for each in (reader_client, client)
    ]
    assert seen == [False, True]


def test_looking_counts_nothing(reader_client, maud):
    reader_client.get(TITLES, {"title": "Cloud Alchemist"})
    part(reader_client, title="Cloud Alchemist")
    reader_client.post(MANY, {"titles": "Cloud Alchemist"})
    assert counts() == {}


def test_editors_are_told_once_a_day_and_not_by_whom(reader_client, client, maud):
    swapped = reader_client.post(UNMATCHED, {"title": "Cloud  Alchemist"}, headers={"HX-Request": "true"})
    by_hand = reader_client.post(UNMATCHED, {"title": "Cloud Alchemist"})
    assert (swapped.status_code, by_hand.url) == (200, f"{TITLES}?title=Cloud+Alchemist&counted=1")
    assert "not who met it" in reader_client.get(by_hand.url).content.decode()
    assert counts() == {"Cloud Alchemist": 1}
    client.force_login(EditorFactory())
    client.post(UNMATCHED, {"title": "Cloud Alchemist"})
    assert counts() == {"Cloud Alchemist": 2}


@pytest.mark.parametrize("title", ["", "---", "Head of Procurement", "maud@example.com", "x" * 201])
def test_what_is_known_or_no_title_is_not_counted(reader_client, maud, title):
    assert reader_client.post(UNMATCHED, {"title": title}).status_code == 302
    assert counts() == {}


@pytest.mark.parametrize("address", [UNMATCHED, MANY, MANY_UNMATCHED, CSV])
def test_posts_need_a_token_and_a_sign_in(reader, address):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"titles": "CFO"}).status_code in (302, 403)
    strict.force_login(reader)
    assert strict.post(address, {"titles": "CFO"}).status_code == 403


def test_a_pasted_list_becomes_a_table_in_its_order(reader_client, maud):
    rows, html = table(reader_client, titles="Cloud Alchemist\r\n\r\n  Head of   Procurement\nCloud Alchemist\0")
    assert rows == [("Cloud Alchemist", False), ("Head of Procurement", True), ("Cloud Alchemist", False)]
    assert "1 exact" in html
    assert "2 without a match" in html


@pytest.mark.parametrize(
    ("upload", "column", "heading"),
    [
        (file_of("Head of Procurement", "Cloud Alchemist"), "", ""),
        (file_of("Name,Job_Title", "Ann,Head of Procurement", "Bob,Cloud Alchemist"), "", "Job_Title"),
        (file_of("Name;Doing", "Ann;Head of Procurement", "Bob;Cloud Alchemist"), "", "Doing"),
        (file_of("Title\tDoing", "Dr\tHead of Procurement", "Ms\tCloud Alchemist"), "doing", "Doing"),
        (
            book_of(["Name", "Title"], ["Ann", "Head of Procurement"], [7, "Cloud Alchemist"], [None, None]),
            "",
            "Title",
        ),
        (
            book_of(
                ["All contacts"], [], ["Name", "Job title"], ["Ann", "Head of Procurement"], [7, "Cloud Alchemist"]
            ),
            "",
            "Job title",
        ),
        (file_of("sep=;", "Name;Doing", "Ann;Head of Procurement", "Bob;Cloud Alchemist"), "doing", "Doing"),
    ],
    ids=["one column", "heading", "guessed", "said", "excel", "below a title", "hint"],
)
def test_a_file_gives_its_column_of_titles(reader_client, maud, upload, column, heading):
    upload.seek(0)
    rows, html = table(reader_client, file=upload, column=column)
    assert rows == [("Head of Procurement", True), ("Cloud Alchemist", False)]
    assert (f"from the column “{heading}”" in html) == bool(heading)
    assert "Ann" not in html


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "There is no title in it"),
        ({"titles": " \n "}, "There is no title in it"),
        ({"file": file_of("A,B", "x,y")}, "Which column holds the titles?"),
        ({"file": file_of("A,B", "x,y"), "column": "<C>"}, "no column “&lt;C&gt;”. Its columns are “A”, “B”."),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken")}, "can&#x27;t be read"),
        ({"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0")}, "old Excel file"),
        ({"file": SimpleUploadedFile("a.csv", b"\x00\x01\x02")}, "neither a CSV nor an .xlsx"),
        ({"file": file_of("Title,B", " ,y")}, "There is no title in it"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_keeps_what_was_typed(reader_client, maud, data, words):
    for upload in (each for each in data.values() if not isinstance(each, str)):
        upload.seek(0)
    response = reader_client.post(MANY, data)
    html = response.content.decode()
    assert (response.status_code, words in html) == (422, True), html
    assert data.get("column", "").replace("<", "&lt;").replace(">", "&gt;") in html


def test_too_long_a_list_is_pointed_to_the_command(reader_client, monkeypatch):
    monkeypatch.setattr(title_lists, "MOST", 3)
    for data in ({"titles": "CFO\n" * 4}, {"file": file_of(*["Title", *["CFO"] * 4])}):
        response = reader_client.post(MANY, data)
        assert (response.status_code, "manage.py match_titles" in response.content.decode()) == (422, True)


def test_too_large_a_file_is_not_even_read(reader_client, monkeypatch):
    monkeypatch.setattr(title_lists, "SHEET_BYTES", 20)
    response = reader_client.post(MANY, {"file": file_of("Title", "Head of Procurement")})
    assert (response.status_code, "The file is larger than" in response.content.decode()) == (422, True)


def test_a_long_list_shows_progress_and_then_the_same_table(reader_client, maud, monkeypatch):
    for module in (title_lists, title_views):
        monkeypatch.setattr(module, "STEP", 2)
    response = reader_client.post(MANY, {"titles": "CFO\nHead of Procurement\nCloud Alchemist"})
    html = "".join(piece.decode() for piece in response.streaming_content)
    steps = ["Titles 1 to 2 of 3", "Titles 3 to 3 of 3"]
    assert [step in html for step in steps] == [True, True]
    assert (html.count('<th scope="row">'), html.count("</html>"), response["Cache-Control"]) == (3, 1, "no-store")


def test_a_break_in_the_middle_is_said(reader_client, monkeypatch):
    def broken(titles, catalogue):
        yield "Titles"
        raise RuntimeError

    monkeypatch.setattr(title_views, "STEP", 1)
    monkeypatch.setattr(title_views, "matching_steps", broken)
    response = reader_client.post(MANY, {"titles": "CFO\nCEO"})
    assert "This broke off." in "".join(piece.decode() for piece in response.streaming_content)


def test_only_the_first_rows_are_shown(reader_client, maud, monkeypatch):
    monkeypatch.setattr(title_views, "SHOWN", 2)
    rows, html = table(reader_client, titles="CFO\nCEO\nCTO")
    assert (len(rows), "the files have all 3" in html) == (2, True)


def test_the_csv_has_every_row_and_no_formula(reader_client, maud):
    sent = {"titles": "Head of Procurement\n=cmd|' /C calc'!A0\n@SUM(A1)"}
    response = reader_client.post(CSV, sent)
    first, known, formula, other = response.content.decode("utf-8-sig").splitlines()
    assert first == "Title,Persona,Reason,Score,Runner-up,Runner-up's score,Persona's address"
    assert (known.split(",")[:2], known.split(",")[-1]) == (["Head of Procurement", "Mouse Maud"], "maud")
    assert (formula, other) == ("'=cmd|' /C calc'!A0,,No match,,,,", "'@SUM(A1),,No match,,,,")
    assert response["Content-Disposition"] == 'attachment; filename="titles.csv"'


def test_the_excel_file_has_the_same(reader_client, maud):
    response = reader_client.post(
        reverse("personas:titles_download", args=["xlsx"]), {"titles": "Head of Procurement\n=1+1"}
    )
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert [row[:2] for row in rows] == [
        ("Title", "Persona"),
        ("Head of Procurement", "Mouse Maud"),
        ("'=1+1", None),
    ]
    assert rows[1][3] == 100


@pytest.mark.parametrize(("form", "data", "status"), [("pdf", {"titles": "CFO"}, 404), ("csv", {}, 422)])
def test_other_downloads_are_refused(reader_client, form, data, status):
    assert reader_client.post(reverse("personas:titles_download", args=[form]), data).status_code == status


def test_a_list_tells_the_editors_with_counts(reader_client, maud):
    sent = {"titles": "Cloud Alchemist\nHead of Procurement\nCloud Alchemist\nmaud@example.com\nWizard of Oz"}
    html = reader_client.post(MANY_UNMATCHED, sent).content.decode()
    assert "2 titles without a persona were met" in html
    assert counts() == {"Cloud Alchemist": 2, "Wizard of Oz": 1}
    reader_client.post(MANY_UNMATCHED, sent)
    assert counts() == {"Cloud Alchemist": 2, "Wizard of Oz": 1}
    assert reader_client.post(MANY_UNMATCHED, {}).status_code == 422


def queries(client, size):
    titles = "\n".join(f"Warden of gate {number}" for number in range(size))
    with CaptureQueriesContext(connection) as captured:
        client.post(MANY, {"titles": titles})
    return len(captured)


def test_the_cost_does_not_grow(reader_client, maud):
    spent = [queries(reader_client, 1)]
    for number in range(20):
        PersonaTitleFactory(title__name=f"Warden of gate {number}")
    assert [*spent, queries(reader_client, 30)] == [spent[0]] * 2
