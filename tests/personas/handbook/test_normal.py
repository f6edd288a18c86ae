"""Markdown in the form that survives writing and reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personas.handbook.normal import normal_markdown


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("# Bread\n\n### Rye\n\nWarm", "#### Bread\n\n###### Rye\n\nWarm"),
        ("#### Bread\n##### Rye", "#### Bread\n\n##### Rye"),
        ("##### Bread", "##### Bread"),
        ("Bread\n=====\nWarm", "#### Bread\n\nWarm"),
        ("---\n\nWarm\n\n---\n\nCold\n\n***", "Warm\n\n---\n\nCold"),
        ("Warm\n\n\n\n<!-- hush -->\n\nCold", "Warm\n\nCold"),
        ("- a\n- b\n\ntext", "- a\n- b\n\ntext"),
        ("```\n# a\n```", "```\n# a\n```"),
        ("", ""),
    ],
)
def test_a_text_in_its_normal_form(text, normal):
    assert normal_markdown(text) == normal


@given(st.text("ab \n\t-*+1.)#>`~=_|<!é[]:", max_size=40))
@settings(max_examples=120, derandomize=True)
def test_the_normal_form_of_a_normal_form_is_itself(text):
    assert normal_markdown(normal_markdown(text)) == normal_markdown(text)
