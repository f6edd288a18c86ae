"""The tier grid of a persona's form."""

import pytest

from tests.personas.admin.persona_form.pages import page_of, problems, save, untouched
from tests.personas.factories import ContentFormatFactory, ContentPreferenceFactory, PersonaFactory

GRID = "content_preferences"


def preferences(persona):
    return list(persona.content_preferences.values_list("content_format", "tier", "rank", "qualifier"))


def chosen(term, tier, **others):
    """What the grid's row of a content type sends."""
    return {f"{GRID}-{term.pk}-{name}": value for name, value in {"tier": tier, **others}.items()}


def test_every_content_type_has_a_row_in_its_order(desk):
    names = [ContentFormatFactory(name=f"Letter {number}", order=9 - number).name for number in range(3)]
    grid = desk.get(page_of(PersonaFactory())).context["blocks"].all[-1].grid
    assert [form.term.name for form in grid.formset.forms] == names[::-1]


def test_content_types_are_put_into_tiers(desk):
    first, second, third = ContentFormatFactory.create_batch(3)
    persona = PersonaFactory()
    change = chosen(first, 1, rank="") | chosen(second, 1, rank=1) | chosen(third, 2, qualifier="short ones")
    assert save(desk, persona, change).status_code == 302
    assert preferences(persona) == [(second.pk, 1, 1, ""), (first.pk, 1, 2, ""), (third.pk, 2, 1, "short ones")]


def test_a_content_type_is_moved_and_taken_out(desk):
    persona = PersonaFactory()
    rows = [ContentPreferenceFactory(persona=persona, tier=1, rank=rank) for rank in (1, 2, 3)]
    first, second, third = (row.content_format for row in rows)
    save(desk, persona, chosen(first, 0, rank=1), chosen(second, 3, rank=9))
    assert preferences(persona) == [(third.pk, 1, 1, ""), (second.pk, 3, 1, "")]


def test_what_the_form_does_not_send_stays(desk):
    row = ContentPreferenceFactory(tier=2, rank=1, qualifier="short ones")
    added = ContentPreferenceFactory(persona=row.persona, tier=2, rank=2)
    data = untouched(desk, row.persona)
    data = {name: value for name, value in data.items() if not name.startswith(f"{GRID}-{row.content_format.pk}")}
    assert desk.post(page_of(row.persona), data).status_code == 302
    assert preferences(row.persona) == [
        (row.content_format.pk, 2, 1, "short ones"),
        (added.content_format.pk, 2, 2, ""),
    ]


def test_a_content_type_that_is_gone_is_told(desk):
    term, persona = ContentFormatFactory(), PersonaFactory()
    data = untouched(desk, persona) | chosen(term, 1)
    term.delete()
    assert problems(desk.post(page_of(persona), data)) == [
        ("", "A content type that you chose is no longer there. Look the others over and save.")
    ]


@pytest.mark.parametrize(
    "wrong", [{"tier": 4}, {"tier": "x"}, {"tier": 1, "rank": 0}, {"tier": 0, "qualifier": "when it rains"}]
)
def test_what_can_not_be_is_told_at_its_row(desk, wrong):
    term, persona = ContentFormatFactory(), PersonaFactory()
    response = save(desk, persona, chosen(term, **wrong))
    assert [where for where, _ in problems(response)] == [f"Content types, {term}"]
    assert preferences(persona) == []
