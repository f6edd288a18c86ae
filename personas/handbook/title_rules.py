"""Title rules on the writer's own pages: a record each, below the persona's."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError

from personas.models import TitleRule
from personas.titles.phrases import read_excludes, read_includes, tidy_lines
from personas.wording import one_line, wording_key

from .outline import Block
from .pages import HandbookError
from .records import read_record, write_record

RECORD = "title rule"
VALUES = ("includes", "excludes", "priority", "active", "note")
PRIORITY = TitleRule._meta.get_field("priority").default
MOST_PRIORITY = 32_767  # what the database has room for
NOTE_LENGTH = TitleRule._meta.get_field("note").max_length


@dataclass
class TitleRuleDraft:
    """A rule by which titles mean the persona."""

    includes: str
    line: int
    excludes: str = ""
    priority: int = PRIORITY
    is_active: bool = True
    note: str = ""

    @cached_property
    def key(self) -> str:
        return wording_key(self.includes)


def read_rules(blocks: list[Block], page: str) -> tuple[list[TitleRuleDraft], list[Block]]:
    """The rules whose records start the blocks, and the blocks after them. Raises HandbookError for one that can't be
    read."""
    rules: dict[str, TitleRuleDraft] = {}
    while blocks:
        record, rest = read_record(RECORD, blocks, page)
        if len(rest) == len(blocks):
            break
        rule = rule_of(record, blocks[0].line, page)
        rules.setdefault(rule.key, rule)
        blocks = rest
    return list(rules.values()), blocks


def rule_of(record: dict, line: int, page: str) -> TitleRuleDraft:
    """The rule that a record stands for. Raises HandbookError."""
    where = f"{page}, line {line}"
    if unknown := [str(name) for name in record if name not in VALUES]:
        raise HandbookError(f"{where}: a title rule has no “{unknown[0]}”.")
    rule = TitleRuleDraft(
        lines_of(record, "includes"),
        line,
        lines_of(record, "excludes"),
        record.get("priority", PRIORITY),
        record.get("active", True),
        one_line(str(record.get("note", ""))),
    )
    refuse_odd(rule, where)
    return rule


def refuse_odd(rule: TitleRuleDraft, where: str) -> None:
    if type(rule.priority) is not int or not 1 <= rule.priority <= MOST_PRIORITY:
        raise HandbookError(f"{where}: the priority of a title rule is a number from 1 to {MOST_PRIORITY}.")
    if type(rule.is_active) is not bool:
        raise HandbookError(f"{where}: whether a title rule is active is either true or false.")
    if len(rule.note) > NOTE_LENGTH:
        raise HandbookError(f"{where}: the note of a title rule has at most {NOTE_LENGTH} letters.")
    try:
        read_includes(rule.includes)
        read_excludes(rule.excludes)
    except ValidationError as error:
        raise HandbookError(f"{where}: {' '.join(error.messages)}") from error


def lines_of(record: dict, name: str) -> str:
    """A list of texts, or one text, as lines."""
    value = record.get(name, [])
    return tidy_lines("\n".join(map(str, value)) if isinstance(value, list) else str(value))


def write_rule(rule: TitleRule) -> str:
    """The rule as a record; what is usual is left out."""
    values: dict = {"includes": rule.includes.split("\n")}
    if rule.excludes:
        values["excludes"] = rule.excludes.split("\n")
    if rule.priority != PRIORITY:
        values["priority"] = rule.priority
    if not rule.is_active:
        values["active"] = False
    if rule.note:
        values["note"] = rule.note
    return write_record(RECORD, values)
