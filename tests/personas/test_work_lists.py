"""The start page's lists of the catalogue: each count is the number of rows in the list that it leads to."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from config.work_lists import work_items_for
from personas.models import Facet
from personas.work_lists import persona_work, vocabulary_work
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LONG_AGO = date(2000, 1, 1)


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def lists_behind(desk, items):
    """How many rows each item's list shows."""
    return {item.label: desk.get(item.url).context["cl"].result_count for item in items}


def counts(items):
    return {item.label: item.count for item in items}


@pytest.fixture
def catalogue(editor):
    """One persona in perfect order, some with gaps, and deprecated ones, from whom nobody wants anything."""
    complete = PersonaFactory(owner=editor, portrait=ContentFile(b"", name="face.png"), reviewed_on=LONG_AGO)
    for factory in (PersonaPurchasingRoleFactory, ContentPreferenceFactory):
        factory.create_batch(2, persona=complete)
    PersonaFactory(status="draft", review_due_on=LONG_AGO)
    PersonaFactory(owner=editor, review_due_on=LONG_AGO)
    PersonaPurchasingRoleFactory(persona=PersonaFactory(owner=editor, review_due_on=date(9999, 1, 1)))
    PersonaFactory(status="deprecated", review_due_on=LONG_AGO)


def test_every_count_of_personas_is_the_length_of_its_list(catalogue, desk, editor):
    items = persona_work(editor)
    assert counts(items) == {
        "Overdue reviews": 2,
        "Drafts": 1,
        "Personas without an owner": 1,
        "Personas without a purchasing role": 2,
        "Personas without a content type": 3,
        "Personas without a portrait": 3,
    }
    assert lists_behind(desk, items) == counts(items)


def test_personas_cost_one_query(catalogue, editor, django_assert_num_queries):
    editor.has_perm("personas.change_persona")
    with django_assert_num_queries(1):
        persona_work(editor)
    PersonaFactory.create_batch(30)
    with django_assert_num_queries(1):
        persona_work(editor)


@pytest.fixture
def vocabulary():
    """Facets and traits of nobody, of one persona and of two."""
    persona, other = PersonaFactory.create_batch(2)
    rare, common, telling = FacetFactory(), FacetFactory(), FacetFactory(kind=Facet.Kind.PROSE)
    FacetFactory(name="Of nobody")
    FacetFactory(name="Content types", kind=Facet.Kind.CONTENT_PREFERENCES)
    PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=rare))
    PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=rare))
    PersonaNoteFactory(persona=persona, facet=rare)
    shared = TraitFactory(facet=common)
    for each in (persona, other):
        PersonaTraitFactory(persona=each, trait=shared)
    PersonaNoteFactory(persona=other, facet=telling)
    TraitFactory(facet=common)


def test_every_count_of_the_vocabulary_is_the_length_of_its_list(vocabulary, desk, editor):
    items = vocabulary_work(editor)
    assert counts(items) == {"Traits used once": 2, "Facets used once": 2}
    assert lists_behind(desk, items) == counts(items)


@pytest.mark.parametrize(
    ("model", "counted"),
    [("trait", {"once": 2, "several": 1, "never": 1}), ("facet", {"once": 2, "several": 1, "never": 1})],
)
def test_the_filter_by_use(vocabulary, desk, model, counted):
    url = reverse(f"admin:personas_{model}_changelist")
    found = {used: desk.get(url, {"used": used}).context["cl"].result_count for used in counted}
    assert found == counted


def test_a_facet_shared_in_two_ways_is_not_used_once(desk, editor):
    facet = FacetFactory()
    PersonaTraitFactory(trait=TraitFactory(facet=facet))
    PersonaNoteFactory(facet=facet)
    assert counts(vocabulary_work(editor))["Facets used once"] == 0


def test_the_vocabulary_costs_two_queries(vocabulary, editor, django_assert_num_queries):
    editor.has_perm("personas.change_trait")
    with django_assert_num_queries(2):
        vocabulary_work(editor)
    PersonaTraitFactory.create_batch(30)
    with django_assert_num_queries(2):
        vocabulary_work(editor)


def test_who_may_not_change_anything_has_no_work():
    onlooker = UserFactory(is_staff=True, permissions=["personas.view_persona", "personas.view_trait"])
    assert work_items_for(onlooker) == []


def test_who_may_change_traits_alone_is_told_of_them_alone():
    assert counts(vocabulary_work(UserFactory(permissions=["personas.change_trait"]))) == {"Traits used once": 0}
