"""Statements of a persona, as its form adds, words, orders and removes them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.admin.persona_form.rows import REMOVED
from personas.models import Facet, PersonaTrait, Trait
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.meanwhile.pages import sent_again
from tests.personas.admin.persona_form.pages import page_of, problems, save, untouched, with_rows
from tests.personas.factories import (
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)

ROWS = "persona_traits"


@pytest.fixture
def challenges(db):
    return FacetFactory(name="Biggest challenges")


def stated(persona, *statements, facet):
    """Rows of a persona, ranked in the order given."""
    return [
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet, statement=statement), rank=rank)
        for rank, statement in enumerate(statements, start=1)
    ]


def said(persona):
    return list(persona.persona_traits.order_by("trait__facet", "rank").values_list("trait__statement", flat=True))


def ranked(persona):
    return list(persona.persona_traits.values_list("trait__statement", "rank"))


def test_what_is_typed_is_found_or_made(desk, challenges):
    known = TraitFactory(facet=challenges, statement="Silos between teams")
    persona = PersonaFactory()
    rows = [
        {"facet": challenges.pk, "trait": "“silos” between Teams."},
        {"facet": challenges.pk, "trait": " New  one "},
    ]
    assert save(desk, persona, with_rows(ROWS, *rows)).status_code == 302
    assert ranked(persona) == [
        (known.statement, 1),
        ("New one", 2),
    ]
    assert Trait.objects.count() == 2


def test_an_alias_finds_its_trait(desk, challenges):
    alias = TraitAliasFactory(trait=TraitFactory(facet=challenges), wording="Teams that don't talk")
    persona = PersonaFactory()
    save(desk, persona, with_rows(ROWS, {"facet": challenges.pk, "trait": "teams that don’t talk"}))
    assert persona.persona_traits.get().trait == alias.trait


def test_the_same_words_in_another_facet_are_another_trait(desk, challenges):
    goals = TraitFactory(statement="Speed").facet
    persona = PersonaFactory()
    save(desk, persona, with_rows(ROWS, {"facet": challenges.pk, "trait": "Speed"}))
    assert persona.persona_traits.get().trait.facet == challenges != goals


def test_a_wording_that_others_share_stays_as_it_is_for_them(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges, trait__statement="Silos", detail="every day")
    other = PersonaTraitFactory(trait=row.trait)
    save(desk, row.persona, {f"{ROWS}-0-trait": "Walls"})
    assert (said(row.persona), said(other.persona)) == (["Walls"], ["Silos"])
    assert row.persona.persona_traits.get().detail == "every day"


def test_a_wording_that_nobody_else_has_is_corrected(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges, trait__statement="Sloth betwen teams")
    save(desk, row.persona, {f"{ROWS}-0-trait": "Sloth between teams"})
    row.trait.refresh_from_db()
    assert (row.trait.statement, Trait.objects.count()) == ("Sloth between teams", 1)
    assert PersonaTrait.objects.get() == row
    assert LogEntry.objects.filter(object_id=str(row.trait.pk), content_type__model="trait").count() == 1


def test_only_capitals_are_corrected_where_nobody_else_has_it(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges, trait__statement="silos")
    save(desk, row.persona, {f"{ROWS}-0-trait": "Silos."})
    assert Trait.objects.get().statement == "Silos."


def test_only_capitals_of_a_shared_wording_are_told_and_kept(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges, trait__statement="silos")
    PersonaTraitFactory(trait=row.trait)
    response = save(desk, row.persona, {f"{ROWS}-0-trait": "SILOS"})
    [(where, what)] = problems(response)
    assert (where, what[:22]) == ("Biggest challenges, row 1", "2 personas share this,")
    assert 'value="SILOS"' in response.content.decode()
    assert Trait.objects.get().statement == "silos"


def test_a_trait_that_its_last_persona_leaves_stays(desk, challenges):
    known = TraitFactory(facet=challenges, statement="Known")
    row = PersonaTraitFactory(trait__facet=challenges)
    save(desk, row.persona, {f"{ROWS}-0-trait": "known"})
    assert row.persona.persona_traits.get().trait == known
    assert Trait.objects.filter(pk=row.trait.pk).exists()


def test_two_rows_swap_their_words(desk, challenges):
    persona = PersonaFactory()
    stated(persona, "One", "Two", facet=challenges)
    assert save(desk, persona, {f"{ROWS}-0-trait": "Two", f"{ROWS}-1-trait": "One"}).status_code == 302
    assert (said(persona), Trait.objects.count()) == (["Two", "One"], 2)


def test_words_that_one_row_gives_up_may_be_typed_in_another(desk, challenges):
    persona = PersonaFactory()
    stated(persona, "One", facet=challenges)
    change = with_rows(ROWS, {"facet": challenges.pk, "trait": "One"})
    assert save(desk, persona, {f"{ROWS}-0-trait": "Other"}, change).status_code == 302
    assert said(persona) == ["Other", "One"]


@pytest.mark.parametrize("again", ["One", "one.", "Another word for it"])
def test_the_same_statement_twice_is_told_at_the_later_row(desk, challenges, again):
    persona = PersonaFactory()
    [row] = stated(persona, "One", facet=challenges)
    TraitAliasFactory(trait=row.trait, wording="Another word for it")
    response = save(desk, persona, with_rows(ROWS, {"facet": challenges.pk, "trait": again}))
    [(where, what)] = problems(response)
    assert (where, "in the list already" in what) == ("Biggest challenges, row 3", True)
    assert again in response.content.decode()
    assert said(persona) == ["One"]


def test_two_new_rows_alike_are_told(desk, challenges):
    persona = PersonaFactory()
    rows = [{"facet": challenges.pk, "trait": text} for text in ("Fresh", "fresh ")]
    assert len(problems(save(desk, persona, with_rows(ROWS, *rows)))) == 1
    assert not Trait.objects.exists()


def test_places_are_numbered_through_in_each_facet(desk, challenges):
    persona = PersonaFactory()
    stated(persona, "One", "Two", "Three", facet=challenges)
    change = {f"{ROWS}-0-rank": "7", f"{ROWS}-1-rank": "2", f"{ROWS}-2-rank": "", f"{ROWS}-2-DELETE": ""}
    save(desk, persona, change)
    assert ranked(persona) == [
        ("Two", 1),
        ("One", 2),
        ("Three", 3),
    ]


def test_rows_are_removed(desk, challenges):
    persona = PersonaFactory()
    stated(persona, "One", "Two", facet=challenges)
    save(desk, persona, {f"{ROWS}-0-DELETE": "on"})
    assert ranked(persona) == [("Two", 1)]
    assert Trait.objects.count() == 2


def test_details_are_kept_with_their_line_breaks(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges)
    save(desk, row.persona, {f"{ROWS}-0-detail": "One\r\nTwo", f"{ROWS}-0-lead_in": "First:"})
    row.refresh_from_db()
    assert (row.detail, row.lead_in) == ("One\nTwo", "First:")


def test_pasted_lines_become_rows(desk, challenges):
    persona = PersonaFactory()
    stated(persona, "One", facet=challenges)
    save(desk, persona, {f"{ROWS}-paste-{challenges.pk}": "- Two\r\n\r\n2. Three\n* one\nTwo."})
    assert said(persona) == ["One", "Two", "Three"]


def test_too_many_lines_are_told_at_their_box_and_kept(desk, challenges):
    persona = PersonaFactory()
    text = "\n".join(f"Line {number}" for number in range(501))
    response = save(desk, persona, {f"{ROWS}-paste-{challenges.pk}": text})
    assert problems(response) == [
        ("Biggest challenges, paste several", "These are 501 lines, and there is room for 500 at once.")
    ]
    assert "Line 500" in response.content.decode()


def test_everything_typed_is_there_after_an_error(desk, challenges):
    persona = PersonaFactory()
    rows = with_rows(ROWS, {"facet": challenges.pk, "trait": "Typed", "detail": "Told"})
    response = save(desk, persona, rows, {"name": "", f"{ROWS}-paste-{challenges.pk}": "Pasted"})
    content = response.content.decode()
    assert [text in content for text in ('value="Typed"', "Told", 'value="Pasted"')] == [True] * 3
    assert problems(response) == [("Name", "This field is required.")]
    assert not Trait.objects.exists()


def test_a_row_that_is_emptied_is_asked_about(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges)
    [(where, what)] = problems(save(desk, row.persona, {f"{ROWS}-0-trait": " "}))
    assert (where, what[:20]) == ("Biggest challenges, row 1", "Write the statement,")


def test_a_row_that_somebody_removed_meanwhile_is_told_once(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges, trait__statement="Gone")
    data = untouched(desk, row.persona)
    row.delete()
    response = desk.post(page_of(row.persona), data)
    assert REMOVED in response.content.decode()
    assert desk.post(page_of(row.persona), sent_again(response)).status_code == 302
    assert said(row.persona) == ["Gone"]


def test_a_row_that_somebody_added_meanwhile_stays_and_is_no_duplicate(desk, challenges):
    persona = PersonaFactory()
    data = with_rows(ROWS, {"facet": challenges.pk, "trait": "Both"}, {"facet": challenges.pk, "trait": "Mine"})(
        untouched(desk, persona)
    )
    stated(persona, "Both", "Theirs", facet=challenges)
    refused = desk.post(page_of(persona), data)
    assert desk.post(page_of(persona), sent_again(refused)).status_code == 302
    assert sorted(said(persona)) == ["Both", "Mine", "Theirs"]
    assert sorted(persona.persona_traits.values_list("rank", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("facet", ["", "999999999999999999999", "x", "prose"])
def test_a_facet_that_is_no_list_is_told_and_the_text_kept(desk, challenges, facet):
    persona = PersonaFactory()
    facet = FacetFactory(kind=Facet.Kind.PROSE).pk if facet == "prose" else facet
    response = save(desk, persona, with_rows(ROWS, {"facet": facet, "trait": "Kept"}))
    assert ("Rows without a facet", "Its facet no longer holds statements. Copy the text to another one.") in problems(
        response
    )
    assert 'value="Kept"' in response.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {f"{ROWS}-0-trait": "a\0b"},
        {f"{ROWS}-0-trait": "x" * 1001},
        {f"{ROWS}-0-rank": "0"},
        {f"{ROWS}-0-rank": "many"},
        {f"{ROWS}-0-rank": "99999999999999999999"},
        {f"{ROWS}-0-id": "99999999999999999999"},
        {f"{ROWS}-0-id": "x"},
        {f"{ROWS}-TOTAL_FORMS": "x"},
        {f"{ROWS}-TOTAL_FORMS": "9" * 30},
        {f"{ROWS}-TOTAL_FORMS": "100000000"},
        {f"{ROWS}-INITIAL_FORMS": "-1"},
    ],
)
def test_what_can_not_be_is_told_and_nothing_is_written(desk, challenges, change):
    row = PersonaTraitFactory(trait__facet=challenges, trait__statement="Silos")
    response = save(desk, row.persona, {"name": "Other"}, change)
    row.persona.refresh_from_db()
    if f"{ROWS}-INITIAL_FORMS" not in change:
        assert (response.status_code, row.persona.name != "Other") == (200, True)
    assert said(row.persona) == ["Silos"]


def test_a_row_of_another_persona_is_out_of_reach(desk, challenges):
    row, foreign = PersonaTraitFactory(trait__facet=challenges), PersonaTraitFactory(trait__facet=challenges)
    response = save(desk, row.persona, {f"{ROWS}-0-id": foreign.pk, f"{ROWS}-0-DELETE": "on"})
    assert response.status_code in (200, 302)
    assert PersonaTrait.objects.filter(pk=foreign.pk).exists()


def permitted(*permissions):
    return signed_in(UserFactory(is_staff=True, permissions=[f"personas.{name}" for name in permissions]))


def test_who_may_not_add_traits_uses_those_that_there_are(challenges):
    names = ["change_persona", "view_persona", "add_personatrait", "change_personatrait", "view_personatrait"]
    desk, persona = permitted(*names), PersonaFactory()
    response = save(desk, persona, with_rows(ROWS, {"facet": challenges.pk, "trait": "New"}))
    assert problems(response)[0][1] == "The catalogue doesn't have this wording, and you may not add new ones."
    TraitFactory(facet=challenges, statement="New")
    assert save(desk, persona, with_rows(ROWS, {"facet": challenges.pk, "trait": "new"})).status_code == 302
    assert said(persona) == ["New"]


def test_who_may_not_change_rows_changes_none(challenges):
    desk = permitted("change_persona", "view_persona", "view_personatrait")
    row = PersonaTraitFactory(trait__facet=challenges, trait__statement="Silos", rank=4)
    data = {f"{ROWS}-0-trait": "Walls", f"{ROWS}-0-DELETE": "on", f"{ROWS}-0-rank": "1"}
    save(desk, row.persona, data, with_rows(ROWS, {"facet": challenges.pk, "trait": "More"}))
    assert ranked(row.persona) == [("Silos", 4)]


def queries(action):
    with CaptureQueriesContext(connection) as captured:
        assert action().status_code in (200, 302)
    return len(captured)


@pytest.mark.parametrize("count", [1, 60])
def test_the_form_costs_the_same_with_one_statement_and_with_sixty(desk, challenges, count):
    persona = PersonaFactory()
    stated(persona, *(f"Statement {number}" for number in range(count)), facet=challenges)
    desk.get(page_of(persona))
    assert queries(lambda: desk.get(page_of(persona))) == 22


def test_saving_300_new_statements_takes_few_queries(desk, challenges):
    persona = PersonaFactory()
    rows = [{"facet": challenges.pk, "trait": f"Statement {number}"} for number in range(300)]
    data = with_rows(ROWS, *rows)(untouched(desk, persona))
    assert queries(lambda: desk.post(page_of(persona), data)) < 80
    assert persona.persona_traits.count() == 300
    turned = untouched(desk, persona) | {f"{ROWS}-{number}-rank": 300 - number for number in range(300)}
    assert queries(lambda: desk.post(page_of(persona), turned)) < 70
    assert said(persona)[0] == "Statement 299"


def test_a_shared_statement_leads_to_its_page(desk, challenges):
    row = PersonaTraitFactory(trait__facet=challenges)
    link = f'<a href="{reverse("admin:personas_trait_change", args=[row.trait.pk])}">'
    assert link not in desk.get(page_of(row.persona)).content.decode()
    PersonaTraitFactory(trait=row.trait)
    assert link in desk.get(page_of(row.persona)).content.decode()
