"""No text of ours runs as a formula, and each comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.spreadsheets.defusing import defused, restored


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_formula_gets_an_apostrophe(start):
    assert defused(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "1+1", "'tis true", "a=b", " plain", "''"])
def test_other_texts_stay(text):
    assert (defused(text), restored(text)) == (text, text)


@given(st.text(alphabet="'=+-@\t\r\n＝a ", max_size=8))
def test_every_text_comes_back(text):
    assert restored(defused(text)) == text
    assert defused(text)[:1] not in {*"=+-@\t\r\n＝"}
