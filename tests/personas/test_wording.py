"""When two wordings are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.wording import initials_of, lookup_key, one_line, slug_for, wording_key

words = st.lists(st.text("abcdefghij0123456789éñü", min_size=1), min_size=1, max_size=6)
spaces = st.sampled_from([" ", "  ", "\t", "\n", "\u00a0", " \u200b"])
quotes = st.sampled_from(["'{}'", '"{}"', "“{}”", "‘{}’", "«{}»", "„{}“"])
stops = st.sampled_from(["", ".", "…", "...", " ."])


@given(words, spaces, quotes, stops)
def test_case_spacing_quotes_and_a_final_stop_make_no_other_statement(words, space, quote, stop):
    plain = " ".join(words)
    assert wording_key(quote.format(space.join(words).upper()) + stop) == wording_key(plain)


@given(words, words)
def test_other_letters_make_another_statement(one, other):
    assert (wording_key(" ".join(one)) == wording_key(" ".join(other))) == ("".join(one) == "".join(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tools/process", "tools / process"),
        ("don’t wait", "don't wait"),
        ("Ｆｕｌｌ width", "full width"),
        ("soft\u00adhyphen", "softhyphen"),
        ("STRASSE", "straße"),
        ("don´t wait", "don＇t wait"),
    ],
)
def test_the_same_statement(one, other):
    assert wording_key(one) == wording_key(other)


@pytest.mark.parametrize(("one", "other"), [("cut cost", "cut costs"), ("v1.2", "v12"), ("Ready?", "Ready")])
def test_another_statement(one, other):
    assert wording_key(one) != wording_key(other)


def test_a_key_fits_its_column_however_long_the_statement():
    assert len(wording_key("silos " * 1000)) == 64


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Goals & Objectives", "goal objective"),
        ("goals and objectives:", "goal objective"),
        ("Decision-Makers", "decision maker"),
        ("**User's stories**", "user story"),
        ("Business", "business"),
        ("Analysis", "analysis"),
        ("Bus", "bus"),
        ("Ziele", "ziele"),
        ("目標", "目標"),
        ("!?", ""),
    ],
)
def test_lookup_key(name, key):
    assert lookup_key(name) == key


def test_one_line():
    assert one_line(" a\r\n\tb  c ") == "a b c"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Tech Exec Tristan", "TT"),
        ("Parker", "P"),
        ("x", "X"),
        ("Jean-Luc O’Neil", "JO"),
        ("سارة أحمد", "سأ"),
        ("مُحَمَّد", "م"),
        ("王小明", "王"),
        ("🚀 Rocket", "R"),
        ("🚀", "?"),
        ("ßen", "S"),
        ("e\u0301lise ünal", "ÉÜ"),
        ("3D artist", "3A"),
        ("  ", "?"),
    ],
)
def test_initials(name, initials):
    assert initials_of(name) == initials


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Tech Exec Tristan", "tech-exec-tristan"), ("Élise (Ops)", "elise-ops"), ("a" * 200, "a" * 150)],
)
def test_slug_of_a_latin_name(text, slug):
    assert slug_for(text) == slug


@given(st.text())
def test_every_name_has_a_slug(text):
    assert slug_for(text) != ""


def test_names_in_other_scripts_have_slugs_of_their_own():
    slugs = {slug_for(name) for name in ("王小明", "李小龙", "سارة", "🚀")}
    assert len(slugs) == 4
    assert slug_for("王小明") == slug_for("王小明 ")
