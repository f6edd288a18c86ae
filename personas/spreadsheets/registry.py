"""Every table there is, in the order of the page that lists them; apps above this one add theirs."""

from .content_types import ContentTypes
from .errors import SheetError
from .links import ContentPreferences, PersonaRoles, PersonaTitles, PersonaTraits
from .personas_table import Personas
from .reading import read_sheet
from .resource import Table
from .sheet import Sheet
from .wordings import JobTitles, Statements

TABLES: dict[str, type[Table]] = {
    table.name: table
    for table in (
        Personas,
        PersonaTraits,
        PersonaTitles,
        PersonaRoles,
        ContentPreferences,
        Statements,
        JobTitles,
        ContentTypes,
    )
}

_more: dict[str, type[Table]] = {}


def register_table(table: type[Table]) -> None:
    """Offer the table of an app above this one beside the others, from its `ready()`.

    Raises ValueError when another table took the name already.
    """
    taken = TABLES.get(table.name) or _more.setdefault(table.name, table)
    if taken is not table:
        raise ValueError(f"There is a table “{table.name}” already.")


def all_tables() -> dict[str, type[Table]]:
    """Every table by its name: the catalogue's own, then those of the apps above."""
    return TABLES | _more


def read_table(content: bytes, table: type[Table]) -> Sheet:
    """The sheet in a file, for that table. Raises SheetError, also where a column is missing."""
    sheet = read_sheet(content, table.heading_wordings())
    for group in table.needs:
        if not set(group) & set(sheet.headings):
            columns = " or ".join(f"“{heading}”" for heading in group)
            raise SheetError(f"There is no column {columns}: the first row has to hold the headings.")
    return sheet
