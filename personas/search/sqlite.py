"""The search's index in SQLite: an FTS5 table a source, which triggers keep in step, however rows are written."""

from collections.abc import Iterable, Sequence

from .slips import Likeness
from .sources import Source
from .words import Wanted

PREFIX = "search_"
# Case and the accents of Latin letters don't matter; the first two and three letters of words are indexed, too.
OPTIONS = "tokenize='unicode61 remove_diacritics 2', prefix='2 3', columnsize=0"
LAST_LETTER = "\U0010ffff"


def install(connection, sources: Sequence[Source]) -> None:
    """Make the index of every source that has none, or another than this module makes, and drop those of no source.

    Triggers vanish when a migration remakes their table: then the index is made anew, too.
    """
    wanted = {source.name: statements(source) for source in sources}
    with connection.cursor() as cursor:
        made = made_statements(cursor)
        for name in sorted({*made, *wanted}):
            if set(made.get(name, ())) != set(wanted.get(name, ())):
                remake(cursor, name, wanted.get(name, ()))


def made_statements(cursor) -> dict[str, list[str]]:
    """The statements with which the indexes there are were made, by the name of the source."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name LIKE 'search\\_%' ESCAPE '\\'"
        " AND (type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%')"
    )
    made: dict[str, list[str]] = {}
    for name, statement in cursor.fetchall():
        made.setdefault(name.removeprefix(PREFIX).split("__")[0], []).append(statement)
    return made


def remake(cursor, name: str, wanted: Iterable[str]) -> None:
    """Drop the index of a source, and make it by the statements, if there are any, from the rows that there are."""
    for part in ("added", "changed", "removed"):
        cursor.execute(f'DROP TRIGGER IF EXISTS "{PREFIX}{name}__{part}"')
    cursor.execute(f'DROP TABLE IF EXISTS "{PREFIX}{name}__words"')
    cursor.execute(f'DROP TABLE IF EXISTS "{PREFIX}{name}"')
    for statement in wanted:
        cursor.execute(statement)
    if wanted:
        cursor.execute(f"""INSERT INTO "{PREFIX}{name}" ("{PREFIX}{name}") VALUES ('rebuild')""")


def statements(source: Source) -> list[str]:
    """What makes the index of a source: its table, the list of its words, and the triggers."""
    index, table = f"{PREFIX}{source.name}", source.table
    columns = ", ".join(f'"{column}"' for column in source.columns)
    differs = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in source.columns)
    add = f'INSERT INTO "{index}" (rowid, {columns}) VALUES (new."{source.key}", {of("new", source)});'
    remove = (
        f'INSERT INTO "{index}" ("{index}", rowid, {columns})'
        f""" VALUES ('delete', old."{source.key}", {of("old", source)});"""
    )
    return [
        f"""CREATE VIRTUAL TABLE "{index}" USING fts5({columns}, content='{table}', content_rowid='{source.key}', """
        f"{OPTIONS})",
        f'CREATE VIRTUAL TABLE "{index}__words" USING fts5vocab("{index}", row)',
        f'CREATE TRIGGER "{index}__added" AFTER INSERT ON "{table}" BEGIN {add} END',
        f'CREATE TRIGGER "{index}__removed" AFTER DELETE ON "{table}" BEGIN {remove} END',
        f'CREATE TRIGGER "{index}__changed" AFTER UPDATE OF {columns} ON "{table}" WHEN {differs}'
        f" BEGIN {remove} {add} END",
    ]


def of(row: str, source: Source) -> str:
    return ", ".join(f'{row}."{column}"' for column in source.columns)


def holding(source: Source, words: Sequence[Wanted]) -> tuple[str, list[str]]:
    """A subquery for the primary keys of the rows that hold all words, and its parameters."""
    index = f"{PREFIX}{source.name}"
    return f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s', [" AND ".join(map(any_form_of, words))]


def any_form_of(wanted: Wanted) -> str:
    """The part of a match expression for one word. Words are letters and digits: quotes can't be among them."""
    parts = [f'"{word}"' for word in (wanted.word, *wanted.forms, *wanted.near)]
    if wanted.starts:
        parts.append(f'"{wanted.word}" *')
    return f"({' OR '.join(parts)})"


def words_like(connection, sources: Sequence[Source], likenesses: Sequence[Likeness]) -> set[str]:
    """The indexed words that begin or end, and are as long, as one of the likenesses says."""
    condition = " OR ".join(condition_of(likeness) for likeness in likenesses)
    parts = [f'SELECT term FROM "{PREFIX}{source.name}__words" WHERE {condition}' for source in sources]
    parameters = [value for likeness in likenesses for value in parameters_of(likeness)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), parameters * len(parts))
        return {word for (word,) in cursor.fetchall()}


def condition_of(likeness: Likeness) -> str:
    ends = "term LIKE %s" if likeness.ending else "(term >= %s AND term < %s)"
    return f"({ends} AND length(term) BETWEEN %s AND %s)"


def parameters_of(likeness: Likeness) -> list:
    start = likeness.beginning
    ends = [f"%{likeness.ending}"] if likeness.ending else [start, start + LAST_LETTER]
    return [*ends, likeness.shortest, likeness.longest]
