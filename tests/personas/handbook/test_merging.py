"""Newer texts and drafts over older ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personas.handbook.drafts import (
    GuideDraft,
    PageDraft,
    PersonaDraft,
    RoleDraft,
    StatementDraft,
    TitleDraft,
)
from personas.handbook.merging import is_same_page, merge_pages, merge_personas, merge_text

from .samples import words

pieces = st.text("ab \n-*1.#>é", max_size=40) | st.text(max_size=20)
items = st.lists(
    st.sampled_from(["Rye bread", "rye bread.", "Rye breads", "Oat buns", "x", "- y", "1. z"]), max_size=5
)
texts = pieces | st.builds(lambda parts, gap: gap.join(parts), items, st.sampled_from(["\n\n", "\n- ", "\n1. ", "\n"]))
texts = texts.map(str.strip)  # as forms and pages give them


@pytest.mark.parametrize(
    ("old", "new", "merged", "missing"),
    [
        ("Bread", "", "Bread", ["Bread"]),
        ("", "Bread", "Bread", []),
        ("Bread", "bread.", "Bread", []),
        ("Rye bread at dawn", "Rye bread at noon", "Rye bread at noon", []),
        ("Rye bread\n\nOat buns", "Oat buns", "Rye bread\n\nOat buns", ["Rye bread"]),
        ("- Rye bread\n- Oat buns", "- Oat buns\n- Ice", "- Rye bread\n- Oat buns\n- Ice", ["- Rye bread"]),
        ("Rye bread\n\nOat buns", "Oat buns\n\nRye bread", "Oat buns\n\nRye bread", []),
        ("Rye bread\n\nOat buns", "Quick sale", "Quick sale\n\nRye bread\n\nOat buns", ["Rye bread", "Oat buns"]),
    ],
)
def test_missing_pieces_stay_and_are_named(old, new, merged, missing):
    assert merge_text(old, new) == (merged, missing)


@given(texts, texts)
@settings(max_examples=80, derandomize=True)
def test_merging_the_same_again_changes_nothing(old, new):
    merged, _ = merge_text(old, new)
    assert merge_text(merged, new)[0] == merged


@given(texts, texts)
def test_pruning_leaves_the_new_text(old, new):
    assert merge_text(old, new, prune=True)[0].split() == (new if new != old else old).split()


@given(texts)
def test_a_text_over_itself_stays_as_it_is(text):
    assert merge_text(text, text) == (text, [])


def bente(**values) -> PersonaDraft:
    return PersonaDraft("Bente", values.pop("role", ""), 1, "people.md", slug="bente", **values)


def test_where_pages_contradict_each_other_the_newer_one_counts():
    older = bente(role="Baker", values={"status": "published", "reason": "x"}, parent="mio")
    newer = bente(values={"status": "deprecated"}, reports_to="ina", successors=["ina"])
    merged = merge_personas(older, newer)
    assert (merged.role_label, merged.values, merged.parent, merged.reports_to, merged.successors) == (
        "Baker",
        {"status": "deprecated", "reason": "x"},
        "mio",
        "ina",
        ["ina"],
    )


def test_lists_are_laid_over_one_another():
    influencer, initiator = (words().roles.exact(name).term for name in ("Influencer", "Initiator"))
    older = bente(titles=[TitleDraft("Baker", 1), TitleDraft("Cook", 2)], roles=[RoleDraft(influencer, 1, 1)])
    newer = bente(titles=[TitleDraft("Chef", 1), TitleDraft("baker.", 2)], roles=[RoleDraft(initiator, 1, 1)])
    merged = merge_personas(older, newer)
    assert [title.name for title in merged.titles] == ["Chef", "baker.", "Cook"]
    assert [role.role.name for role in merged.roles] == ["Initiator", "Influencer"]


def test_a_statement_keeps_the_detail_that_only_the_older_page_has():
    goals = words().facets.exact("Goals").term
    older, newer = bente(), bente()
    older.facet(goals, 1).statements = [StatementDraft("Bread", 1, "by six", "Daily:"), StatementDraft("Buns", 2)]
    newer.facet(goals, 1).statements = [StatementDraft("Ice", 1), StatementDraft("bread", 2)]
    merged = merge_personas(older, newer).facets["goal"].statements
    assert [(each.text, each.detail, each.lead_in) for each in merged] == [
        ("Ice", "", ""),
        ("bread", "by six", "Daily:"),
        ("Buns", "", ""),
    ]


def test_a_type_that_a_page_names_wins_over_a_fallback():
    buyer, user, _ = words().types
    merged = merge_personas(bente(type=buyer), bente(type=user, type_is_fallback=True))
    assert (merged.type.slug, merged.type_is_fallback) == ("buyer", False)


def draft(title: str, name: str, *slugs: str) -> PageDraft:
    personas = [PersonaDraft(slug, "", 1, name, slug=slug) for slug in slugs]
    return PageDraft(title, name, personas=personas)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (draft("shop PERSONAS", "b.md", "bente", "mio"), True),
        (draft("Shop personas", "b.md", "bente", "ina"), True),
        (draft("Shop personas", "a.md", "ina", "olaf", "bo"), False),
        (draft("Mill personas", "a.md", "bente", "mio"), False),
        (draft("Shop personas", "a.md"), True),
        (draft("Shop personas", "b.md"), False),
    ],
)
def test_versions_of_a_page(other, same):
    assert is_same_page(draft("Shop personas", "a.md", "bente", "mio", "eli"), other) is same


def test_the_guides_of_two_versions_are_laid_over_one_another():
    older, newer = draft("Shop", "a.md"), draft("Shop", "b.md")
    tips, tours = GuideDraft("Tips", 1, "a.md", "Greet.\n\nSmile."), GuideDraft("Tours", 2, "a.md", "x")
    newer_tips = GuideDraft("TIPS", 1, "b.md", "Greet.\n\nWave to all.")
    part = GuideDraft("Mornings", 3, "b.md", "Coffee.", parent=newer_tips)
    older.guides, newer.guides = [tips, tours], [newer_tips, part]
    merged = merge_pages(older, newer).guides
    assert [(each.title, each.body, each.order) for each in merged] == [
        ("Tips", "Greet.\n\nWave to all.\n\nSmile.", 1),
        ("Tours", "x", 2),
        ("Mornings", "Coffee.", 3),
    ]
    assert merged[2].parent is tips
