"""A name with its qualifier on one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.handbook.qualified import read_qualified, write_qualified
from personas.wording import one_line

texts = st.text("ab()\\[]1.- #*é", max_size=8).map(one_line)


@pytest.mark.parametrize(
    ("name", "qualifier", "line"),
    [
        ("Webinar", "", "Webinar"),
        ("Webinar", "short", "Webinar (short)"),
        ("Webinar", "short (or none)", "Webinar (short (or none))"),
        ("Baker (nights)", "", "Baker \\(nights\\)"),
        ("Webinar", "a) b", "Webinar (a\\) b)"),
        ("1. Baker", "short", "1\\. Baker (short)"),
        ("Webinar", "two\nlines", "Webinar (two lines)"),
    ],
)
def test_a_line(name, qualifier, line):
    assert write_qualified(name, qualifier) == line


@given(texts.filter(bool), texts)
def test_reading_undoes_writing(name, qualifier):
    assert read_qualified(write_qualified(name, qualifier)) == (name, qualifier)
