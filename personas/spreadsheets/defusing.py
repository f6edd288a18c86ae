"""Keeps texts of the catalogue from being run as formulas by the program that opens a table."""

import re

# What spreadsheet programs take for the start of a formula, wide forms included. Apostrophes before it belong to the
# pattern, so that a text which was written with one comes back with one.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
DEFUSED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def defused(text: str) -> str:
    """The text with an apostrophe before it where it would be a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text as it was before `defused`."""
    return text[1:] if DEFUSED.match(text) else text
