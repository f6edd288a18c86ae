"""What stops a table as a whole."""


class SheetError(Exception):
    """One sentence for people: why a file can't be read, or why nothing was written."""
