"""export_handbook: pages to a directory or to standard output."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from personas.handbook.writer import write_handbook
from tests.personas.handbook.samples import BAKERS, load_text


def run(**options) -> str:
    out = StringIO()
    call_command("export_handbook", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def catalogue(vocabulary):
    load_text(BAKERS + "\n    ## Tips für alle\n\n    Greet.\n")


def test_pages_go_to_a_directory_that_is_made(catalogue, tmp_path):
    directory = tmp_path / "pages" / "today"
    printed = run(output=str(directory))
    expected = {page.name: page.text.encode() for page in write_handbook()}
    assert {file.name: file.read_bytes() for file in directory.iterdir()} == expected
    assert printed == f"Wrote 3 pages to {directory}.\n"


def test_without_a_directory_they_are_printed(catalogue):
    assert run() == "\n".join(page.text for page in write_handbook())


def test_the_page_of_one_type(catalogue, tmp_path):
    run(type="buyer", output=str(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["personas-buyer.md"]


def test_a_type_that_is_not_there(catalogue, tmp_path):
    with pytest.raises(CommandError) as refused:
        run(type="robot", output=str(tmp_path))
    assert (str(refused.value), list(tmp_path.iterdir())) == ("There is no persona type “robot”.", [])


def test_a_directory_that_can_not_be_made(catalogue, tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(CommandError) as refused:
        run(output=str(tmp_path / "taken"))
    assert str(refused.value) == f"{tmp_path}/taken can't be written: File exists."


def test_what_was_exported_can_be_imported(catalogue, tmp_path):
    run(output=str(tmp_path))
    before = write_handbook()
    call_command("import_handbook", *map(str, sorted(tmp_path.iterdir())), stdout=StringIO())
    assert write_handbook() == before
