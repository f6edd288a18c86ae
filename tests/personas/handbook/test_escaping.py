"""Statements that begin like Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.handbook.escaping import as_written, escape_start
from personas.handbook.outline import blocks_of
from personas.wording import one_line

starts = st.sampled_from(
    ["", "- ", "-", "* ", "+ ", "# ", "###### ", "#", "> ", "1. ", "1) ", "12.", "```", "~~~", "===", "---", "___",
     "***", "<b>", "<!-- ", "[a]: ", "|", "\\", "\\- ", "1\\. "]
)  # fmt: skip
statements = st.builds(str.__add__, starts, st.text("ab1.-*#>[]:_\\ é漢", max_size=12)).map(one_line).filter(bool)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. of May", "1\\. of May"),
        ("# one", "\\# one"),
        ("- 5 degrees", "\\- 5 degrees"),
        ("> 5 degrees", "\\> 5 degrees"),
        ("-5 degrees", "-5 degrees"),
        ("#one", "#one"),
        ("1.5 kilos", "1.5 kilos"),
        ("**Bread**", "**Bread**"),
        ("<https://a.example>", "<https://a.example>"),
        ("[mag]: notes", "\\[mag]: notes"),
        ("[mag](https://a.example)", "[mag](https://a.example)"),
    ],
)
def test_only_what_would_be_read_as_markdown_is_escaped(text, escaped):
    assert (escape_start(text), as_written(escaped)) == (escaped, text)


@given(statements)
def test_reading_undoes_writing(text):
    assert as_written(escape_start(text)) == text


@given(statements)
def test_an_escaped_statement_is_read_as_the_words_of_one_item(text):
    [block] = blocks_of(f"- {escape_start(text)}")
    [item] = block.items
    assert (as_written(item.text), item.blocks) == (text, [])
