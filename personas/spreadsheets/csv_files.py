"""CSV: text in whatever encoding and with whatever delimiter spreadsheet programs write it."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from .errors import SheetError
from .sheet import SHEET_BYTES, Sheet, SheetBuilder, heading_key

DELIMITERS = ",;\t|"
# A spreadsheet program's own hint in the first line.
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n')
WINDOWS = "The file isn't UTF-8 and was read as Windows-1252: check the accents below before you apply."
# One cell may be as long as a file: the module's own limit of 128 KB is shorter than some texts.
csv.field_size_limit(SHEET_BYTES)


def read_csv(content: bytes, known: Mapping[str, str]) -> Sheet:
    """The table in a CSV file. Raises SheetError."""
    text, remark = decoded(content)
    delimiter, text, skipped = delimiter_of(text, known)
    builder = SheetBuilder(known)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = skipped
    try:
        for number, cells in enumerate(reader, skipped + 1):
            builder.add(number, [without_returns(cell) for cell in cells])
    except csv.Error as error:
        raise SheetError(
            f"After row {number} the quotation marks don't match: each one opened must be closed, and one inside a "
            f"text is written twice."
        ) from error
    sheet = builder.done()
    sheet.remark = remark
    return sheet


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and a remark where its encoding had to be guessed. Raises SheetError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode(content, "utf-16"), ""
    try:
        return refuse_control_characters(content.decode("utf-8-sig")), ""
    except UnicodeDecodeError:
        return refuse_control_characters(decode(content, "cp1252")), WINDOWS


def decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError("The file's letters can't be read: save it as “CSV UTF-8” or as .xlsx.") from error


def refuse_control_characters(text: str) -> str:
    """The text. Raises SheetError when it holds what no text file has, as pictures and programs do."""
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise SheetError("This is neither a CSV nor an .xlsx file: save the table as one of them.")
    return text


def delimiter_of(text: str, known: Iterable[str]) -> tuple[str, str, int]:
    """The delimiter that finds most headings in the first row, the text to read with it, and how many rows went."""
    if hint := SEPARATOR_LINE.match(text):
        return hint[1], text[hint.end() :], 1
    keys = set(map(heading_key, known))
    best = max(DELIMITERS, key=lambda delimiter: len(keys & set(map(heading_key, first_row(text, delimiter)))))
    return best, text, 0


def first_row(text: str, delimiter: str) -> list[str]:
    """The first row that has anything in it, as far as it can be read."""
    try:
        return next((row for row in csv.reader(StringIO(text[:20_000], newline=""), delimiter=delimiter) if row), [])
    except csv.Error:
        return []


def without_returns(text: str) -> str:
    """The text with line breaks of one kind: programs change them as they save."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def csv_bytes(headings: Sequence[str], rows) -> bytes:
    """A CSV file, marked as UTF-8 so that spreadsheet programs read it as that."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")
