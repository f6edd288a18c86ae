"""Tables of sessions: a row each, with a column that says when."""

from dataclasses import dataclass

from personas.handbook.content import Scope
from personas.handbook.drafts import join_markdown
from personas.handbook.outline import Block, plain
from personas.wording import lookup_key

from .clocks import ABBREVIATIONS, zone_meant
from .drafts import SessionDraft
from .hours import hours_in
from .items import add_links, said_on, session_on
from .materials import EVIDENCE, Kind, kind_of, links_in, without_links
from .words import HOSTS, TITLES, is_when, speaks_of_sessions


@dataclass(frozen=True)
class Columns:
    """Which columns say when, which names the session, and what the others are called."""

    when: list[int]
    title: int | None
    names: list[str]
    zone: str


def rows_of(block: Block, heading: str, fallback: str, scope: Scope) -> list[SessionDraft]:
    """The sessions in a table; none where it isn't about sessions. A row without a date makes the whole no such
    table, unless most have one: then it is said."""
    rows = [row for row in block.rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        return []
    columns = columns_of(rows)
    timed = [row for row in rows[1:] if columns.when and said_in(row, columns)]
    if not timed or len(timed) * 2 < len(rows) - 1 or len(timed) < len(rows) - 1 or not evidence(rows, heading):
        return []
    return [session_in(row, columns, fallback, block.line + number + 2, scope) for number, row in enumerate(rows[1:])]


def columns_of(rows: list[list[str]]) -> Columns:
    head, body = rows[0], rows[1:]
    names = [plain(cell) for cell in head]
    when = [place for place, name in enumerate(names) if is_when(name)]
    if not any(said_on(cell(row, place)) for row in body for place in when):
        shares = [(sum(bool(said_on(cell(row, place))) for row in body), -place) for place in range(len(head))]
        best, place = max(shares)
        when = [-place, *when] if best else []
    others = [place for place in range(len(head)) if place not in when and not is_material(names, body, place)]
    titled = [place for place in others if set(lookup_key(names[place]).split()) & TITLES]
    zone = next((zone for place in when if (zone := zone_in(names[place]))), "")
    unhosted = [place for place in others if lookup_key(names[place]) not in HOSTS]
    return Columns(when, next(iter([*titled, *unhosted]), None), names, zone)


def zone_in(header: str) -> str:
    """The zone that a column's name tells: "Time (ET)"."""
    words = header.replace("(", " ").replace(")", " ").replace(",", " ").split()
    return next((zone for word in words if word in ABBREVIATIONS and (zone := zone_meant(word))), "")


def cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def is_material(names: list[str], body: list[list[str]], place: int) -> bool:
    """Whether a column holds links: by its name, or by its cells."""
    if kind_of(names[place]) != Kind.OTHER:
        return True
    filled = [cell(row, place) for row in body if cell(row, place)]
    linked = [each for each in filled if links_in(each) and not lookup_key(plain(without_links(each)))]
    names_session = bool(set(lookup_key(names[place]).split()) & TITLES)
    return bool(filled) and not names_session and len(linked) * 2 >= len(filled)


def said_in(row: list[str], columns: Columns):
    """The time of a row, over all of its columns that say when; hours wait for the day."""
    cells = sorted((cell(row, place) for place in columns.when), key=lambda text: bool(hours_in(text)))
    return said_on(" ".join(cells), columns.zone) if any(cells) else None


def evidence(rows: list[list[str]], heading: str) -> bool:
    """Whether more than dates speaks for sessions: the heading, a column of recordings, a link to one."""
    columns = {kind_of(name) for name in map(plain, rows[0])}
    links = {kind_of(link.text) for row in rows[1:] for each in row for link in links_in(each)}
    return speaks_of_sessions(heading) or bool((columns | links) & (EVIDENCE - {Kind.NOTES}))


def session_in(row: list[str], columns: Columns, fallback: str, line: int, scope: Scope) -> SessionDraft:
    said = said_in(row, columns)
    own = cell(row, columns.title) if columns.title is not None else ""
    title = plain(own).strip() or fallback
    when = " ".join(cell(row, place) for place in columns.when)
    draft = session_on(when, line, scope, said=said, title=title)
    draft.title = title[:200]
    for place, name in enumerate(columns.names):
        if place not in columns.when:
            add_cell(draft, cell(row, place), name, line, is_title=place == columns.title)
    return draft


def add_cell(draft: SessionDraft, text: str, name: str, line: int, *, is_title: bool) -> None:
    """Add a cell: its links by the name of their column, its words below that name."""
    add_links(draft, links_in(text), line, name)
    words = plain(without_links(text)).strip(" |/,–—-")
    if lookup_key(words) and not is_title:
        said = f"{name}: {words}" if name else words
        draft.values["description"] = join_markdown(draft.values.get("description", ""), said)
