"""An uploaded file → a sheet, by what the file holds rather than what it is called."""

from collections.abc import Mapping

from .csv_files import read_csv
from .errors import SheetError
from .sheet import SHEET_BYTES, Sheet
from .xlsx_files import read_xlsx

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_sheet(content: bytes, known: Mapping[str, str]) -> Sheet:
    """The table in a file; `known` are the headings that it may have by their wordings. Raises SheetError."""
    if len(content) > SHEET_BYTES:
        raise SheetError(f"The file is larger than {SHEET_BYTES // 1024 // 1024} MB: bring it in as several files.")
    if content.startswith(OLD_OFFICE):
        raise SheetError("This is an old Excel file (.xls) or a protected one: save it as .xlsx without a password.")
    return read_xlsx(content, known) if content.startswith(ZIP) else read_csv(content, known)
