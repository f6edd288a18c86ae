"""A table on its way from the preview to the change. It travels inside the form, so that web nodes keep nothing."""

from django.conf import settings
from django.core import signing

from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.sheet import Sheet

SALT = "personas.tables"
ROOM_FOR_OTHER_FIELDS = 64 * 1024


def sealed(name: str, sheet: Sheet) -> str:
    """The sheet, for the table of that name, as one line of text that only this site can have written.

    Raises SheetError when it is longer than a form may be.
    """
    text = signing.dumps([name, sheet.headings, sheet.rows, sheet.remark], salt=SALT, compress=True)
    if len(text) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - ROOM_FOR_OTHER_FIELDS:
        raise SheetError("The table is too large for one form: bring it in as several files.")
    return text


def unsealed(name: str, text: str) -> Sheet:
    """The sheet that was sealed for the table of that name. Raises SheetError when this site did not seal it so."""
    try:
        sealed_for, headings, rows, remark = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise SheetError("This preview can't be read any more: choose the file again.") from error
    if sealed_for != name:
        raise SheetError("This preview belongs to another table: choose the file again.")
    return Sheet(headings, [(number, cells) for number, cells in rows], remark=remark)
