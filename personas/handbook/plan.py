"""What importing pages would do, without doing it: new, changed, unchanged, no longer on the page, read as, not
understood."""

import hashlib
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db.models import Model

from personas.models import HandbookPage, Persona
from personas.retirement import in_words, used_elsewhere
from personas.wording import wording_key

from .batch import STARTER_NAME, Batch, batch_steps
from .drafts import Puzzle, Reading
from .merging import merge_text, pieces_of
from .pages import HandbookError, Page
from .progress import finish
from .ranking import settle_ranks
from .rows import Row
from .synonyms import Synonym, UnknownWord
from .tables import PAGE_PERSONA, Table, table_of, tables
from .vocabulary import ALIAS, Vocabulary

# What the import remembers about its pages goes with the personas on them: nobody decides about it.
BOOKKEEPING = (HandbookPage, PAGE_PERSONA)
PERSONA_PART, PAGE_PART = "Persona", "Page"
KEPT = "Stays, as it is in use: {}. Deprecate it instead."
ON_PAGES = "these pages name it"
KEY_DIGITS = 16


class Kind(StrEnum):
    """What a line of the plan says."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    GUESS = "guess"
    NOT_UNDERSTOOD = "not_understood"

    @property
    def label(self) -> str:
        labels = {"gone": "No longer on the page", "guess": "Read as", "not_understood": "Not understood"}
        return labels.get(self.value, self.value.capitalize())


@dataclass(frozen=True)
class PlanLine:
    """One line for people: whom it is about, where in it, what; old and new for a change; the page and line it
    comes from.

    `key` names what the line stands for, the same in every plan; a line without one can't be taken or left.
    """

    kind: Kind
    subject: str
    part: str
    text: str
    old: str = ""
    new: str = ""
    page: str = ""
    line: int | None = None
    key: str = field(default="", compare=False)


@dataclass
class Change:
    """A row that exists and would get other values; `values` and `links` hold only what differs."""

    existing: Model
    row: Row
    values: dict
    links: dict

    @property
    def only_moves(self) -> bool:
        """Whether nothing but the place in an order differs."""
        return not self.links and set(self.values) <= {"rank", "order"}


@dataclass
class GoneRow:
    """Rows that the pages no longer have, by the key of the line that says so; a persona goes with her last page."""

    key: str
    rows: list[Model]


@dataclass
class GonePiece:
    """A piece of text that the page no longer has; `kept` is the whole field with every such piece still in it."""

    key: str
    existing: Model
    row: Row
    field: str
    text: str
    kept: str


@dataclass
class Plan:
    """The work to do, in the order of the tables, and its lines.

    `gone` and `pieces` could be removed; what of them is (all when pruning) is in `removed` and `changed`.
    """

    new: list[Row] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Model] = field(default_factory=list)
    gone: list[GoneRow] = field(default_factory=list)
    pieces: list[GonePiece] = field(default_factory=list)
    lines: list[PlanLine] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    puzzles: list[Puzzle] = field(default_factory=list)
    personas: dict[str, str] = field(default_factory=dict)
    unknown: list[UnknownWord] = field(default_factory=list)
    synonyms: list[Synonym] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    is_partial: bool = False
    reordered: set[tuple[str, str]] = field(default_factory=set)
    prune: bool = False
    starter_rows: int = 0

    def counts(self) -> dict[Kind, int]:
        """How many lines there are of each kind, none left out."""
        counted = Counter(line.kind for line in self.lines)
        return {kind: counted[kind] for kind in Kind}

    @property
    def changes_anything(self) -> bool:
        return bool(self.new or self.changed or self.removed)

    @property
    def fingerprint(self) -> str:
        """Equal for plans that would do the same to the same catalogue."""
        return hashlib.sha256(repr((self.lines, self.prune)).encode()).hexdigest()


def make_plan(pages: Sequence[Page], **options) -> Plan:
    """The plan for importing the pages together; nothing is written. The options are those of `plan_steps`.

    Raises HandbookError with a sentence for the person who asked.
    """
    return finish(plan_steps(pages, **options))


def plan_steps(
    pages: Sequence[Page],
    *,
    type_slug: str | None = None,
    status: str = "published",
    prune: bool = False,
    synonyms: Sequence[Synonym] = (),
) -> Generator[str, None, Plan]:
    """As `make_plan`; says before each step what it is, and returns the plan.

    `type_slug` is the persona type for whom no heading names one, `status` that of new personas; with `prune`, what is
    no longer on the pages is removed. `synonyms` are wordings that become aliases of known terms.
    """
    batch = yield from batch_steps(pages, type_slug=type_slug, status=status, synonyms=synonyms)
    yield "Comparing with the catalogue"
    plan = Plan(prune=prune, unknown=batch.unknown, synonyms=batch.synonyms, vocabulary=batch.vocabulary)
    plan.personas = {row.subject: row.key[0] for row in batch.rows if row.model is Persona}
    rows: dict[type[Model], dict[tuple, Row]] = {}
    for row in batch.rows:
        rows.setdefault(row.model, {})[row.key] = row
    for table in tables():
        compare_table(plan, table, rows.get(table.model, {}), batch)
    keep_used(plan, batch)
    add_missing_guides(plan, batch)
    add_remarks(plan, batch)
    return plan


def compare_table(plan: Plan, table: Table, rows: dict[tuple, Row], batch: Batch) -> None:
    """Add to the plan what one model's rows would become."""
    wholes = {whole for whole in batch.wholes if len(whole) == table.whole}
    wanted = [key[table.fetch_by] for key in rows] + [whole[table.fetch_by] for whole in wholes]
    existing = table.existing(wanted)
    moved = settle_ranks(table, rows, existing, prune=plan.prune)
    for key, row in rows.items():
        if key in existing:
            compare_row(plan, table, existing[key], row)
        else:
            add_new(plan, row)
    for row in moved:
        compare_row(plan, table, existing[row.key], row)
    for key, row in existing.items():
        if key not in rows and key[: table.whole] in wholes:
            add_gone(plan, table, row, batch)


def add_new(plan: Plan, row: Row) -> None:
    check(row, row.values)
    plan.new.append(row)
    if row.page == STARTER_NAME:
        plan.starter_rows += 1
    elif row.subject:
        plan.lines.append(line_of(Kind.NEW, row, key="" if row.model in BOOKKEEPING else new_key(row)))


def line_key(*parts: object) -> str:
    """A short name for what the parts say, the same whenever they are."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:KEY_DIGITS]


def new_key(row: Row) -> str:
    return line_key("new", row.model._meta.label, row.key)


def change_key(change: Change) -> str:
    """The key of the change's line; changes of places share the one of their list."""
    row = change.row
    if change.only_moves:
        return line_key("order", row.subject, row.part)
    return line_key("changed", row.model._meta.label, row.key)


def group_key(subject: str) -> str:
    """The key of all lines about one subject."""
    return line_key("group", subject)


def check(row: Row, values: dict) -> None:
    """Raise HandbookError, with the page's line, when one of the values would not fit its field."""
    others = [each.name for each in row.model._meta.concrete_fields if each.name not in values]
    try:
        row.model(**values).clean_fields(exclude=others)
    except ValidationError as error:
        where = f"{row.page}, line {row.line}" if row.line else row.page
        problem = " ".join(message for messages in error.message_dict.values() for message in messages)
        raise HandbookError(f"{where}: “{row.text[:80]}” can't be kept. {problem}") from error


def line_of(kind: Kind, row: Row, **more) -> PlanLine:
    return PlanLine(kind, row.subject, row.part, row.text, page=row.page, line=row.line, **more)


def compare_row(plan: Plan, table: Table, existing: Model, row: Row) -> None:
    """Add to the plan how one row would change; other ranks alone are one line a facet."""
    values = differing_values(plan, table, existing, row)
    links = {name: key for name, key in row.links.items() if table.linked_key(existing, name) != key}
    change = Change(existing, row, values, links)
    if values or links:
        check(row, values)
        plan.changed.append(change)
        plan.lines += change_lines(table, change, plan.reordered)
    elif row.subject:
        plan.lines.append(line_of(Kind.UNCHANGED, row))


def change_lines(table: Table, change: Change, reordered: set[tuple[str, str]]) -> list[PlanLine]:
    """The line of a change; where only places in an order change, the first of them speaks for all."""
    row = change.row
    if not change.only_moves:
        return [line_of(Kind.CHANGED, row, **old_and_new(table, change), key=change_key(change))]
    if (row.subject, row.part) in reordered:
        return []
    reordered.add((row.subject, row.part))
    return [PlanLine(Kind.CHANGED, row.subject, row.part, "The order", page=row.page, key=change_key(change))]


def old_and_new(table: Table, change: Change) -> dict[str, str]:
    """The differing values as texts."""
    old = {name: getattr(change.existing, name) for name in change.values}
    old |= {name: table.linked_key(change.existing, name) for name in change.links}
    return {"old": shown(old), "new": shown(change.values | change.links)}


def shown(values: dict) -> str:
    """Field values as a person reads them; a single one stands without the field's name."""
    texts = {name: str((value[-1] if isinstance(value, tuple) else value) or "") for name, value in values.items()}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return ", ".join(f"{name.replace('_', ' ')}: {text}" for name, text in texts.items())


def differing_values(plan: Plan, table: Table, existing: Model, row: Row) -> dict:
    """The values that would change. Pieces of text that the page no longer has are added to the plan."""
    values = {}
    for name, value in row.values.items():
        old = getattr(existing, name)
        if name in table.only_new:
            continue
        if name in table.merged:
            kept, missing = merge_text(old, value)
            value = merge_text(old, value, prune=True)[0] if plan.prune else kept
            add_pieces(plan, existing, row, name, missing, kept)
        elif name in table.kept and old and not value:
            add_pieces(plan, existing, row, name, [old], old)
            value = value if plan.prune else old
        elif name in table.kept and not plan.prune and is_among(value, old):
            value = old
        if value != old:
            values[name] = value
    return values


def is_among(text: str, stored: str) -> bool:
    """Whether the stored text has all paragraphs of the other and more, as when rows that had one each were merged."""
    keys, known = ([wording_key(piece) for _, piece in pieces_of(each)] for each in (text, stored))
    return 0 < len(keys) < len(known) and set(keys) <= set(known)


def add_pieces(plan: Plan, existing: Model, row: Row, name: str, missing: list[str], kept: str) -> None:
    """Say which pieces of a field the page lacks, a line each."""
    for number, text in enumerate(missing):
        key = line_key("piece", row.model._meta.label, row.key, name, text, number)
        plan.pieces.append(GonePiece(key, existing, row, name, text, kept))
        plan.lines.append(PlanLine(Kind.GONE, row.subject, row.part, text, page=row.page, line=row.line, key=key))


def add_gone(plan: Plan, table: Table, row: Model, batch: Batch) -> None:
    """Say what the page lacks now; pruning takes it away, and a persona with her last page, unless she is on another
    one that is imported, too."""
    subject, part, text = table.describe(row)
    is_last = table.model is PAGE_PERSONA and batch.pages_of[row.persona_id] == 1
    if is_last and row.persona.slug not in plan.personas.values():
        add_gone_rows(plan, PlanLine(Kind.GONE, subject, PERSONA_PART, text), [row, row.persona])
    else:
        add_gone_rows(plan, PlanLine(Kind.GONE, subject, part, text), [row])


def add_gone_rows(plan: Plan, line: PlanLine, rows: list[Model]) -> None:
    """Add the line, and what goes when it is taken."""
    key = line_key("gone", rows[0]._meta.label, rows[0].pk)
    plan.lines.append(replace(line, key=key))
    plan.gone.append(GoneRow(key, rows))
    if plan.prune:
        plan.removed += rows


def keep_used(plan: Plan, batch: Batch) -> None:
    """A persona whom something else uses doesn't go with her last page: the plan says what uses her, and nobody can
    take her away by it."""
    leaving = [(gone, each) for gone in plan.gone for each in gone.rows if isinstance(each, Persona)]
    if not leaving:
        return
    others = [row for gone in plan.gone for row in gone.rows]
    why = {pk: in_words(uses) for pk, uses in used_elsewhere([each.pk for _, each in leaving], without=others).items()}
    named = named_on_pages(batch)
    why |= {each.pk: ON_PAGES for _, each in leaving if each.slug in named and each.pk not in why}
    kept = {gone.key: KEPT.format(why[each.pk]) for gone, each in leaving if each.pk in why}
    plan.gone = [gone for gone in plan.gone if gone.key not in kept]
    plan.removed = [row for gone in plan.gone for row in gone.rows] if plan.prune else []
    plan.lines = [replace(line, key="", text=kept[line.key]) if line.key in kept else line for line in plan.lines]


def named_on_pages(batch: Batch) -> set[str]:
    """The addresses of all personas to whom rows of the import lead."""
    links = ((table_of(row.model).links[name][0], key) for row in batch.rows for name, key in row.links.items())
    return {key[0] for model, key in links if model is Persona and key}


def add_missing_guides(plan: Plan, batch: Batch) -> None:
    for guide in batch.missing_guides:
        add_gone_rows(plan, PlanLine(Kind.GONE, guide.title, "Guide", guide.title), [guide])


def add_remarks(plan: Plan, batch: Batch) -> None:
    """Add how wordings were read, the guesses before what is known as an alias, and what was not understood; and in
    one line that an empty catalogue takes the starter vocabulary."""
    if plan.starter_rows:
        text = f"{plan.starter_rows} facets, content types, roles, types and aliases"
        plan.lines.insert(0, PlanLine(Kind.NEW, "Starter vocabulary", "", text))
    plan.readings, plan.puzzles = batch.readings, batch.puzzles
    for reading in sorted(batch.readings, key=lambda each: each.how == ALIAS):
        if reading.is_spelling:
            continue
        places = {"old": reading.written, "new": reading.read_as, "page": reading.page, "line": reading.line}
        plan.lines.append(PlanLine(Kind.GUESS, reading.subject, reading.part, reading.how, **places))
    for puzzle in batch.puzzles:
        where = {"page": puzzle.page, "line": puzzle.line}
        plan.lines.append(PlanLine(Kind.NOT_UNDERSTOOD, puzzle.subject, puzzle.why, puzzle.text, **where))
