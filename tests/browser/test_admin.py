"""The admin in a real browser: no complaints, accessible, on a phone too."""

import pytest
from django.urls import reverse

from tests.personas.factories import (
    AdministratorFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetAliasFactory,
    FacetFactory,
    HandbookPageFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
)


@pytest.fixture
def catalogue(transactional_db):
    """A persona with a row of every kind, and the vocabulary that the sample page speaks."""
    PersonaTypeFactory(name="Buyer")
    goals = FacetFactory(name="Goals", comparable=True)
    FacetAliasFactory(term=FacetFactory(name="Challenges", comparable=True), wording="Hurdles")
    persona = PersonaTraitFactory(trait=TraitFactory(facet=goals, statement="Quiet machines")).persona
    for factory in (PersonaNoteFactory, PersonaTitleFactory, PersonaPurchasingRoleFactory, ContentPreferenceFactory):
        factory(persona=persona)
    HandbookPageFactory().personas.add(persona)
    return persona


@pytest.fixture
def editor(transactional_db):
    return EditorFactory(username="editor")


def change_page(row):
    return reverse(f"admin:personas_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.once
def test_the_pages_of_the_admin_look_well(page, catalogue, sign_in, flaws):
    sign_in(AdministratorFactory())
    facet = catalogue.persona_traits.get().trait.facet
    pages = ["/admin/", reverse("admin:personas_persona_changelist")]
    pages += [reverse("admin:personas_persona_add"), change_page(catalogue), change_page(facet)]
    pages += [reverse("admin:personas_facet_delete", args=[facet.pk])]
    found = {}
    for address in pages:
        page.goto(address)
        page.wait_for_function(
            "[...document.querySelectorAll('.select2 [role=combobox]')].every((box) => box.ariaLabel)"
        )
        found[address] = flaws()
    assert {address: findings for address, findings in found.items() if findings} == {}
