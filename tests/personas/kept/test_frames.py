"""Pages whose frame outlasts what stands in it: the content types."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from personas.kept import frames
from personas.models import (
    ContentFormat,
    ContentFormatAlias,
    ContentPreference,
    Guide,
    Persona,
    PersonaType,
)
from personas.views.content import content_types

from ..factories import (
    ContentFormatAliasFactory,
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    GuideFactory,
    PersonaFactory,
    PersonaTypeFactory,
    UserFactory,
)
from .columns import columns_of, columns_read
from .readers import assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/content-types/"
ADDRESSES = [PAGE, f"{PAGE}?sort=reach", f"{PAGE}?type=buyer&tier=1", f"{PAGE}?q=radio"]
# Each shows on one of the pages, one after the other.
CHANGES = [
    lambda ada: Persona.objects.filter(pk=ada.pk).update(name="Zoë"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(role_label="Countess"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(slug="ada-lovelace"),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(colour=ada.colour_number % 12 + 1),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(type=PersonaTypeFactory(name="Other")),
    lambda ada: Persona.objects.filter(pk=ada.pk).update(status="deprecated"),
    lambda ada: Persona.objects.filter(status="draft").update(status="published"),
    lambda ada: PersonaType.objects.filter(slug="buyer").update(name="Purchaser"),
    lambda ada: ContentPreference.objects.filter(tier=1).update(tier=2),
    lambda ada: ContentPreferenceFactory(persona__name="New", content_format=ContentFormat.objects.first()),
    lambda ada: ContentPreference.objects.filter(persona__name="Bob").delete(),
    lambda ada: ContentFormat.objects.filter(slug="podcast").update(example_url="https://example.com/p"),
    lambda ada: ContentFormatFactory(name="Leaflet"),
    lambda ada: ContentFormat.objects.filter(name="Leaflet").delete(),
    lambda ada: ContentFormatAlias.objects.update(wording="Video"),
    lambda ada: Guide.objects.update(slug="moved"),
]


@pytest.fixture
def ada():
    podcast = ContentFormatFactory(name="Podcast", description="See [how](#how).")
    ContentFormatAliasFactory(term=podcast, wording="Radio")
    GuideFactory(slug="how")
    buyer = PersonaTypeFactory(name="Buyer")
    ada, bob, cid = (PersonaFactory(name=name, type=buyer) for name in ("Ada", "Bob", "Secret Cid"))
    for persona in (ada, bob, cid):
        ContentPreferenceFactory(persona=persona, content_format=podcast, tier=1)
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
        shown = [page(client, PAGE) for client in (editor, reader)]
        assert [(f"Secret Cid ({role})" in each, f"Ada ({role})" in each) for each in shown] == [
            (True, True),
            (False, True),
        ]


@pytest.mark.parametrize("more", [0, 30])
def test_after_an_edit_of_a_persona_only_she_is_read(ada, django_assert_num_queries, more):
    for number in range(more):
        ContentPreferenceFactory(tier=1 + number % 3)
    reader = client_of(UserFactory())
    page(reader, PAGE)
    Persona.objects.filter(pk=ada.pk).update(role_label="Countess")
    # The session, the account, the two of numbers, whose names have changed, namesakes, the names, the stars.
    with django_assert_num_queries(8):
        assert "Countess" in page(reader, PAGE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_frame_is_made_of_nothing_else(ada, monkeypatch, address):
    """It stays while its tables do; the order by name of those who are counted makes no difference to it."""
    monkeypatch.setattr(frames, "filled_in", lambda html, request, fill: html)
    by_name = {("personas_persona", column) for column in ("name", "role_label")}
    reader = client_of(UserFactory())
    with transaction.atomic(), CaptureQueriesContext(connection) as made:
        page(reader, address)
    read = columns_read(made)
    assert read
    assert read <= {column for each in content_types.framed_by for column in columns_of(each)} | by_name
