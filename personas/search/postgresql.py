"""The search's index in PostgreSQL: a full-text index over an expression a source, which needs nothing to keep it in
step, and the list of all words with a trigram index, for slips."""

import hashlib
from collections.abc import Sequence

from .slips import Likeness
from .sources import Source
from .words import LONGEST_WORD, Wanted

PREFIX = "search_"
LONGEST_TEXT = 200_000  # characters: the words of more might not fit an index entry
# What words are, is settled here and not by PostgreSQL's own parser, which takes "tools/process" for a file name.
# The costs keep the planner from reading a table word by word when the index knows.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION search_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200000
AS $$
    SELECT array_to_tsvector(coalesce(array_agg(DISTINCT left(word, {LONGEST_WORD})), '{{}}'))
    FROM regexp_split_to_table(
        lower(normalize(
            regexp_replace(normalize(left($1, {LONGEST_TEXT}), NFD), '([A-Za-z])[\\u0300-\\u036f]+', '\\1', 'g'), NFC
        )),
        '[^[:alnum:]]+'
    ) AS word
    WHERE word <> ''
$$;
CREATE OR REPLACE FUNCTION search_note_words(note text) RETURNS void LANGUAGE sql SET search_path FROM CURRENT
AS $$
    INSERT INTO search_word (word)
    SELECT noted.word FROM unnest(tsvector_to_array(search_words(note))) AS noted (word)
    WHERE noted.word !~ '[0-9]' AND NOT EXISTS (SELECT FROM search_word AS known WHERE known.word = noted.word)
$$;
CREATE OR REPLACE FUNCTION search_note_row() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM search_note_words(
        (SELECT string_agg(to_jsonb(NEW) ->> name, ' ') FROM unnest(TG_ARGV) AS name)
    );
    RETURN NULL;
END
$$;
"""
# Not unique on purpose: a unique index would have one editor's save wait for another one's, or for a whole import.
WORDS = """
CREATE TABLE IF NOT EXISTS search_word (word text NOT NULL);
CREATE INDEX IF NOT EXISTS search_word_itself ON search_word (word);
CREATE INDEX IF NOT EXISTS search_word_trigrams ON search_word USING gin (word gin_trgm_ops);
"""


def install(connection, sources: Sequence[Source]) -> None:
    """Make the index of every source that has none, or another than this module makes, and drop those of no source."""
    wanted = {index_name(source): source for source in sources}
    with connection.cursor() as cursor:
        made = made_indexes(cursor)
        if set(made) == set(wanted):
            return
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(WORDS + FUNCTIONS)
        for name in sorted(set(made) - set(wanted)):
            cursor.execute(f'DROP INDEX "{name}"; DROP TRIGGER IF EXISTS "{name}" ON {made[name]}')
        for name in sorted(set(wanted) - set(made)):
            make(cursor, name, wanted[name])


def made_indexes(cursor) -> dict[str, str]:
    """The tables of the indexes that there are, by the index's name."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, indrelid::regclass::text FROM pg_index"
        " JOIN pg_class ON pg_class.oid = indexrelid WHERE relname LIKE 'search\\_%\\_\\_%'"
        " AND pg_table_is_visible(indrelid)"
    )
    return dict(cursor.fetchall())


def make(cursor, name: str, source: Source) -> None:
    """Index a source, and note the words that it has and gets."""
    arguments = ", ".join(f"'{column}'" for column in source.columns)
    cursor.execute(f'CREATE INDEX "{name}" ON "{source.table}" USING gin ({words_in(source)})')
    cursor.execute(
        f'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE ON "{source.table}"'
        f" FOR EACH ROW EXECUTE FUNCTION search_note_row({arguments})"
    )
    # All texts as one would be too long a text.
    cursor.execute(f'SELECT search_note_words({text_of(source)}) FROM "{source.table}"')
    # The planner takes a table for a small one once it was looked at while empty, and that makes plans of minutes.
    cursor.execute(f'SELECT EXISTS (SELECT FROM "{source.table}")')
    if cursor.fetchone()[0]:
        cursor.execute(f'ANALYZE "{source.table}"')


def index_name(source: Source) -> str:
    """Names what was indexed and how, so that an index made otherwise is made again."""
    how = hashlib.sha256("".join((FUNCTIONS, source.table, text_of(source))).encode()).hexdigest()
    return f"{PREFIX}{source.name}__{how[:8]}"


def text_of(source: Source) -> str:
    return " || ' ' || ".join(f"""coalesce("{column}", '')""" for column in source.columns)


def words_in(source: Source) -> str:
    return f"search_words({text_of(source)})"


def holding(source: Source, words: Sequence[Wanted]) -> tuple[str, list[str]]:
    """A subquery for the primary keys of the rows that hold all words, and its parameters."""
    subquery = f'SELECT "{source.key}" FROM "{source.table}" WHERE {words_in(source)} @@ %s::tsquery'
    return subquery, [" & ".join(map(any_form_of, words))]


def any_form_of(wanted: Wanted) -> str:
    """The part of a match expression for one word. Words are letters and digits: quotes can't be among them."""
    parts = [f"'{word}'" for word in (wanted.word, *wanted.forms, *wanted.near)]
    if wanted.starts:
        parts.append(f"'{wanted.word}':*")
    return f"({' | '.join(parts)})"


def words_like(connection, sources: Sequence[Source], likenesses: Sequence[Likeness]) -> set[str]:
    """The noted words that begin or end, and are as long, as one of the likenesses says."""
    condition = " OR ".join(["(word LIKE %s AND length(word) BETWEEN %s AND %s)"] * len(likenesses))
    parameters = [
        value for each in likenesses for value in (f"{each.beginning}%{each.ending}", each.shortest, each.longest)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT word FROM search_word WHERE {condition}", parameters)
        return {word for (word,) in cursor.fetchall()}
