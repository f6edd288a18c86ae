"""measure_import: a table of how much of some pages comes back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from personas.handbook import measure
from personas.models import Persona
from tests.personas.handbook.samples import page


def run(*paths, **options) -> list[str]:
    out = StringIO()
    call_command("measure_import", *map(str, paths), stdout=out, **options)
    return out.getvalue().splitlines()


def test_a_table_with_a_line_a_page(vocabulary, bakers):
    assert run(bakers) == [
        "page       personas   words   found   share",
        "people.md         2      38      38  100.00%",
    ]
    assert Persona.objects.count() == 0


@pytest.mark.parametrize(("lost", "lines"), [(True, ["           lost: waste ×2, grain"]), (False, [])])
def test_the_words_that_did_not_come_back(vocabulary, bakers, monkeypatch, lost, lines):
    whole = measure.write_handbook
    monkeypatch.setattr(
        measure,
        "write_handbook",
        lambda: [page(each.text.replace("waste", "").replace("grain", "")) for each in whole()],
    )
    assert run(bakers, lost=lost)[2:] == lines


def test_bad_input_is_one_sentence(vocabulary, bakers, tmp_path):
    with pytest.raises(CommandError) as refused:
        run(bakers, tmp_path / "gone.md")
    assert str(refused.value) == f"{tmp_path}/gone.md can't be read: No such file or directory."


def test_an_unknown_type_is_one_sentence(vocabulary, bakers):
    with pytest.raises(CommandError) as refused:
        run(bakers, type="robot")
    assert str(refused.value) == "There is no persona type “robot”. Known are: buyer, internal, user."
