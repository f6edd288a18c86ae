"""Comparisons after edits: each shows at once, to whom it may."""

from functools import partial

import pytest
from django.core.cache import caches

from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    JobTitle,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PurchasingRole,
    Trait,
)

from ..factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)
from ..kept.readers import assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/personas/compare/?p=ada&p=bob&p=cem"


@pytest.fixture
def calm():
    """A statement that is true of Ada and Bob, who have a title, a part and a preference each; Cem reports to a
    draft."""
    caches["pages"].clear()
    secret = PersonaFactory(name="Secret", role_label="", status="draft")
    trait = TraitFactory(facet=FacetFactory(name="Goals", comparable=True), statement="Calm")
    PersonaFactory(name="Cem", role_label="", slug="cem", reports_to=secret)
    for name in ("Ada", "Bob"):
        persona = PersonaFactory(name=name, role_label="", slug=name.lower())
        PersonaTraitFactory(persona=persona, trait=trait, rank=2)
        PersonaTitleFactory(persona=persona, rank=2)
        PersonaPurchasingRoleFactory(persona=persona, rank=2)
        ContentPreferenceFactory(persona=persona, tier=2)
    return trait


def to_cem(model):
    model.objects.filter(persona__slug="ada").update(persona=Persona.objects.get(slug="cem"))


def rename(model, field="name"):
    model.objects.filter(pk=model.objects.first().pk).update(**{field: "Renamed"})


def test_each_edit_shows_at_once(calm):
    people = Persona.objects.filter
    ties = (PersonaTrait, PersonaTitle, PersonaPurchasingRole, ContentPreference)
    terms = (Facet, JobTitle, PurchasingRole, ContentFormat)
    changes = [
        *((tie, partial(to_cem, tie)) for tie in ties),
        *((term, partial(rename, term)) for term in terms),
        ("a wording", lambda: rename(Trait, "statement")),
        ("a facet's statement", lambda: Trait.objects.update(facet=FacetFactory(comparable=True))),
        ("a name", lambda: people(slug="ada").update(name="Eva")),
        ("a status", lambda: people(slug="bob").update(status="deprecated")),
        ("a superior", lambda: people(slug="cem").update(reports_to=people(slug="ada").get())),
    ]
    reader = client_of(UserFactory())
    assert_each_shows_at_once(changes, lambda: page(reader, ADDRESS))


def test_nobodys_draft_shows_to_a_reader_whatever_an_editor_saw_first(calm):
    clients = client_of(EditorFactory()), client_of(UserFactory())
    for wording in ("Peace", "Quiet"):
        Trait.objects.update(statement=wording)
        shown = [page(client, ADDRESS) for client in clients]
        assert [("Secret" in html, wording in html) for html in shown] == [(True, True), (False, True)]
