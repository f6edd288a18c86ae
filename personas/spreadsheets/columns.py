"""Columns of a table: what a cell means, what it is shown as, and what to type into it."""

import re
from datetime import date

from import_export.fields import Field
from import_export.widgets import Widget

from personas.wording import one_line

MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
LARGEST = 2_147_483_647  # of a whole number in the database


class Column(Field):
    """A column of a table, and the attribute of a row's instance that it stands for.

    A column with `key` says which row is meant and is never written; a `required` one must not be empty; one that
    `keeps` leaves the stored value alone when its cell is empty. `also` are headings that lists of other programs
    give it.
    """

    def __init__(
        self, attribute, heading, widget, help_text, *, key=False, required=False, keeps=False, width=24, also=()
    ):
        super().__init__(attribute=attribute, column_name=heading, widget=widget)
        self.help_text, self.also = help_text, also
        self.key, self.required, self.keeps, self.width = key, required, keeps, width

    def read(self, text: str):
        """The value that a cell means. Raises ValueError with a sentence when it means none."""
        if "\0" in text:
            raise ValueError("There is a character in it that no text may have: type it again.")
        if not text.strip():
            if self.required:
                raise ValueError(f"Fill in the {self.column_name.lower()}.")
            return self.widget.nothing
        return self.widget.clean(text)

    def text(self, instance) -> str:
        """The attribute as a cell shows it."""
        return self.widget.render(self.get_value(instance))

    def cell(self, instance):
        """The attribute as a spreadsheet wants it: a text, a number or a date."""
        return self.widget.cell(self.get_value(instance))


class Text(Widget):
    """A text of several lines, as it was written."""

    nothing = ""

    def clean(self, value, row=None, **kwargs):
        return value

    def render(self, value, obj=None, **kwargs):
        return (value or "").replace("\r\n", "\n").replace("\r", "\n")

    def cell(self, value):
        return self.render(value)


class Line(Text):
    """A text of one line."""

    def clean(self, value, row=None, **kwargs):
        return one_line(value)

    def render(self, value, obj=None, **kwargs):
        return one_line(value or "")


class Day(Text):
    """A date, as 2026-11-21 or as the spreadsheet's own."""

    nothing = None

    def clean(self, value, row=None, **kwargs):
        try:
            return date.fromisoformat(MIDNIGHT.sub("", value.strip()))
        except ValueError as error:
            raise ValueError(f"{quoted(value)} is no date: write it as 2026-11-21.") from error

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""

    def cell(self, value):
        return value


class Number(Text):
    """A whole number from the least to the most that is allowed."""

    nothing = None

    def __init__(self, least=1, most=LARGEST):
        super().__init__()
        self.least, self.most = least, most

    def clean(self, value, row=None, **kwargs):
        digits = value.strip()
        if not re.fullmatch(r"[0-9]{1,10}", digits) or not self.least <= int(digits) <= self.most:
            room = f"from {self.least} to {self.most}" if self.most < LARGEST else f"from {self.least}"
            raise ValueError(f"{quoted(value)} is no whole number {room}: write one such as {max(self.least, 1)}.")
        return int(digits)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)

    def cell(self, value):
        return value


class Choice(Text):
    """One of a few values, by what screens call it."""

    nothing = None

    def __init__(self, choices):
        super().__init__()
        self.labels = dict(choices)
        self.values = {str(label).casefold(): value for value, label in choices}

    def clean(self, value, row=None, **kwargs):
        wanted = one_line(value).casefold()
        if wanted not in self.values:
            raise ValueError(f"{quoted(value)} is not one of: {', '.join(map(str, self.labels.values()))}.")
        return self.values[wanted]

    def render(self, value, obj=None, **kwargs):
        return str(self.labels.get(value, ""))


class Named(Text):
    """A row that the catalogue has already, looked up among the `kind` of the lookups that the table is bound to."""

    nothing = None

    def __init__(self, kind: str):
        super().__init__()
        self.kind = kind
        self.find = None  # bound when a table is read

    def bind(self, lookups):
        self.find = getattr(lookups, self.kind)

    def clean(self, value, row=None, **kwargs):
        return self.find(one_line(value))

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class Person(Named):
    """A persona, by her address."""

    def __init__(self):
        super().__init__("persona")

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.slug


class People(Person):
    """Several personas, by their addresses, with commas (or semicolons, or a line each) between; in the order of their
    addresses."""

    nothing = ()

    def clean(self, value, row=None, **kwargs):
        found = [self.find(one_line(part)) for part in re.split("[,;\n]", value) if part.strip()]
        # By address, as those that the table is about to add have no primary key yet.
        return tuple(persona for _, persona in sorted({persona.slug: persona for persona in found}.items()))

    def render(self, value, obj=None, **kwargs):
        return ", ".join(persona.slug for persona in value or ())


class Account(Named):
    """A colleague, by the name of the account."""

    def __init__(self):
        super().__init__("account")

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.get_username()


class Lines(Text):
    """Several short texts, a line each."""

    nothing = ()

    def clean(self, value, row=None, **kwargs):
        return tuple(filter(None, map(one_line, value.split("\n"))))

    def render(self, value, obj=None, **kwargs):
        return "\n".join(value or ())


def quoted(text: str) -> str:
    """The text in quotes, shortened so that a sentence around it stays one."""
    line = one_line(text)
    return f"“{line[:60]}…”" if len(line) > 60 else f"“{line}”"
