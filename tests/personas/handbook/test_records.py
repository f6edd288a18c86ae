"""Records in comments below headings."""

import datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from personas.handbook.outline import Block, blocks_of
from personas.handbook.pages import HandbookError
from personas.handbook.records import read_record, scalar, write_record

line = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
values = st.one_of(line, st.integers(0, 10**6), st.booleans(), st.dates(), st.lists(line, min_size=1, max_size=3))


def test_a_record_as_it_is_written():
    record = write_record("persona", {"role": "Head Baker", "colour": 3, "successors": ["mio", "no"], "is": True})
    assert record == '<!-- persona\nrole: Head Baker\ncolour: 3\nsuccessors:\n  - mio\n  - "no"\nis: true\n-->'


def test_no_values_make_no_record():
    assert write_record("term", {}) == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Bread, buns (rye)", "Bread, buns (rye)"),
        ("a--b", '"a-\\u002db"'),
        ("yes", '"yes"'),
        ("12", '"12"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("# a", '"# a"'),
        ("two\nlines", '"two\\nlines"'),
        (datetime.date(2026, 5, 4), "2026-05-04"),
    ],
)
def test_a_value_on_one_line(value, written):
    assert scalar(value) == written


@given(line)
def test_any_text_is_read_as_it_was(text):
    assert yaml.safe_load(f"key: {scalar(text)}") == {"key": text}


@given(st.dictionaries(st.sampled_from(["role", "reason", "aliases"]), values, min_size=1))
def test_any_record_is_read_as_it_was(record):
    written = write_record("persona", record)
    assert read_record("persona", blocks_of(written), "people.md") == (record, [])


def test_what_follows_the_record_is_left():
    blocks = blocks_of("<!-- term\nslug: x\n-->\n\nText")
    assert read_record("term", blocks, "people.md") == ({"slug": "x"}, blocks[1:])


@pytest.mark.parametrize("markdown", ["", "Text", "<!-- hush -->", "<!-- persona\nslug: x\n-->", "<!-- termite\n-->"])
def test_other_blocks_are_no_record(markdown):
    blocks = blocks_of(markdown)
    assert read_record("term", blocks, "people.md") == ({}, blocks)


@pytest.mark.parametrize(
    "body",
    [
        "slug: [x",
        "day: 2026-02-31",
        "- slug",
        "!!python/object:os.system {}",
        "a: &a [x]\nb: [*a, *a]",
        "a: " + "[" * 9000,
    ],
)
def test_a_broken_record_is_refused_with_its_line(body):
    block = Block("comment", 7, f"<!-- term\n{body}\n-->")
    with pytest.raises(HandbookError) as refused:
        read_record("term", [block], "people.md")
    assert str(refused.value) == "people.md, line 7: the record in this comment needs names and values in plain YAML."
