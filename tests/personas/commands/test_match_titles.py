"""match_titles: a table of titles → a table of whom they mean."""

import csv
import sys
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command

from personas.models import UnmatchedTitle
from tests.personas.factories import PersonaFactory, PersonaTitleFactory

pytestmark = pytest.mark.django_db
TABLE = "id;Job title\n1;CTO\n2;=Poet\n3;\n4;Chief Technology Officer\n5;=Poet\n"


@pytest.fixture
def tristan():
    persona = PersonaFactory(name="Tristan", role_label="", slug="tristan", status="published")
    PersonaTitleFactory(persona=persona, title__name="CTO")
    return persona


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "crm.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("match_titles", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


ROWS = [
    ["title", "persona", "address", "reason", "score", "runner-up"],
    ["CTO", "Tristan", "tristan", "Exact title.", "100", ""],
    ["'=Poet", "", "", "No match.", "", ""],
    ["", "", "", "No match.", "", ""],
    ["Chief Technology Officer", "Tristan", "tristan", "Another way to write “CTO”.", "98", ""],
    ["'=Poet", "", "", "No match.", "", ""],
]
SUMMARY = "5 rows: 2 with a persona, 2 without, 1 blank.\n"


def test_a_file(tristan, table, tmp_path):
    target = tmp_path / "out.csv"
    assert run(table, "--column", "job TITLE", "-o", target) == (SUMMARY, "")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == ROWS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crm.csv", "out.csv"]
    assert UnmatchedTitle.objects.count() == 0


def test_one_row(tristan, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("title\nCTO\n", encoding="utf-8")
    assert run(path, "-o", tmp_path / "out.csv") == ("1 row: 1 with a persona, 0 without.\n", "")


def test_standard_input_and_output(tristan, monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(TABLE.encode())))
    out, err = run("-", "--column", "Job title")
    assert (list(csv.reader(StringIO(out))), err) == (ROWS, SUMMARY)


def test_titles_without_a_persona_can_be_counted(tristan, table, tmp_path):
    run(table, "--column", "Job title", "-o", tmp_path / "out.csv", "--count-unmatched")
    assert list(UnmatchedTitle.objects.values_list("name", "count")) == [("=Poet", 2)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["gone.csv"], "gone.csv can't be read: No such file or directory."),
        (["."], ". is a directory: name the file in it."),
        (["crm.csv"], "There is no column “title”: the first row has “id”, “Job title”."),
        (
            ["crm.csv", "--column=id", "-o", "no/where.csv"],
            "no/where.csv can't be written: No such file or directory.",
        ),
        (["crm.csv", "--column=id", "-o", "."], ". is a directory: name a file in it."),
        (["a\0b"], "a\0b can't be read: embedded null byte."),
    ],
)
def test_bad_input_is_one_sentence(table, monkeypatch, arguments, sentence):
    monkeypatch.chdir(table.parent)
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert str(refused.value) == sentence


def test_a_failure_leaves_the_old_output_and_no_trace(tristan, tmp_path):
    broken, target = tmp_path / "broken.csv", tmp_path / "out.csv"
    broken.write_text('title\nCTO\n"Poet\n', encoding="utf-8")
    target.write_text("before", encoding="utf-8")
    with pytest.raises(CommandError):
        run(broken, "-o", target)
    assert (target.read_text(encoding="utf-8"), len(list(tmp_path.iterdir()))) == ("before", 2)
