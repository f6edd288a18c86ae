"""Prose on a persona's form."""

import pytest

from personas.models import Facet, PersonaNote
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.persona_form.pages import page_of, problems, save, untouched
from tests.personas.factories import FacetFactory, PersonaFactory, PersonaNoteFactory, UserFactory

Kind = Facet.Kind


@pytest.mark.parametrize("kind", [Kind.PROSE, Kind.INTRODUCTION, Kind.LIST, Kind.JOB_TITLES, Kind.CONTENT_PREFERENCES])
def test_a_text_is_written_changed_and_taken_away(desk, kind):
    facet, persona = FacetFactory(kind=kind), PersonaFactory()
    for sent, kept in [("  One\r\ntwo ", ["One\ntwo"]), ("Three", ["Three"]), (" ", [])]:
        assert save(desk, persona, {f"notes-{facet.pk}-body": sent}).status_code == 302
        assert list(persona.notes.values_list("body", flat=True)) == kept


@pytest.mark.parametrize("kind", [Kind.SUBSET_OF, Kind.PERSONA_TYPE, Kind.DEPRECATION, Kind.GUIDANCE])
def test_facets_without_a_block_show_a_text_that_is_there(desk, kind):
    note = PersonaNoteFactory(facet__kind=kind)
    headings = [
        [block.heading for block in desk.get(page_of(persona)).context["blocks"]]
        for persona in (note.persona, PersonaFactory())
    ]
    assert [note.facet.name in found for found in headings] == [True, False]


def test_a_facet_that_is_gone_is_told(desk):
    facet, persona = FacetFactory(kind=Kind.PROSE), PersonaFactory()
    data = untouched(desk, persona) | {f"notes-{facet.pk}-body": "Kept?"}
    facet.delete()
    assert problems(desk.post(page_of(persona), data))[0][1][:35] == "A facet that you wrote about is no "


@pytest.mark.django_db
def test_who_may_not_delete_notes_empties_none():
    names = ["change_persona", "view_persona", "change_personanote", "view_personanote"]
    desk = signed_in(UserFactory(is_staff=True, permissions=[f"personas.{name}" for name in names]))
    note = PersonaNoteFactory()
    response = save(desk, note.persona, {f"notes-{note.facet.pk}-body": ""})
    assert problems(response) == [(note.facet.name, "You may not remove what stands here. Put it back.")]
    assert PersonaNote.objects.get() == note
