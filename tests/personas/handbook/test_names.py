"""What headings say: names, roles, persona types, guidance."""

import pytest

from personas.handbook.names import Heading, can_head_persona, first_part, names_kind, persona_heading, type_named
from personas.models import Facet

from .samples import words


@pytest.mark.parametrize(
    ("title", "name", "role"),
    [
        ("Bente (Head Baker)", "Bente", "Head Baker"),
        ("Bente, the head baker", "Bente", "head baker"),
        ("Bente – Head of ovens", "Bente", "Head of ovens"),
        ("Bente: Head of ovens", "Bente", "Head of ovens"),
        ("**Bente** (Head Baker (nights))", "Bente", "Head Baker (nights)"),
        ("Persona 3: Bente (Head Baker)", "Bente", "Head Baker"),
        ("2. Bente (Head Baker)", "Bente", "Head Baker"),
        ("Buyer persona – Bente (Head Baker)", "Bente", "Head Baker"),
        ("[Bente (Head Baker)](/bente)", "Bente", "Head Baker"),
        ("Head of ovens (nights)", "Head of ovens (nights)", ""),
        ("Head of ovens", "Head of ovens", ""),
        ("Ünal (Bäckerin)", "Ünal", "Bäckerin"),
    ],
)
def test_name_and_role_of_a_heading(title, name, role):
    assert persona_heading(title) == Heading(name, role)


@pytest.mark.parametrize(
    ("title", "role"),
    [("Head Baker Bente", "Head Baker"), ("OvenOps Olaf", "OvenOps"), ("Mill/Flour Fiona", "Mill/Flour")],
)
def test_a_role_guessed_from_an_alliterating_name(title, role):
    assert persona_heading(title) == Heading(title, role, guessed=True)


def test_an_alliterating_name_in_front_of_its_role():
    assert persona_heading("Baker Bente – Head of ovens") == Heading("Baker Bente", "Head of ovens")


def test_a_first_part_shared_by_headings_is_nobodys_name():
    shared = frozenset({"Baker"})
    assert persona_heading("Baker (nights)", shared) == Heading("Baker (nights)", "")


@pytest.mark.parametrize(
    ("title", "part"),
    [("Baker (nights)", "Baker"), ("Baker, the nightly", "Baker"), ("Baker – nights", "Baker"), ("Baker", "")],
)
def test_the_first_part(title, part):
    assert first_part(title) == part


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Buyer personas", "buyer"),
        ("Our buyers", "buyer"),
        ("Internal", "internal"),
        ("**User** personas", "user"),
        ("User personas across the year", "user"),
        ("Purse holders", "buyer"),
        ("How buyers decide", None),
        ("Personas", None),
        ("", None),
    ],
)
def test_the_type_that_a_heading_names(title, slug):
    term = type_named(title, words())
    assert (term and term.slug) == slug


@pytest.mark.parametrize(
    ("title", "names"),
    [("Retired personas", True), ("Bakers (deprecated)", True), ("Retirement", False), ("Goals", False)],
)
def test_a_heading_that_names_a_kind_of_facet(title, names):
    assert names_kind(title, Facet.Kind.DEPRECATION, words()) is names


@pytest.mark.parametrize("title", ["Baker Bente", "Bente (Head Baker)", "Head of ovens", "ベンテ", "Personal shopper"])
def test_headings_that_may_be_a_personas(title):
    assert can_head_persona(title, words()) is True


@pytest.mark.parametrize(
    "title",
    [
        "Who bakes?",
        "How to bake",
        "FAQ",
        "Recommendations for bakers",
        "Comparing bakers and millers",
        "Other personas",
        "Shop personas",
        "Goals",
        "[Persona name]",
        "***",
        "",
        "Baker " * 30,
    ],
)
def test_headings_that_never_are_a_personas(title):
    assert can_head_persona(title, words()) is False
