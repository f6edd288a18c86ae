"""Counting in PostgreSQL: once a transaction, when it commits.

The first statement that changes a watched table leaves a row in a table of notes. When the transaction commits, a
deferred trigger takes its notes away, and only that raises the numbers: in a second round, after every other deferred
check. So the number's row, which all writers need, is locked at the very end, by transactions that wait for nothing
more: a long import holds nobody up, and no two writers can wait for each other. Numbers of single tables are raised
after it, under its lock. A note is taken back with the savepoint or transaction that left it.

Whose rows have changed is noted row by row, and gets its number together with the table.
"""

import hashlib
from collections.abc import Sequence

from .registry import A_ROUND, CHANGES, KEPT_CHANGES, TABLES, Watched

NOTES = "data_version_note"
PREFIX = "data_version_"
# A time: a database that was put back to an older state, or emptied, never comes to a number a second time.
NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
# All names with their schema: a restore of data alone has no search path.
SOURCE = """
CREATE UNLOGGED TABLE IF NOT EXISTS {schema}.{notes} (transaction bigint NOT NULL);
ALTER TABLE {schema}.{notes} ADD COLUMN IF NOT EXISTS changed text;
CREATE TABLE IF NOT EXISTS {schema}.{tables} (name text PRIMARY KEY, number bigint NOT NULL);
CREATE TABLE IF NOT EXISTS {schema}.{changes} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, whose bigint, number bigint,
    transaction bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS {changes}_number ON {schema}.{changes} (name, number);
CREATE INDEX IF NOT EXISTS {changes}_open ON {schema}.{changes} (transaction) WHERE number IS NULL;
CREATE OR REPLACE FUNCTION {schema}.data_version_whose() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[] := ARRAY[NULL]; -- of an emptied table: it may be anybody's
BEGIN
    IF TG_OP = 'INSERT' THEN
        keys := ARRAY[to_jsonb(NEW) ->> TG_ARGV[1]];
    ELSIF TG_OP = 'DELETE' THEN
        keys := ARRAY[to_jsonb(OLD) ->> TG_ARGV[1]];
    ELSIF TG_OP = 'UPDATE' THEN
        keys := ARRAY[to_jsonb(OLD) ->> TG_ARGV[1], to_jsonb(NEW) ->> TG_ARGV[1]];
    END IF;
    INSERT INTO {schema}.{changes} (name, whose, transaction)
    SELECT DISTINCT TG_ARGV[0], key, txid_current() FROM unnest(keys) AS key;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION {schema}.data_version_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever forgets the same ones at this moment needn't be waited for.
    DELETE FROM {schema}.{changes} WHERE id IN (
        SELECT id FROM {schema}.{changes} WHERE id <= NEW.id - {kept} FOR UPDATE SKIP LOCKED
    );
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION {schema}.data_version_noted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    number_name text := coalesce(TG_ARGV[0], TG_TABLE_NAME);
    noted text := 'dramatis.noted_' || TG_RELID || '_' || md5(number_name);
BEGIN
    IF coalesce(current_setting(noted, true), '') <> 'yes' THEN
        PERFORM set_config(noted, 'yes', true);
        INSERT INTO {schema}.{notes} (transaction, changed) VALUES (txid_current(), number_name);
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION {schema}.data_version_committing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM {schema}.{notes} WHERE transaction = NEW.transaction;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION {schema}.data_version_raised() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    raised bigint;
BEGIN
    INSERT INTO {schema}.{counter} AS counter (id, number) VALUES (1, {now})
    ON CONFLICT (id) DO UPDATE SET number = greatest(counter.number + 1, {now});
    INSERT INTO {schema}.{tables} AS own (name, number) SELECT OLD.changed, {now} WHERE OLD.changed IS NOT NULL
    ON CONFLICT (name) DO UPDATE SET number = greatest(own.number + 1, {now}) RETURNING number INTO raised;
    UPDATE {schema}.{changes} SET number = raised
    WHERE number IS NULL AND transaction = OLD.transaction AND name = OLD.changed;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS data_version_forget ON {schema}.{changes};
CREATE TRIGGER data_version_forget AFTER INSERT ON {schema}.{changes}
    FOR EACH ROW WHEN (NEW.id % {a_round} = 0) EXECUTE FUNCTION {schema}.data_version_forget();
DROP TRIGGER IF EXISTS data_version_committing ON {schema}.{notes};
DROP TRIGGER IF EXISTS data_version_raised ON {schema}.{notes};
CREATE CONSTRAINT TRIGGER data_version_committing AFTER INSERT ON {schema}.{notes}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.data_version_committing();
CREATE CONSTRAINT TRIGGER data_version_raised AFTER DELETE ON {schema}.{notes}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.data_version_raised();
"""


def install(connection, counter: str, tables: Sequence[Watched]) -> None:
    """Make the triggers that are missing or made otherwise, drop those of no table, and have a number."""
    wanted = {(watched.table, name) for watched in tables for name in statements(watched)}
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{counter}" (id, number) VALUES (1, {NOW}) ON CONFLICT DO NOTHING')
        made = made_triggers(cursor)
        if made == wanted:
            return
        cursor.execute("SELECT quote_ident(current_schema())")
        names = {"schema": cursor.fetchone()[0], "counter": f'"{counter}"', "notes": NOTES, "tables": TABLES}
        limits = {"kept": KEPT_CHANGES, "a_round": A_ROUND}
        cursor.execute(SOURCE.format(now=NOW, changes=CHANGES, **names, **limits))
        for table, name in sorted(made):
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
        for watched in tables:
            for statement in statements(watched).values():
                cursor.execute(statement)
        # While a trigger was missing, something may have changed.
        cursor.execute(f'UPDATE "{counter}" SET number = greatest(number + 1, {NOW}) WHERE id = 1')
        numbered = [(watched.number,) for watched in tables]
        cursor.executemany(f"INSERT INTO {TABLES} VALUES (%s, {NOW}) ON CONFLICT DO NOTHING", numbered)
        cursor.execute(f"UPDATE {TABLES} SET number = greatest(number + 1, {NOW})")


def made_triggers(cursor) -> set[tuple[str, str]]:
    """The table and the name of every trigger there is."""
    cursor.execute(
        "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        f" WHERE starts_with(tgname, '{PREFIX}') AND relname NOT IN ('{NOTES}', '{CHANGES}') AND NOT tgisinternal"
        " AND pg_table_is_visible(tgrelid)"
    )
    return set(cursor.fetchall())


def statements(watched: Watched) -> dict[str, str]:
    """What makes the triggers of a table, by their names, which say how they were made."""
    table = f'ON "{watched.table}"'
    differs = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in watched.columns)
    # Whoever saves a whole row names every column: only a look at the row tells what has changed.
    each = f"ROW WHEN ({differs})" if differs else "STATEMENT"
    noted = f"EXECUTE FUNCTION data_version_noted('{watched.number}')"
    events = {
        "rows": f"AFTER {' OR '.join(watched.rows)} {table} FOR EACH STATEMENT {noted}",
        "changed": f"AFTER {watched.update} {table} FOR EACH {each} {noted}",
        "emptied": f"AFTER TRUNCATE {table} FOR EACH STATEMENT {noted}",
    }
    if watched.whose:
        whose = f"EXECUTE FUNCTION data_version_whose('{watched.number}', '{watched.whose}')"
        events["rows_whose"] = f"AFTER {' OR '.join(watched.rows)} {table} FOR EACH ROW {whose}"
        only = f"WHEN ({differs}) " if differs else ""
        events["emptied_whose"] = f"AFTER TRUNCATE {table} FOR EACH STATEMENT {whose}"
        events["changed_whose"] = f"AFTER {watched.update} {table} FOR EACH ROW {only}{whose}"
    how = hashlib.sha256(f"{SOURCE}{NOW}{events}".encode()).hexdigest()[:8]
    return {
        f"{PREFIX}{what}_{how}": f'CREATE TRIGGER "{PREFIX}{what}_{how}" {event}' for what, event in events.items()
    }
