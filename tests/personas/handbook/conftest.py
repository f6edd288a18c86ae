"""The small vocabulary in the database, for tests that import pages."""

import pytest

from .samples import load, words_page


@pytest.fixture
def vocabulary(db):
    """The rows of the small vocabulary."""
    load(words_page())
