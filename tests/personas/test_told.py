"""What is told of a persona: each kind is kept under its own tables."""

import pytest

from personas.data_version.reading import asked_once
from personas.models import (
    ContentPreference,
    Facet,
    JobTitle,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PurchasingRole,
    Trait,
)
from personas.told import told_of

from .factories import (
    ContentPreferenceFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
EDITS = [
    (Trait, {"statement": "Silence"}),
    (PersonaTrait, {"detail": "At night."}),
    (PersonaTrait, {"lead_in": "First:"}),
    (PersonaNote, {"body": "Another."}),
    (JobTitle, {"name": "Baroness"}),
    (PersonaTitle, {"qualifier": "in London"}),
    (PurchasingRole, {"name": "Payer"}),
    (PersonaPurchasingRole, {"rank": 7}),
    (ContentPreference, {"tier": 3}),
    (Facet, {"in_summary": True}),
]


def persona_with(count):
    persona = PersonaFactory()
    for _ in range(count):
        PersonaTraitFactory(persona=persona)
        PersonaNoteFactory(persona=persona)
        PersonaTitleFactory(persona=persona)
        PersonaPurchasingRoleFactory(persona=persona)
        ContentPreferenceFactory(persona=persona)
    return persona


@pytest.mark.parametrize("count", [1, 30])
def test_an_edit_has_no_more_read_again_than_its_own_kind(django_assert_num_queries, count):
    persona = persona_with(count)
    told = told_of(persona.pk)
    for model, values in EDITS:
        model.objects.update(**values)
        with asked_once(), django_assert_num_queries(3):  # the number, those of tables, and the rows
            after = told_of(persona.pk)
        assert after != told
        told = after


def test_what_changes_elsewhere_is_the_same_told_again():
    persona, other = persona_with(2), persona_with(1)
    before = told_of(persona.pk)
    other.persona_traits.update(detail="Of another.")
    after = told_of(persona.pk)
    assert (after, hash(after), after is before) == (before, hash(before), False)


def test_one_without_a_facet_for_content_types_is_given_one():
    persona = PersonaFactory()
    assert [facet.name for facet in told_of(persona.pk).facets] == ["Content types"]
    FacetFactory(name="Reading", kind="content_preferences")
    assert [facet.name for facet in told_of(persona.pk).facets] == ["Reading"]


@pytest.mark.parametrize(
    ("text", "may_link"), [("Plain words.", False), ("[her](#ada)", True), ("<https://a.b>", True)]
)
def test_whether_there_may_be_a_link(text, may_link):
    persona = persona_with(1)
    PersonaTrait.objects.update(detail=text)
    assert told_of(persona.pk).may_link == may_link
