"""import_handbook: the plan in print, one transaction, one sentence for bad input."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.handbook.pages import PAGE_BYTES
from personas.models import Facet, Guide, HandbookPage, JobTitle, Persona, Trait
from tests.personas.handbook.samples import BAKERS, page, writing_queries

PLAIN = "# Shop\n\n## Bente\n\n- **Goals:** bread\n- **Also called:** baker\n"
ROOT = Path(__file__).parents[3]


def run(*arguments, **options) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("import_handbook", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def write(tmp_path, text, name="page.md"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_plan_is_printed_and_done(vocabulary, bakers):
    printed = run(bakers).split("\n")
    assert printed[:3] == ["New (15)", "  + Baker Bente  [people.md, line 3]", "  + Miller Mio  [people.md, line 17]"]
    assert printed[-2] == (
        "15 new, 0 changed, 0 unchanged, 0 no longer on the page, 2 read as, 0 not understood. Written."
    )
    assert Persona.objects.count() == 2


def test_the_second_time_writes_nothing(vocabulary, bakers):
    run(bakers)
    with CaptureQueriesContext(connection) as captured:
        printed = run(bakers)
    assert writing_queries(captured) == []
    assert printed.split("\n")[-2] == (
        "0 new, 0 changed, 15 unchanged, 0 no longer on the page, 2 read as, 0 not understood. Nothing to write."
    )


def test_a_dry_run_writes_nothing(vocabulary, bakers):
    with CaptureQueriesContext(connection) as captured:
        printed = run(bakers, dry_run=True)
    assert (writing_queries(captured), printed.split("\n")[-2].split(". ")[1]) == (
        [],
        "Nothing was written (dry run).",
    )


def test_json(vocabulary, bakers):
    told = json.loads(run(bakers, format="json"))
    assert (told["written"], told["counts"]["new"], told["lines"][0]["text"]) == (True, 15, "Baker Bente")


def test_the_type_for_whom_no_heading_names_one(vocabulary, tmp_path):
    run(write(tmp_path, PLAIN), type="internal")
    assert Persona.objects.get().type.slug == "internal"


def test_the_status_of_new_personas(vocabulary, bakers):
    run(bakers, status="draft")
    assert set(Persona.objects.values_list("status", flat=True)) == {"draft"}


def test_pruning(vocabulary, bakers):
    run(bakers)
    bakers.write_text(page(BAKERS.split("    ## Miller")[0]).text, encoding="utf-8")
    run(bakers)
    assert Persona.objects.count() == 2
    run(bakers, prune=True)
    assert list(Persona.objects.values_list("slug", flat=True)) == ["baker-bente"]


BAD = {
    "empty.md": (b"", "empty.md is empty."),
    "picture.md": (b"\x89PNG\r\n\x1a\n\0\0\0", "picture.md is not a text file."),
    "latin.md": ("Bäcker".encode("latin-1"), "latin.md is not UTF-8 text (byte 2): save it as UTF-8 and try again."),
    "large.md": (b"x" * (PAGE_BYTES + 1), "large.md is larger than 2 MB: that is not a handbook page."),
    "tips.md": (
        b"# Tips\n\nGreet.\n",
        "tips.md has no personas: below none of its headings stand labels such as goals or job titles.",
    ),
    "deep.md": (
        b"# Buyers\n\n" + b"> " * 10_000 + b"x\n",
        "deep.md nests lists or quotes more than 60 levels deep: that is not a handbook page.",
    ),
    "deep-list.md": (
        b"# Buyers\n\n" + b"".join(b" " * 2 * n + b"- x\n" for n in range(200)),
        "deep-list.md nests lists or quotes more than 60 levels deep: that is not a handbook page.",
    ),
}


def counts() -> list[int]:
    return [model.objects.count() for model in (Persona, Trait, JobTitle, Facet, Guide, HandbookPage)]


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_and_nothing_is_written(vocabulary, bakers, tmp_path, name):
    data, sentence = BAD[name]
    before = counts()
    with pytest.raises(CommandError) as refused:
        run(bakers, write(tmp_path, data, name))
    assert (str(refused.value), refused.value.returncode, counts()) == (sentence, 1, before)


def test_fifty_megabytes_are_refused_without_reading_them(vocabulary, tmp_path):
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(CommandError) as refused:
        run(path)
    assert str(refused.value) == "huge.md is larger than 2 MB: that is not a handbook page."


def test_a_directory_is_refused(vocabulary, tmp_path):
    with pytest.raises(CommandError) as refused:
        run(tmp_path)
    assert str(refused.value) == f"{tmp_path} is a directory: name the pages in it, for instance {tmp_path}/*.md."


def test_a_file_that_is_not_there_is_refused(vocabulary, tmp_path):
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "gone.md")
    assert str(refused.value) == f"{tmp_path}/gone.md can't be read: No such file or directory."


def test_an_unknown_type_is_refused(vocabulary, bakers):
    with pytest.raises(CommandError) as refused:
        run(bakers, type="robot")
    assert str(refused.value) == "There is no persona type “robot”. Known are: buyer, internal, user."


def test_bad_input_on_a_command_line_is_one_line_and_exit_status_1(tmp_path):
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "manage.py", "import_handbook", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)


class Terminal:
    """Standard error as a terminal, or not."""

    def __init__(self, is_terminal: bool):
        self.is_terminal = is_terminal
        self.written = ""

    def isatty(self):
        return self.is_terminal

    def write(self, text):
        self.written += text

    def flush(self):
        pass


@pytest.mark.parametrize(("is_terminal", "files", "has_bar"), [(True, 3, True), (True, 2, False), (False, 3, False)])
def test_many_files_show_a_bar_on_a_terminal(vocabulary, tmp_path, monkeypatch, is_terminal, files, has_bar):
    terminal = Terminal(is_terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    run(*(write(tmp_path, PLAIN.replace("Bente", f"Bente {n}"), f"{n}.md") for n in range(files)))
    assert ("page" in terminal.written, Persona.objects.count()) == (has_bar, files)
