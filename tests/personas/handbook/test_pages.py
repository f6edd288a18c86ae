"""What is refused before anything is read, and how the rest comes in."""

import pytest

from personas.handbook.pages import PAGE_BYTES, HandbookError, Page, read_page


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("# Bäckerin ベンテ".encode(), "# Bäckerin ベンテ"),
        (b"\xef\xbb\xbf# Bente", "# Bente"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
    ],
)
def test_a_page(data, text):
    assert read_page("people.md", data) == Page("people.md", text)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "people.md is empty."),
        (b" \n\t", "people.md is empty."),
        (b"\xef\xbb\xbf", "people.md is empty."),
        (b"\x89PNG\0\0", "people.md is not a text file."),
        (b"B\xe4cker", "people.md is not UTF-8 text (byte 2): save it as UTF-8 and try again."),
        (b"x" * (PAGE_BYTES + 1), "people.md is larger than 2 MB: that is not a handbook page."),
    ],
)
def test_what_is_no_page(data, sentence):
    with pytest.raises(HandbookError) as refused:
        read_page("people.md", data)
    assert str(refused.value) == sentence


def test_a_page_may_have_two_megabytes():
    assert len(read_page("people.md", b"x" * PAGE_BYTES).text) == PAGE_BYTES
