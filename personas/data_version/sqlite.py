"""Counting in SQLite: triggers a row. Writers wait for each other anyway, so raising the number at once costs next to
nothing and holds nobody up."""

from collections.abc import Sequence

from .registry import A_ROUND, CHANGES, KEPT_CHANGES, TABLES, Watched

PREFIX = "data_version__"
# A time in microseconds, which one change a row never overtakes: so a database that was put back to an older state, or
# emptied, never comes to a number a second time.
NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) * 1000"
SOURCE = f"""
CREATE TABLE IF NOT EXISTS {TABLES} (name text PRIMARY KEY, number bigint NOT NULL);
CREATE TABLE IF NOT EXISTS {CHANGES} (
    id integer PRIMARY KEY, name text NOT NULL, whose bigint, number bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS {CHANGES}_number ON {CHANGES} (name, number);
"""
FORGET = f"{PREFIX}{CHANGES}__forget"
FORGETTING = (
    f'CREATE TRIGGER "{FORGET}" AFTER INSERT ON {CHANGES} WHEN new.id % {A_ROUND} = 0'
    f" BEGIN DELETE FROM {CHANGES} WHERE id <= new.id - {KEPT_CHANGES}; END"
)


def install(connection, counter: str, tables: Sequence[Watched]) -> None:
    """Make the triggers that are missing or made otherwise, drop those of no table, and have a number."""
    wanted = dict(trigger for watched in tables for trigger in triggers(counter, watched)) | {FORGET: FORGETTING}
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT OR IGNORE INTO "{counter}" (id, number) VALUES (1, {NOW})')
        for statement in filter(str.strip, SOURCE.split(";")):
            cursor.execute(statement)
        for watched in tables:
            cursor.execute(f"INSERT OR IGNORE INTO {TABLES} VALUES ('{watched.number}', {NOW})")
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            f" WHERE type = 'trigger' AND substr(name, 1, {len(PREFIX)}) = '{PREFIX}'"
        )
        made = dict(cursor.fetchall())
        if made == wanted:
            return
        for name in sorted(made):
            cursor.execute(f'DROP TRIGGER "{name}"')
        for name in sorted(wanted):
            cursor.execute(wanted[name])
        # While a trigger was missing, something may have changed.
        cursor.execute(f'UPDATE "{counter}" SET number = {raised()} WHERE id = 1')
        cursor.execute(f"UPDATE {TABLES} SET number = {raised()}")


def triggers(counter: str, watched: Watched) -> list[tuple[str, str]]:
    """The name of each trigger of a table, and the statement that makes it."""
    return [trigger(counter, watched, event) for event in (*watched.rows, watched.update)]


def trigger(counter: str, watched: Watched, event: str) -> tuple[str, str]:
    name = f"{PREFIX}{watched.number}__{event.split()[0].lower()}"
    differs = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in watched.columns)
    condition = f" WHEN {differs}" if differs and event.startswith("UPDATE") else ""
    return name, (
        f'CREATE TRIGGER "{name}" AFTER {event} ON "{watched.table}"{condition}'
        f' BEGIN UPDATE "{counter}" SET number = {raised()} WHERE id = 1;'
        f" UPDATE {TABLES} SET number = {raised()} WHERE name = '{watched.number}';{noting(watched, event)} END"
    )


def noting(watched: Watched, event: str) -> str:
    """The statement that notes whose row it was, and whose it has become."""
    if not watched.whose:
        return ""
    rows = {"INSERT": ["new"], "DELETE": ["old"]}.get(event, ["old", "new"])
    number = f"(SELECT number FROM {TABLES} WHERE name = '{watched.number}')"
    notes = (f"SELECT '{watched.number}', {row}.\"{watched.whose}\", {number}" for row in rows)
    return f" INSERT INTO {CHANGES} (name, whose, number) {' UNION '.join(notes)};"


def raised() -> str:
    return f"max(number + 1, {NOW})"
