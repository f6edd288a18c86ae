"""What a merge would do, for people to read and for the database to carry out."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model

from .links import is_alias_link, kind_of, persona_of, text_of, told_about


class MergeError(Exception):
    """The rows can't be merged; the text says why and what to do."""


@dataclass(frozen=True)
class Move:
    """Rows that point to a kept row instead: `into` leads from the primary keys that go to those that stay."""

    link: ForeignKey
    rows: Sequence[Model]
    into: dict[int, int]


@dataclass(frozen=True)
class Removal:
    """Rows that go, after everything that pointed to them has moved."""

    model: type[Model]
    keys: Sequence[int]


@dataclass(frozen=True)
class Change:
    """A row that gets other values; `gone` are the rows that become one with it."""

    row: Model
    values: dict[str, object]
    gone: Sequence[Model] = ()

    @property
    def differing(self) -> dict[str, object]:
        return {name: value for name, value in self.values.items() if getattr(self.row, name) != value}


@dataclass(frozen=True)
class Line:
    """One row in the preview: whom or what it is about, what it says, and what two rows of the same become."""

    about: Model
    text: str = ""
    outcome: Sequence[tuple[str, object]] = ()


@dataclass(frozen=True)
class Section:
    """The rows of one kind in the preview; `count` is complete where `lines` stop."""

    label: str
    count: int
    lines: Sequence[Line]
    are_joined: bool = False


LINES = 50
CHUNK = 500  # primary keys in one query
TOLD = ("tier", "rank", "qualifier", "lead_in", "detail", "body")


@dataclass
class MergePlan:
    """The work in the order of doing it: `operations`, then `changes`, then new `aliases`, then the rows that go."""

    kept: Model
    gone: list[Model]
    operations: list[Move | Removal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    joined: list[Change] = field(default_factory=list)
    aliases: list[Model] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)

    @property
    def moves(self) -> list[Move]:
        """The moves that an editor thinks of as such: aliases, and fields that only repeat another, are none."""
        return [
            each
            for each in self.operations
            if isinstance(each, Move) and each.rows and each.link.editable and not is_alias_link(each.link)
        ]

    @property
    def moved_aliases(self) -> list[Model]:
        """The aliases that the kept row takes over from those that go."""
        moves = (each for each in self.operations if isinstance(each, Move) and is_alias_link(each.link))
        return [row for move in moves for row in move.rows if move.link.related_model is type(self.kept)]

    @cached_property
    def sections(self) -> list[Section]:
        """The preview, one section a kind of row: first what becomes one, then what moves."""
        found = []
        for model in dict.fromkeys(type(change.row) for change in self.joined):
            changes = [change for change in self.joined if type(change.row) is model]
            heading = f"{capitalised(model._meta.verbose_name_plural)} that become one"
            found.append(
                Section(heading, len(changes), [joined_line(change) for change in changes[:LINES]], are_joined=True)
            )
        for move in self.moves:
            heading = f"{capitalised(kind_of(move.link))} that move"
            found.append(Section(heading, len(move.rows), [self.moved_line(move, row) for row in move.rows[:LINES]]))
        return found

    def moved_line(self, move: Move, row: Model) -> Line:
        """A row that moves. With one row that goes, every row comes from that one: no need to say so each time."""
        about, text = told_about(move.link, row)
        is_plain = len(self.gone) == 1 and move.link.related_model is type(self.kept)
        return Line(about, "" if is_plain else text)

    @property
    def definition(self) -> str:
        """The definition that the kept row gets, if it gets another."""
        return next((each.values["description"] for each in self.changes if "description" in each.values), "")

    @property
    def moved_count(self) -> int:
        return sum(len(move.rows) for move in self.moves)

    @cached_property
    def persona_keys(self) -> set[int]:
        """The primary keys of all personas on whose pages something changes."""
        rows = [row for move in self.moves for row in move.rows]
        rows += [row for change in (*self.changes, *self.joined) for row in (change.row, *change.gone)]
        return {persona.pk for row in rows if (persona := persona_of(row))}

    @cached_property
    def fingerprint(self) -> str:
        """Equal for plans that would do the same to the same rows."""
        rows = [(row.pk, str(row)) for row in (self.kept, *self.gone)]
        work = [told(operation) for operation in self.operations]
        changes = [(key_of(each.row), *sorted(each.values.items()), old_values(each)) for each in self.all_changes]
        aliases = [(alias.wording, alias.key) for alias in self.aliases]
        told_all = (self.kept._meta.label, rows, work, changes, aliases, self.obstacles, self.remarks)
        return hashlib.sha256(repr(told_all).encode(errors="replace")).hexdigest()

    @property
    def all_changes(self) -> list[Change]:
        return [*self.joined, *self.changes]

    def refuse_bad_values(self) -> None:
        """Note as an obstacle what doesn't fit its field any more, such as two long qualifiers in one line."""
        for change in self.all_changes:
            others = [each.name for each in change.row._meta.concrete_fields if each.name not in change.values]
            try:
                type(change.row)(**change.values).clean_fields(exclude=others)
            except ValidationError as error:
                problem = " ".join(text for texts in error.message_dict.values() for text in texts)
                self.obstacles.append(
                    f"{change.row}: the texts together don't fit. {problem} Shorten one of them first."
                )


def chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """The keys in portions that one query takes."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def old_values(change: Change) -> tuple:
    """What the plan saw in the fields that it would change, in all rows concerned."""
    rows = (change.row, *change.gone)
    return tuple((key_of(row), *(getattr(row, name) for name in sorted(change.values))) for row in rows)


def key_of(row: Model) -> tuple:
    return row._meta.label, row.pk


def told(operation: Move | Removal) -> tuple:
    if isinstance(operation, Removal):
        return operation.model._meta.label, sorted(operation.keys)
    pairs = sorted((row.pk, getattr(row, operation.link.attname)) for row in operation.rows)
    return str(operation.link), pairs, sorted(operation.into.items())


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def joined_line(change: Change) -> Line:
    """Rows that become one: whom they are about, what they were, and what the one says."""
    row = change.row
    about = persona_of(row) or row
    texts = dict.fromkeys(str(each) if about is row else text_of(each) for each in (*change.gone, row))
    shown = [(name, value) for name, value in change.values.items() if value not in ("", None) and name in TOLD]
    outcome = [(capitalised(row._meta.get_field(name).verbose_name), label(row, name, value)) for name, value in shown]
    return Line(about, " + ".join(texts), outcome)


def label(row: Model, name: str, value: object) -> object:
    """The value of a field as people read it."""
    return dict(row._meta.get_field(name).flatchoices).get(value, value)
