"""The page of a persona, whose frame outlasts most edits."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from personas import models
from personas.history.editions import publish_edition
from personas.kept import frames
from personas.kept.own import PART
from personas.models import Facet, Persona, PersonaTrait, Trait
from personas.views.personas import detail

from .factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
    UserFactory,
)
from .kept.columns import columns_read
from .kept.readers import assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/personas/ada/"


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()


def edit(name, /, **values):
    """An edit of the row of the persona of that name."""
    return lambda: Persona.objects.filter(name=name).update(**values)


def edit_all(model, **values):
    return lambda: model.objects.update(**values)


def owned(name, **values):
    return lambda: get_user_model().objects.filter(username=name).update(**values)


# Each shows on the page, one after the other.
CHANGES = {
    "role": edit("Ada", role_label="Countess"),
    "colour": edit("Ada", colour=7),
    "portrait": edit("Ada", portrait="portraits/a.png", portrait_alt="Ada at her desk"),
    "reviewed": edit("Ada", reviewed_on=date(2026, 1, 2)),
    "review due": edit("Ada", review_due_on=date(2030, 1, 2)),
    "overdue": edit("Ada", review_due_on=date(2020, 1, 2)),
    "source": edit("Ada", source_url="https://example.com/ada"),
    "type": lambda: edit("Ada", type=PersonaTypeFactory(name="Internal"))(),
    "type's name": edit_all(models.PersonaType, name="Colleague"),
    "owner": lambda: edit("Ada", owner=UserFactory(username="dana", first_name="Dana"))(),
    "owner's name": owned("dana", first_name="Daniela"),
    "name": edit("Ada", name="Ada L."),
    "status": edit("Ada L.", status="deprecated", deprecation_reason="See [how](#how)."),
    "guide": edit_all(models.Guide, slug="moved"),
    "reason": edit("Ada L.", deprecation_reason="Too narrow."),
    "successor": lambda: Persona.objects.get(slug="ada").successors.add(Persona.objects.get(name="Bob")),
    "successor's name": edit("Bob", name="Bert"),
    "successor gone": lambda: Persona.objects.get(slug="ada").successors.clear(),
    "similar one's role": edit("Bert", role_label="Baron"),
    "similar one's colour": edit("Bert", colour=9),
    "boss": lambda: edit("Ada L.", reports_to=Persona.objects.get(name="Boss"))(),
    "boss's name": edit("Boss", name="Chief"),
    "boss's address": edit("Chief", slug="chief"),
    "report": lambda: edit("Bert", reports_to=Persona.objects.get(slug="ada"))(),
    "predecessor": lambda: Persona.objects.get(name="Chief").successors.add(Persona.objects.get(slug="ada")),
    "draft published": lambda: Persona.objects.filter(status="draft").update(status="published"),
    "similar one gone": edit("Secret Cid", status="deprecated"),
    "statement": edit_all(Trait, statement="Silence"),
    "statement's tie": edit_all(PersonaTrait, detail="At night."),
    "comparable": edit_all(Facet, comparable=False),
    "facet": edit_all(Facet, name="Other"),
    "no longer shared": lambda: PersonaTrait.objects.exclude(persona__slug="ada").delete(),
    "note": edit_all(models.PersonaNote, body="Another."),
    "title": edit_all(models.JobTitle, name="Baroness"),
    "title's tie": edit_all(models.PersonaTitle, qualifier="in London"),
    "role in a purchase": edit_all(models.PurchasingRole, name="Payer"),
    "its tie": edit_all(models.PersonaPurchasingRole, qualifier="rarely"),
    "content type": edit_all(models.ContentFormat, name="Leaflet"),
    "its tie, too": edit_all(models.ContentPreference, tier=3),
    "edition": lambda: publish_edition(
        Persona.objects.get(slug="ada"), by=UserFactory(), note="New", is_material=True
    ),
}


@pytest.fixture
def ada():
    ada = PersonaFactory(slug="ada", name="Ada", role_label="")
    trait = TraitFactory(facet=FacetFactory(comparable=True, in_summary=True))
    others = [PersonaFactory(name=name) for name in ("Bob", "Secret Cid")]
    for persona in (ada, *others):
        PersonaTraitFactory(persona=persona, trait=trait)
    Persona.objects.filter(name="Secret Cid").update(status="draft", parent=ada)
    PersonaFactory(name="Boss")
    PersonaNoteFactory(persona=ada, facet=FacetFactory(kind=Facet.Kind.INTRODUCTION), body="See [how](#how).")
    PersonaTitleFactory(persona=ada)
    PersonaPurchasingRoleFactory(persona=ada)
    ContentPreferenceFactory(persona=ada)
    GuideFactory(slug="how")
    return ada


def test_each_change_shows_at_once(ada):
    reader = client_of(UserFactory())
    assert_each_shows_at_once(CHANGES.items(), lambda: page(reader, PAGE))


def test_an_address_that_changes_is_gone_at_once(ada):
    reader = client_of(UserFactory())
    page(reader, PAGE)
    Persona.objects.filter(pk=ada.pk).update(slug="countess")
    assert [reader.get(address).status_code for address in (PAGE, "/personas/countess/")] == [404, 200]
    Persona.objects.filter(pk=ada.pk).update(status="draft")
    assert reader.get("/personas/countess/").status_code == 404


def test_nobodys_draft_shows_in_a_frame_that_an_editor_saw_first(ada):
    editor, reader = client_of(EditorFactory()), client_of(UserFactory())
    for role in ("Countess", "Duchess"):
        Persona.objects.update(role_label=role)
        shown = [page(client, PAGE) for client in (editor, reader)]
        assert [(each.count("Secret Cid") > 1, "Bob" in each, "shared with 2" in each) for each in shown] == [
            (True, True, True),
            (False, True, False),
        ]
        assert "Secret Cid" not in shown[1]


def test_a_star_is_the_readers_own(ada):
    first, second = (client_of(user) for user in UserFactory.create_batch(2))
    page(first, PAGE), page(second, PAGE)
    first.post("/stars/", {"star": "ada", "next": PAGE})
    Persona.objects.filter(pk=ada.pk).update(role_label="Countess")
    assert ["take the star away" in page(client, PAGE) for client in (first, second)] == [True, False]


@pytest.mark.parametrize("more", [0, 30])
def test_after_an_edit_of_her_only_her_row_and_names_are_read(ada, django_assert_num_queries, more):
    for _ in range(more):
        PersonaTraitFactory(persona=PersonaFactory(reports_to=ada), trait=ada.persona_traits.get().trait)
    reader = client_of(UserFactory())
    page(reader, PAGE)
    Persona.objects.filter(pk=ada.pk).update(role_label="Countess")
    # The session, the account, the two of numbers, the stars, her row, the names of those around her.
    with django_assert_num_queries(7):
        assert "Countess" in page(reader, PAGE)


# What is read beside what the page takes after an edit of her own row, each after the one before.
READ = {
    "name": 0,
    "note": 1,  # notes
    "its tie, too": 1,  # content types
    "statement's tie": 3,  # statements, whose have changed, and which these have now
    "statement": 1,  # statements
    "draft published": 3,  # who is near, whom she took over from, and who isn't counted
}


@pytest.mark.parametrize("more", [0, 30])
def test_an_edit_of_anything_else_has_no_more_read_than_its_own_kind(ada, django_assert_num_queries, more):
    shared = ada.persona_traits.get().trait
    for _ in range(more):
        PersonaTraitFactory(persona=PersonaFactory(reports_to=ada), trait=shared)
        PersonaTraitFactory(persona=ada)
        ContentPreferenceFactory(persona=ada)
    reader = client_of(UserFactory())
    page(reader, PAGE)
    for change, count in READ.items():
        CHANGES[change]()
        with django_assert_num_queries(7 + count):
            page(reader, PAGE)


@pytest.fixture
def frame(ada, monkeypatch):
    """A function that gives the frame of her page, which isn't kept."""
    monkeypatch.setattr(frames, "filled_in", lambda html, request, fill: PART.sub("", html))
    reader = client_of(UserFactory())

    def made():
        with transaction.atomic():
            return page(reader, PAGE)

    return made


def test_the_frame_is_made_of_nothing(ada, frame, monkeypatch):
    monkeypatch.setattr("personas.views.personas.persona_of", lambda request, slug: ada)
    with CaptureQueriesContext(connection) as made:
        frame()
    assert (columns_read(made), detail.framed_by) == (set(), ())


def test_the_frame_says_nothing_of_her(ada, frame):
    before = frame()
    for change in CHANGES.values():
        change()
    assert frame() == before
