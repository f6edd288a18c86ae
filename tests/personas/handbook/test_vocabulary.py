"""Which wordings the vocabulary understands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.handbook.vocabulary import TermEntry, TermIndex, Vocabulary, from_database
from personas.models import PersonaType, PurchasingRole
from personas.wording import lookup_key

from .samples import words

WORDS = words()
spellings = st.sampled_from(
    [str.upper, str.lower, str.title, lambda name: f"{name.rstrip('s')}:", lambda name: f"**{name}**"]
)


def resolved(index: TermIndex, text: str) -> tuple | None:
    match = index.resolve(text)
    return match and (match.term.name, match.how)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Biggest challenges", ("Biggest challenges", "spelling")),
        ("BIGGEST CHALLENGE:", ("Biggest challenges", "spelling")),
        ("Pain points", ("Biggest challenges", "alias")),
        ("Bigest chalenges", ("Biggest challenges", "close match")),
        ("Pain-pionts", ("Biggest challenges", "close match")),
        ("Painpoints", ("Biggest challenges", "close match")),
        ("Biggest changes", None),
        ("Smallest challenges", None),
        ("Gools", None),
        ("", None),
        ("!!!", None),
    ],
)
def test_wordings(text, read_as):
    assert resolved(WORDS.facets, text) == read_as


@given(st.sampled_from([term.name for term in WORDS.facets if term.kind != "guidance"]), spellings)
def test_spelling_is_no_guess(name, spell):
    assert resolved(WORDS.facets, spell(name)) == (name, "spelling")


@pytest.mark.parametrize("wording", ["external", "inturnal users"])
def test_words_that_only_look_alike_are_no_match(wording):
    assert resolved(WORDS.types, wording) is None


def test_small_differences_in_every_word_are_too_much_together():
    assert [resolved(WORDS.formats, text) for text in ("Customer stary", "Custamer stary")] == [
        ("Case study", "close match"),
        None,
    ]


def test_a_wording_taken_already_keeps_its_meaning():
    index = TermIndex()
    goal, aim = TermEntry("Goals", "goal", "goals"), TermEntry("Aims", "aim", "aims")
    index.add(goal, ["target"])
    index.add(aim, ["target"])
    assert (index.exact("Target").term, list(index)) == (goal, [goal, aim])


def test_a_new_term_comes_after_all_others():
    index = words().roles
    term = index.new("Taste judges", 7)
    assert (term.name, term.key, term.slug, term.order, term.is_new, term.line) == (
        "Taste judges",
        lookup_key("Taste judges"),
        "taste-judges",
        5,
        True,
        7,
    )
    assert resolved(index, "taste judge") == ("Taste judges", "spelling")


@pytest.mark.parametrize(("kind", "name"), [("introduction", "About"), ("list", "Goals"), ("nothing", None)])
def test_the_first_facet_of_a_kind(kind, name):
    term = words().facets.of_kind(kind)
    assert (term and term.name) == name


def test_each_model_has_its_index():
    vocabulary = Vocabulary()
    assert vocabulary.index_of(PurchasingRole) is vocabulary.roles
    assert vocabulary.index_of(PersonaType) is vocabulary.types
    assert (vocabulary.is_empty, words().is_empty) == (True, False)


def test_the_database_gives_the_same_vocabulary(vocabulary, django_assert_num_queries):
    with django_assert_num_queries(9):
        stored = from_database()
    for index, expected in ((stored.facets, WORDS.facets), (stored.formats, WORDS.formats)):
        assert [vars(term) | {"line": None} for term in index] == [vars(term) | {"line": None} for term in expected]
        assert {alias: term.name for alias, term in index.aliases.items()} == {
            alias: term.name for alias, term in expected.aliases.items()
        }
