"""The list of personas: a frame that outlasts most edits, with the cards or rows of the page in it."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from personas.filters.personas import MADE_OF, MADE_OF_WORDS
from personas.kept import frames
from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    Team,
    Trait,
    TraitAlias,
)

from ..factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    StarFactory,
    TeamFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)
from .columns import columns_of, columns_read
from .readers import assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/personas/"
ADDRESSES = [
    *(LIST, f"{LIST}?view=table&sort=-role", f"{LIST}?sort=reviewed", f"{LIST}?sort=type", f"{LIST}?q=silos"),
    *(f"{LIST}?q=ada", f"{LIST}?title=head", f"{LIST}?type=buyer&status=published", f"{LIST}?role=chief&first=1"),
    *(f"{LIST}?content=podcast&tier=1", f"{LIST}?team=north", f"{LIST}?find-owner=dana"),
]
# Each shows on one of the pages, one after the other.
CHANGES = [
    lambda ada: Persona.objects.filter(pk=ada.pk).update(role_label="Countess"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(name="Zoë"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(name="Ada"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(slug="ada-lovelace"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(reviewed_on="2026-01-02"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(review_due_on="2026-01-03"),
    lambda ada: PersonaNote.objects.update(body="She wants **peace**."),
    lambda ada: Trait.objects.filter(statement="Silos").update(statement="Mice"),
    lambda ada: TraitAlias.objects.update(wording="Silos"),
    lambda ada: PersonaTrait.objects.filter(persona=ada).delete(),
    lambda ada: Facet.objects.filter(name="Challenges").update(name="Troubles"),
    lambda ada: PurchasingRole.objects.filter(slug="chief").update(name="Head"),
    lambda ada: PersonaPurchasingRole.objects.filter(persona=ada, role__slug="chief").update(rank=3),
    lambda ada: ContentFormat.objects.filter(slug="podcast").update(name="Radio"),
    lambda ada: ContentPreference.objects.update(tier=2),
    lambda ada: JobTitle.objects.filter(name="Head of IT").update(name="CIO"),
    lambda ada: PersonaTitle.objects.filter(persona__name="Bob").delete(),
    lambda ada: Team.objects.update(name="South"),
    lambda ada: Team.objects.get().members.clear(),
    lambda ada: type(ada.owner).objects.filter(pk=ada.owner_id).update(first_name="Eli"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(owner=None),
    lambda ada: PersonaType.objects.filter(slug="buyer").update(name="Purchaser"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(type=PersonaTypeFactory(name="Other")),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(status="deprecated"),
    lambda ada: Persona.objects.filter(status="draft").update(status="published"),
    lambda ada: PersonaFactory(name="New"),
    lambda ada: Persona.objects.filter(name="New").delete(),
]


@pytest.fixture
def ada():
    """One of three, of whom one is a draft."""
    owner, buyer = UserFactory(first_name="Dana"), PersonaTypeFactory(name="Buyer")
    TeamFactory(name="North").members.add(owner)
    facet = FacetFactory(name="Challenges", comparable=True, in_summary=True)
    ada, bob, cid = (PersonaFactory(name=name, owner=owner, type=buyer) for name in ("Ada", "Bob", "Secret Cid"))
    silos = TraitFactory(facet=facet, statement="Silos")
    TraitAliasFactory(trait=silos, wording="Walls")
    for persona in (ada, bob, cid):
        PersonaTraitFactory(persona=persona, trait=silos)
    PersonaNoteFactory(persona=ada, facet__kind=Facet.Kind.INTRODUCTION)
    PersonaPurchasingRoleFactory(persona=ada, rank=1, role__name="Chief")
    PersonaPurchasingRoleFactory(persona=ada, rank=2, role__name="User")
    ContentPreferenceFactory(persona=ada, tier=1, content_format__name="Podcast")
    PersonaTitleFactory(persona=ada, title__name="Head of IT")
    PersonaTitleFactory(persona=bob, title__name="Head of HR")
    Persona.objects.filter(pk=cid.pk).update(status="draft")
    return ada


def test_each_change_shows_at_once(ada):
    reader = client_of(UserFactory())
    changes = [partial(change, ada) for change in CHANGES]
    assert_each_shows_at_once(enumerate(changes), lambda: [page(reader, address) for address in ADDRESSES])


def test_nobodys_draft_shows_in_a_frame_that_an_editor_saw_first(ada):
    editor, reader = client_of(EditorFactory()), client_of(UserFactory())
    for role in ("Countess", "Duchess"):
        Persona.objects.update(role_label=role)
        shown = [page(client, LIST) for client in (editor, reader)]
        assert [("Secret Cid" in each, each.count(role) > 0) for each in shown] == [(True, True), (False, True)]


def test_stars_stay_the_readers_own_in_a_frame(ada):
    one, other = UserFactory(), UserFactory()
    StarFactory(user=one, persona=ada)
    for role in ("Countess", "Duchess"):
        Persona.objects.filter(pk=ada.pk).update(role_label=role)
        shown = [page(client_of(user), LIST) for user in (one, other)]
        assert ["Ada: take the star away" in each for each in shown] == [True, False]


@pytest.mark.parametrize("more", [0, 30])
def test_after_an_edit_of_a_persona_only_the_order_and_the_page_are_read(ada, django_assert_num_queries, more):
    for number in range(more):
        PersonaTraitFactory(persona__name=f"Mo {number}")
    reader = client_of(UserFactory())
    page(reader, LIST)
    Persona.objects.filter(pk=ada.pk).update(role_label="Countess")
    # The session, the account, the two of numbers, the stars, whose names have changed, namesakes, those on the page.
    with django_assert_num_queries(8):
        assert "Countess" in page(reader, LIST)
    Persona.objects.filter(pk=ada.pk).update(slug="ada-lovelace")
    with django_assert_num_queries(6):
        assert "/ada-lovelace" in page(reader, LIST)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_frame_is_made_of_nothing_else(ada, monkeypatch, address):
    """It stays while its tables do; but for words, it makes no difference to it in which order the names stand."""
    monkeypatch.setattr(frames, "filled_in", lambda html, request, fill: html)
    tables = (*MADE_OF, *MADE_OF_WORDS) if "q=" in address else MADE_OF
    by_name = {("personas_persona", column) for column in ("name", "role_label")}
    reader = client_of(UserFactory())
    with transaction.atomic(), CaptureQueriesContext(connection) as made:
        page(reader, address)
    read = columns_read(made)
    assert read
    assert read <= {column for each in tables for column in columns_of(each)} | by_name
