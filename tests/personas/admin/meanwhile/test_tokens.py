"""What a page says that it showed: its own, and nobody else's."""

import pytest
from django.core import signing

from personas.admin.meanwhile.states import LONG, brief, readable
from personas.admin.meanwhile.tokens import SALT, Shown, opened, sealed

SHOWN = Shown("personas.guide 7", 3, {"title": "Old", "tags": ["1", "2"]})


def test_it_is_read_back():
    assert opened(sealed(SHOWN), "personas.guide 7") == SHOWN


def test_that_of_another_row_is_none_of_this_one():
    assert opened(sealed(SHOWN), "personas.guide 8") is None


def forged():
    return signing.dumps(["personas.guide 7", 3, {}], key="not ours", salt=SALT)


@pytest.mark.parametrize(
    "text",
    ["", ":", "a:b:c", "\0", "\ud800", "x" * 3_000_000, forged(), sealed(SHOWN)[:-1], "." + sealed(SHOWN)],
    ids=["none", "colon", "letters", "nul", "surrogate", "huge", "forged", "cut", "changed"],
)
def test_what_we_never_wrote_is_nothing(text):
    assert opened(text, "personas.guide 7") is None


@pytest.mark.parametrize("what", [None, 7, ["personas.guide 7"], ["personas.guide 7", 3, {}, 4]])
def test_what_we_signed_for_something_else_is_nothing(what):
    assert opened(signing.dumps(what, salt=SALT), "personas.guide 7") is None


def test_a_long_text_is_known_again_by_little():
    text = "Bread at six. " * 1000
    assert brief(text) == brief(text) != brief(text + "x")
    assert (len(brief(text)) < LONG, readable(brief(text))) == (True, text[: LONG // 2] + "…")
    assert brief("Bread at six.") == "Bread at six."
