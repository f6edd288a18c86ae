"""A directory with pages, and the small vocabulary in the database."""

import pytest

from tests.personas.handbook.samples import BAKERS, load, page, words_page


@pytest.fixture
def vocabulary(db):
    """The rows of the small vocabulary."""
    load(words_page())


@pytest.fixture
def bakers(tmp_path):
    """The path of a file with the bakers' page."""
    path = tmp_path / "people.md"
    path.write_text(page(BAKERS).text, encoding="utf-8")
    return path
