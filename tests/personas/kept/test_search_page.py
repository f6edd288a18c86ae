"""The search after edits: what others say is kept, the frame of the page is made of nothing that anybody edits."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from personas.kept import frames
from personas.models import (
    ContentFormat,
    Facet,
    Guide,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    Trait,
    TraitAlias,
)
from personas.views import search as views

from ..factories import (
    ContentFormatFactory,
    EditorFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitAliasFactory,
    UserFactory,
)
from .columns import columns_read
from .readers import assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
SEARCH = "/search/?q="
ADDRESSES = [
    *(f"{SEARCH}ada", f"{SEARCH}ada silos", f"{SEARCH}silos", f"{SEARCH}walls", f"{SEARCH}head", f"{SEARCH}mousse"),
    *(f"{SEARCH}countess", f"{SEARCH}podcast", f"{SEARCH}budget", f"{SEARCH}aad", f"{SEARCH}ada&kind=personas"),
]
# Each shows on one of the pages, one after the other.
CHANGES = [
    lambda ada: Persona.objects.filter(pk=ada.pk).update(role_label="Countess"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(name="Zoë"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(name="Ada"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(slug="ada-lovelace"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(colour=ada.colour_number % 12 + 1),
    lambda ada: PersonaType.objects.filter(pk=ada.type_id).update(name="Purchaser"),
    lambda ada: PersonaNote.objects.update(body="She bakes *mousse* tarts."),
    lambda ada: Facet.objects.filter(name="Tasks").update(name="Chores"),
    lambda ada: PersonaNote.objects.all().delete(),
    lambda ada: Trait.objects.update(statement="Silos of old"),
    lambda ada: TraitAlias.objects.update(wording="High walls"),
    lambda ada: JobTitle.objects.filter(name="Head of IT").update(name="Head of HR"),
    lambda ada: PersonaTitle.objects.all().delete(),
    lambda ada: PersonaTrait.objects.filter(persona=ada).delete(),
    lambda ada: ContentFormat.objects.update(name="Podcasts"),
    lambda ada: Guide.objects.update(body="A budget is made"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(status="deprecated"),
    lambda ada: Persona.objects.filter(status="draft").update(status="published"),
    lambda ada: PersonaFactory(name="Ada", role_label="Again", type=ada.type),
    lambda ada: Persona.objects.filter(pk=ada.pk).delete(),
]


@pytest.fixture
def ada():
    """One of three, of whom one is a draft."""
    ada, bob, cid = (PersonaFactory(name=name, role_label="") for name in ("Ada", "Bob", "Ada Secret"))
    silos = PersonaTraitFactory(persona=ada, trait__statement="Silos").trait
    TraitAliasFactory(trait=silos, wording="Walls")
    for persona in (bob, cid):
        PersonaTraitFactory(persona=persona, trait=silos)
    PersonaNoteFactory(persona=bob, facet__name="Tasks", body="She bakes mousse.")
    PersonaTitleFactory(persona=ada, title__name="Head of IT")
    ContentFormatFactory(name="Podcast")
    GuideFactory(title="Seasons", body="The budget is made")
    Persona.objects.filter(pk=cid.pk).update(status="draft")
    return ada


def test_each_change_shows_at_once(ada):
    reader = client_of(UserFactory())
    changes = [partial(change, ada) for change in CHANGES]
    assert_each_shows_at_once(enumerate(changes), lambda: [page(reader, address) for address in ADDRESSES])


def test_nobodys_draft_is_found_after_an_editor_found_it(ada):
    editor, reader = client_of(EditorFactory()), client_of(UserFactory())
    for role in ("Countess", "Duchess"):
        Persona.objects.update(role_label=role)
        shown = [page(client, f"{SEARCH}ada") for client in (editor, reader)]
        assert [("Secret" in each, role in each) for each in shown] == [(True, True), (False, True)]


@pytest.mark.parametrize("more", [0, 30])
def test_after_an_edit_of_a_persona_only_names_are_read(ada, django_assert_num_queries, more):
    for number in range(more):
        PersonaTraitFactory(persona__name=f"Ada {number}")
    reader = client_of(UserFactory())
    page(reader, f"{SEARCH}ada")
    Persona.objects.filter(pk=ada.pk).update(role_label="Countess")
    # The session, the account, the two of numbers, whose names have changed, namesakes, her name, those who are shown,
    # the stars.
    with django_assert_num_queries(9):
        assert "Countess" in page(reader, f"{SEARCH}ada")


def test_the_frame_is_made_of_nothing(ada, monkeypatch):
    monkeypatch.setattr(views, "answer", lambda request: {"page": [], "title": ""})
    monkeypatch.setattr(frames, "filled_in", lambda html, request, fill: html)
    reader = client_of(UserFactory())
    with transaction.atomic(), CaptureQueriesContext(connection) as made:
        assert 'value="ada"' in page(reader, f"{SEARCH}ada")
    assert columns_read(made) == set()
