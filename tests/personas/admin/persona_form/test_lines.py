"""Rows from a pasted text."""

import pytest

from personas.admin.persona_form.lines import lines_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("One", ["One"]),
        ("One\r\n\r\n  two \tthree ", ["One", "two three"]),
        ("- One\n* two\n+ three\n• four\n– five", ["One", "two", "three", "four", "five"]),
        ("1. One\n2) two\n10. three", ["One", "two", "three"]),
        ("-5 degrees\n2026 was long\n3.5 hours", ["-5 degrees", "2026 was long", "3.5 hours"]),
        ("One\none.\nTwo\n“One”", ["One", "Two"]),
        ("- \n1. \n-", ["-"]),
    ],
)
def test_lines_lose_their_markers_and_come_once(text, lines):
    assert lines_of(text) == lines
