"""Job titles on a persona's form."""

import pytest

from personas.models import JobTitle
from tests.personas.admin.persona_form.pages import problems, save, with_rows
from tests.personas.factories import JobTitleFactory, PersonaFactory, PersonaTitleFactory

ROWS = "persona_titles"


def titles(persona):
    return list(persona.persona_titles.values_list("title__name", "rank", "qualifier"))


def test_titles_are_found_or_made_in_order(desk):
    JobTitleFactory(name="Head of Procurement")
    persona = PersonaFactory()
    rows = [{"title": "head of procurement", "qualifier": "in plants"}, {"title": "Buyer", "rank": "1"}]
    assert save(desk, persona, with_rows(ROWS, *rows)).status_code == 302
    assert titles(persona) == [("Buyer", 1, ""), ("Head of Procurement", 2, "in plants")]
    assert JobTitle.objects.count() == 2


def test_titles_are_pasted(desk):
    persona = PersonaTitleFactory(title__name="CTO").persona
    save(desk, persona, {f"{ROWS}-paste": "1. CIO\n2) cto\n• Founder"})
    assert titles(persona) == [("CTO", 1, ""), ("CIO", 2, ""), ("Founder", 3, "")]


@pytest.mark.parametrize(("sharing", "names"), [(1, ["Head of Buying"]), (2, ["Head of Buying", "Head of Buyng"])])
def test_a_title_that_nobody_else_has_is_corrected(desk, sharing, names):
    row = PersonaTitleFactory(title__name="Head of Buyng")
    PersonaTitleFactory.create_batch(sharing - 1, title=row.title)
    save(desk, row.persona, {f"{ROWS}-0-title": "Head of Buying"})
    assert titles(row.persona) == [("Head of Buying", 1, "")]
    assert sorted(JobTitle.objects.values_list("name", flat=True)) == names


def test_the_same_title_twice_is_told(desk):
    row = PersonaTitleFactory(title__name="CTO")
    response = save(desk, row.persona, with_rows(ROWS, {"title": "cto."}))
    assert problems(response) == [("Job titles, row 3", "This is in the list already. Change it, or remove this row.")]


def test_a_row_with_a_condition_and_no_title_is_told(desk):
    response = save(desk, PersonaFactory(), with_rows(ROWS, {"qualifier": "in plants"}))
    assert problems(response)[0][1][:15] == "Write the title"
    assert 'value="in plants"' in response.content.decode()
