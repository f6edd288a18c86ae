"""What a person takes of a plan and what she leaves: a smaller plan that can be written all the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.db.models import Model

from personas.models import Guide

from .batch import STARTER_NAME
from .merging import joined, pieces_of
from .plan import BOOKKEEPING, Change, GonePiece, Kind, Plan, PlanLine, change_key, group_key, new_key
from .rows import Row
from .tables import table_of

# An optional link is cut when what it leads to is left, except where the row is a part of that.
PARTS = {Guide: ("parent",)}

Target = tuple[type[Model], tuple]


@dataclass(frozen=True)
class Choices:
    """What was decided, by the keys of lines and groups. What isn't named follows the plan: all that is new or changed
    is taken, and what is gone stays unless the plan prunes."""

    taken: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    def take(self, line: PlanLine, *, prune: bool) -> bool:
        """Whether the line is taken by itself; its group may be left all the same."""
        if line.key in self.taken or line.key in self.left:
            return line.key in self.taken
        return line.kind != Kind.GONE or prune

    def decided(self, shown: frozenset[str], ticked: frozenset[str]) -> "Choices":
        """These choices with others for the keys that a form has shown: ticked ones are taken, the others left."""
        return Choices((self.taken - shown) | (shown & ticked), (self.left - shown) | (shown - ticked))


NO_CHOICES = Choices()


def selected(plan: Plan, choices: Choices) -> Plan:
    """The part of the plan that is taken, without what can't be without something left. The plan stays as it is."""
    return _Selection(plan, choices).plan()


@dataclass
class _Selection:
    """One selection: `left` are the keys of the lines that are left, `dropped` the new rows that fall away."""

    source: Plan
    choices: Choices
    left: set[str] = field(default_factory=set)
    dropped: set[Target] = field(default_factory=set)

    def __post_init__(self):
        self.unknown = {(word.model, word.wording) for word in self.source.unknown}
        self.left |= {line.key for line in self.source.lines if line.key and not self.takes(line)}

    def takes(self, line: PlanLine) -> bool:
        return self.choices.take(line, prune=self.source.prune) and not self.leaves(line.subject)

    def leaves(self, subject: str) -> bool:
        """Whether all about the subject is left."""
        return bool(self.choices.left) and group_key(subject) in self.choices.left

    def plan(self) -> Plan:
        self.drop_new_rows()
        new = [self.cut(row) for row in self.source.new if not self.is_dropped(row)]
        changed = self.changes()
        removed = [row for gone in self.source.gone if gone.key not in self.left for row in gone.rows]
        if not (changed or removed or any(map(self.is_wanted, new))):
            new, changed = [], []
        plan = replace(self.source, new=new, changed=changed, removed=removed, is_partial=bool(self.left))
        plan.lines = [line for line in self.source.lines if self.is_told(line)]
        plan.readings = [each for each in self.source.readings if not self.leaves(each.subject)]
        plan.puzzles = [each for each in self.source.puzzles if not self.leaves(each.subject)]
        return plan

    def is_dropped(self, row: Row) -> bool:
        return (row.model, row.key) in self.dropped

    def is_wanted(self, row: Row) -> bool:
        """Whether the row is more than what follows from others; with nothing else left over, that is left, too.
        Where a plan is nothing but bookkeeping from the start, that is what is wanted."""
        return not self.left or not (row.model in BOOKKEEPING or row.page == STARTER_NAME)

    def is_told(self, line: PlanLine) -> bool:
        return line.key not in self.left if line.key else True

    def drop_new_rows(self) -> None:
        """Find the new rows that fall away: those left, those that need one of these, those that only these need."""
        for row in self.source.new:
            if new_key(row) in self.left or any(target in self.dropped for target in needs(row)):
                self.drop(row)
        wanted = Counter(target for row in self.linking_rows() for target in targets(row))
        kept = Counter(target for row in self.linking_rows() if not self.is_dropped(row) for target in targets(row))
        for row in reversed(self.source.new):
            target = (row.model, row.key)
            if target not in self.dropped and self.follows(row) and wanted[target] and not kept[target]:
                self.drop(row)
                kept.subtract(targets(row))

    def drop(self, row: Row) -> None:
        self.dropped.add((row.model, row.key))
        self.left.add(new_key(row))

    def linking_rows(self) -> Iterator[Row]:
        yield from self.source.new
        yield from (change.row for change in self.source.changed)

    def follows(self, row: Row) -> bool:
        """Whether the row is there only for rows that point to it: a statement, a page, a word that was unknown."""
        if row.page == STARTER_NAME:
            return False
        return not row.subject or row.model in BOOKKEEPING or (row.model, row.text) in self.unknown

    def cut(self, row: Row) -> Row:
        """The row without optional links to rows that fall away."""
        links = self.kept_links(row, row.links)
        return row if len(links) == len(row.links) else replace(row, links=links)

    def changes(self) -> list[Change]:
        """The changes that are taken, with those that only take pieces of text away."""
        changes = {
            id(change.row): replace(change, links=self.kept_links(change.row, change.links))
            for change in self.source.changed
            if change_key(change) not in self.left
        }
        for pieces in self.pieces_by_row():
            row, existing = pieces[0].row, pieces[0].existing
            values = self.values_without(pieces, changes)
            changes[id(row)] = replace(changes.get(id(row), Change(existing, row, {}, {})), values=values)
        return [change for change in changes.values() if change.values or change.links]

    def kept_links(self, row: Row, links: dict) -> dict:
        """Those of the row's links that lead to no row that falls away."""
        return {name: key for name, key in links.items() if (target_of(row, name), key) not in self.dropped}

    def pieces_by_row(self) -> list[list[GonePiece]]:
        rows = defaultdict(list)
        for piece in self.source.pieces:
            rows[id(piece.row)].append(piece)
        return list(rows.values())

    def values_without(self, pieces: list[GonePiece], changes: dict[int, Change]) -> dict:
        """The values of a row's change after exactly the pieces that are taken have gone from its texts."""
        row, existing = pieces[0].row, pieces[0].existing
        is_changing = id(row) in changes
        values = dict(changes[id(row)].values) if is_changing else {}
        for name in dict.fromkeys(piece.field for piece in pieces):
            of_field = [piece for piece in pieces if piece.field == name]
            going = [piece.text for piece in of_field if piece.key not in self.left]
            if is_changing and len(going) == (len(of_field) if self.source.prune else 0):
                continue
            old = getattr(existing, name)
            values[name] = without_pieces(of_field[0].kept if is_changing else old, going)
            if values[name] == old:
                del values[name]
        return values


def target_of(row: Row, name: str) -> type[Model]:
    """The model that a link of the row leads to."""
    return table_of(row.model).links[name][0]


def targets(row: Row) -> list[Target]:
    """What the row links to."""
    return [(target_of(row, name), key) for name, key in row.links.items() if key is not None]


def needs(row: Row) -> list[Target]:
    """What the row can't be without."""
    names = [name for name in row.links if name in PARTS.get(row.model, ()) or is_required(row.model, name)]
    return [(target_of(row, name), row.links[name]) for name in names if row.links[name] is not None]


def needed_lines(plan: Plan) -> dict[str, list[str]]:
    """For the key of each new line, the keys of the other lines without which it can't be taken."""
    of_targets: dict[Target, set[str]] = {}
    needed = {}
    for row in plan.new:
        others = set().union(*(of_targets.get(target, ()) for target in needs(row)))
        key = new_key(row)
        is_line = bool(row.subject) and row.model not in BOOKKEEPING and row.page != STARTER_NAME
        of_targets[row.model, row.key] = {key} if is_line else others
        if is_line and others:
            needed[key] = sorted(others)
    return needed


def is_required(model: type[Model], name: str) -> bool:
    return not model._meta.get_field(name).null


def without_pieces(text: str, going: list[str]) -> str:
    """The Markdown without those of its paragraphs and list items."""
    if text in going:
        return ""
    left, kept, before = Counter(going), [], ""
    for gap, piece in pieces_of(text):
        if left[piece]:
            left[piece] -= 1
            before = max(before, gap, key=len)
        else:
            kept.append((max(before, gap, key=len) if kept else "", piece))
            before = ""
    return joined(kept) if any(going) else text
