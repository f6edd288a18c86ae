"""Every page of the admin that changes a row tells what others changed while it was open."""

import pytest
from django.contrib import admin
from django.db import IntegrityError
from django.urls import reverse

from personas.admin.base import CatalogueAdmin
from personas.admin.meanwhile import tokens as tokens_of
from personas.admin.meanwhile.overtaken import OVERTAKEN
from personas.models import Facet, FacetAlias, Guide
from tests.enablement.factories import SessionFactory
from tests.journeys.factories import AssetFactory, JourneyFactory, StageFactory
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.form_data import form_data
from tests.personas.admin.test_every_page import address, make_rows
from tests.personas.factories import EditorFactory, FacetAliasFactory, FacetFactory, GuideFactory, PersonaFactory

from .pages import opened, refusal, sent_again

pytestmark = pytest.mark.django_db
WATCHED = [model for model, own in admin.site._registry.items() if isinstance(own, CatalogueAdmin)]


@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model._meta.label)
def test_every_page_that_may_be_saved_carries_what_it_showed(administrator_desk, model):
    (row,) = make_rows(model, 1)
    response = administrator_desk.get(address(model, "change", row.pk))
    may = admin.site.get_model_admin(model).has_change_permission(response.wsgi_request, row)
    content = response.content.decode()
    assert (content.count('name="_shown"'), bool(may)) == (int(bool(may)), bool(may))


@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model._meta.label)
def test_a_page_that_nobody_changed_shows_the_same(administrator_desk, model):
    (row,) = make_rows(model, 1)
    pages = [administrator_desk.get(address(model, "change", row.pk)).context for _ in range(2)]
    tokens = [page["shown_state"] for page in pages if "shown_state" in page]
    states = [tokens_of.opened(token, tokens_of.name_of(row)).state for token in tokens]
    assert states[:1] == states[1:]


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def changed(response):
    return [(each.where, each.was, each.now) for each in response.context["meanwhile"].changes]


def test_who_and_which_fields_are_told_and_saving_again_overwrites(desk):
    guide = GuideFactory(title="Old", body="Text.")
    dana = EditorFactory(first_name="Dana", last_name="Park")
    data = opened(desk, page_of(guide)) | {"title": "Mine"}
    theirs = signed_in(dana)
    assert theirs.post(page_of(guide), opened(theirs, page_of(guide)) | {"title": "Theirs"}).status_code == 302
    refused = desk.post(page_of(guide), data)
    assert refusal(refused) == "Dana Park changed this guide while you had it open, so nothing was saved."
    assert changed(refused) == [("Title", "“Old”", "“Theirs”")]
    assert [each.said for each in refused.context["meanwhile"].acts] == ["Changed Title."]
    assert desk.post(page_of(guide), sent_again(refused)).status_code == 302
    assert Guide.objects.get().title == "Mine"


def test_rows_on_the_page_count(desk):
    alias = FacetAliasFactory(term=FacetFactory(name="Goals"), wording="Aims")
    data = opened(desk, page_of(alias.term)) | {"description": "Mine."}
    FacetAlias.objects.update(wording="Targets")
    FacetAlias.objects.create(term=alias.term, wording="Wishes")
    refused = desk.post(page_of(alias.term), data)
    assert changed(refused)[0][1:] == ("“Aims”", "“Targets”")
    assert changed(refused)[1][2] == "“Wishes”"
    assert Facet.objects.get().description != "Mine."


def test_what_several_were_chosen_is_told_by_name(administrator_desk):
    asset = AssetFactory()
    asset.personas.set([PersonaFactory(name="Ada", role_label="")])
    data = opened(administrator_desk, page_of(asset))
    asset.personas.set([PersonaFactory(name="Bo", role_label="")])
    assert changed(administrator_desk.post(page_of(asset), data)) == [("Personas", "“Ada”", "“Bo”")]


def test_sessions_and_journeys(administrator_desk):
    session, stage = SessionFactory(place="Room 1"), StageFactory(name="Awareness", journey=JourneyFactory())
    for row in (session, stage.journey):
        data = opened(administrator_desk, page_of(row))
        assert administrator_desk.post(page_of(row), data).status_code == 302
        data = opened(administrator_desk, page_of(row))
        type(session).objects.update(place="Room 2")
        type(stage).objects.update(name="Discovery", key="discovery")
        assert refusal(administrator_desk.post(page_of(row), data)).startswith("Somebody changed this")
        session.refresh_from_db()
        type(session).objects.update(place="Room 3")
        type(stage).objects.update(name="Awareness", key="awareness")


@pytest.fixture
def alias(db):
    return FacetAliasFactory(term=FacetFactory(name="Goals"), wording="Aims")


def wordings():
    return sorted(FacetAlias.objects.values_list("wording", flat=True))


def test_rows_of_both_are_put_together(desk, alias):
    address = page_of(alias.term)
    data = opened(desk, address)
    data |= {"aliases-TOTAL_FORMS": "2", "aliases-1-wording": "Mine", "description": "Mine."}
    FacetAlias.objects.update(wording="Targets", key="target")
    FacetAlias.objects.create(term=alias.term, wording="Wishes")
    joined = desk.post(address, sent_again(desk.post(address, data), "_join"))
    assert refusal(joined).startswith("This is what you typed together")
    assert desk.post(address, sent_again(joined)).status_code == 302
    assert (wordings(), Facet.objects.get().description) == (["Mine", "Targets", "Wishes"], "Mine.")


def test_a_row_that_others_removed_can_be_had_again_by_overwriting(desk, alias):
    address = page_of(alias.term)
    data = opened(desk, address) | {"description": "Mine."}
    alias.delete()
    refused = desk.post(address, data)
    assert changed(refused) == [("Aliases of facets", "“Aims”", "removed")]
    assert desk.post(address, sent_again(refused)).status_code == 302
    assert (wordings(), Facet.objects.get().description) == (["Aims"], "Mine.")


def test_what_happens_between_looking_and_writing_is_told_as_well(desk, monkeypatch):
    guide = GuideFactory(title="Old")
    data = opened(desk, page_of(guide)) | {"title": "Mine"}
    save = CatalogueAdmin.save_model

    def overtaken(*args):
        monkeypatch.setattr(CatalogueAdmin, "save_model", save)
        raise IntegrityError

    monkeypatch.setattr(CatalogueAdmin, "save_model", overtaken)
    told = desk.post(page_of(guide), data)
    assert told.context["errors"][0] == [OVERTAKEN]
    assert desk.post(page_of(guide), form_data(told)).status_code == 302
