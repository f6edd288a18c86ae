"""Several processes say the same as one."""

import pytest

from personas.titles import parallel
from personas.titles.matching import match_many
from personas.titles.sheets import row_out

from .catalogues import catalogue_of

CATALOGUE = catalogue_of({"tristan": ["CTO"], "ben": ["Baker"]})
TITLES = ["CTO", "poet", "Master Baker", "Senior Baker", "Chief Technology Officer"] * 5


@pytest.mark.parametrize(("few", "cores"), [(100, 2), (10, 1), (10, 2), (25, 2)])
def test_the_rows_and_their_order(monkeypatch, few, cores):
    monkeypatch.setattr(parallel, "FEW", few)
    monkeypatch.setattr(parallel, "PORTION", 3)
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: cores)
    assert list(parallel.rows_of(TITLES, CATALOGUE)) == list(map(row_out, match_many(TITLES, CATALOGUE)))


def test_what_goes_wrong_while_titles_are_read_is_raised(monkeypatch):
    def titles():
        yield from TITLES
        raise ValueError("torn")

    monkeypatch.setattr(parallel, "FEW", 10)
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    with pytest.raises(ValueError, match="torn"):
        list(parallel.rows_of(titles(), CATALOGUE))
