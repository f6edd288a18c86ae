"""Figures over labelled titles, and the labelled titles that come along."""

from pathlib import Path

import pytest

from personas.spreadsheets.errors import SheetError
from personas.titles import evaluation
from personas.titles.evaluation import Labelled, evaluate, read_labelled

from .catalogues import catalogue_of

CATALOGUE = catalogue_of({"ben": ["Baker"], "ada": ["Poet", "Novelist"]})
FOLDER = Path(evaluation.__file__).parent


def test_figures():
    labelled = [
        Labelled("Baker", ("ben",)),
        Labelled("Poet", ("ben", "ada")),
        Labelled("Novelist", ("ben",)),
        Labelled("Dancer", ("ada",)),
        Labelled("Diver", ()),
    ]
    found = evaluate(labelled, CATALOGUE)
    assert (found.right, found.rightly_none, found.missed, found.wrong, found.confidently_wrong) == (2, 1, 1, 1, 1)
    assert (found.accuracy, found.coverage, found.wrong_but_confident) == (0.6, 0.75, 0.2)
    assert found.confusion == {
        ("ben", "ben"): 1,
        ("ada", "ada"): 1,
        ("ben", "ada"): 1,
        ("ada", ""): 1,
        ("", ""): 1,
    }


def test_reading_labelled_titles():
    content = b"title,persona\nBaker,ben\nPoet,ben ada\n,\nDiver,\n"
    assert read_labelled(content, {"ben", "ada"}) == [
        Labelled("Baker", ("ben",)),
        Labelled("Poet", ("ben", "ada")),
        Labelled("Diver", ()),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"title,persona\nBaker,bob\n", "Row 2: there is no persona “bob” that titles could mean."),
        (b"title,persona\n", "There is no title below the headings."),
        (b"title\nBaker\n", "There is no column “persona”: the first row has “title”."),
    ],
)
def test_bad_tables(content, sentence):
    with pytest.raises(SheetError) as refused:
        read_labelled(content, {"ben"})
    assert str(refused.value) == sentence


def titles_of(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize(("name", "fewest"), [("tune.csv", 300), ("test.csv", 120)])
def test_the_sets_are_large_enough_and_hold_titles_of_nobody(name, fewest):
    rows = titles_of(name)
    nobody = sum(row.endswith(",") for row in rows)
    assert (len(rows) >= fewest, 0.2 <= nobody / len(rows) <= 0.3) == (True, True)


def test_no_title_is_in_both_sets():
    assert set(titles_of("tune.csv")) & set(titles_of("test.csv")) == set()
