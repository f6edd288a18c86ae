"""Assets and content to make in the admin."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journeys.models import Asset, ContentTask
from tests.journeys.factories import AssetFactory, ContentTaskFactory, StageFactory
from tests.personas.admin.form_data import what_it_showed
from tests.personas.factories import AdministratorFactory, ContentFormatFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db
ALL = [f"journeys.{what}_{model}" for what in ("add", "change", "view") for model in ("asset", "contenttask")]


def desk_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk_desk():
    """Somebody who keeps the assets and isn't an editor of personas."""
    permissions = [*ALL, "personas.view_persona", "personas.view_contentformat"]
    return desk_of(UserFactory(is_staff=True, permissions=permissions))


def sent_for(asset, **others):
    return {
        "title": asset.title, "url": asset.url, "content_format": asset.content_format_id, "summary": asset.summary,
        "personas": [], "stages": [], "owner": "", "published_on": "",
    } | others  # fmt: skip


def save(desk, asset, **others):
    return desk.post(change_url(asset), what_it_showed(desk, change_url(asset)) | sent_for(asset, **others))


def change_url(row):
    return reverse(f"admin:journeys_{row._meta.model_name}_change", args=[row.pk])


def test_an_asset_is_added_with_everything(client):
    desk, ada, stage = desk_of(AdministratorFactory()), PersonaFactory(), StageFactory()
    new = Asset(title="  Two \n lines", url="https://example.com/n", content_format=ContentFormatFactory())
    sent = sent_for(new, personas=[ada.pk], stages=[stage.pk], published_on="2026-11-21")
    assert desk.post(reverse("admin:journeys_asset_add"), sent).status_code == 302
    made = Asset.objects.get()
    assert (made.title, [*made.personas.all()], [*made.stages.all()]) == ("Two lines", [ada], [stage])


def test_another_address_has_not_been_checked():
    made = AssetFactory(link_state="broken", link_note="Gone.", link_checked_at=timezone.now())
    desk = desk_of(AdministratorFactory())
    save(desk, made, title="Other")
    made.refresh_from_db()
    assert made.link_state == "broken"
    save(desk, made, url="https://example.com/new")
    made.refresh_from_db()
    assert (made.link_state, made.link_note, made.link_checked_at) == ("unchecked", "", None)


@pytest.mark.parametrize("url", ["ftp://example.com/", "javascript:alert(1)", "nothing", "https://x\0"])
def test_addresses_that_are_none_are_refused(url):
    made = AssetFactory()
    assert "url" in save(desk_of(AdministratorFactory()), made, url=url).context["adminform"].form.errors
    made.refresh_from_db()
    assert made.url.startswith("https://example.com")


def test_who_is_no_editor_neither_sees_nor_loses_drafts(clerk_desk):
    draft, ada = PersonaFactory(name="Secret", status="draft"), PersonaFactory()
    hidden = StageFactory(name="Hidden", journey__status="draft")
    made = AssetFactory(personas=[draft], stages=[hidden])
    pages = [clerk_desk.get(change_url(made)), clerk_desk.get(reverse("admin:journeys_asset_changelist"))]
    for page in pages:
        assert (page.status_code, b"Secret" in page.content, b"Hidden" in page.content) == (200, False, False)
    assert save(clerk_desk, made, personas=[ada.pk]).status_code == 302
    assert (set(made.personas.all()), [*made.stages.all()]) == ({draft, ada}, [hidden])
    assert clerk_desk.post(change_url(made), sent_for(made, personas=[draft.pk])).status_code == 200
    assert clerk_desk.post(change_url(made), sent_for(made, stages=[hidden.pk])).status_code == 200


def test_a_to_do_of_a_draft_is_not_for_them(clerk_desk):
    task = ContentTaskFactory(persona__name="Secret", persona__status="draft")
    assert b"Secret" not in clerk_desk.get(reverse("admin:journeys_contenttask_changelist")).content
    assert clerk_desk.get(change_url(task)).status_code == 302


def test_a_second_to_do_for_one_place_is_refused_with_a_sentence():
    task = ContentTaskFactory()
    sent = {
        "persona": task.persona_id, "stage": task.stage_id, "content_format": task.content_format_id,
        "owner": "", "due_on": "", "note": "", "status": "open", "asset": "",
    }  # fmt: skip
    response = desk_of(AdministratorFactory()).post(reverse("admin:journeys_contenttask_add"), sent)
    assert b"Somebody has planned this already." in response.content
    assert ContentTask.objects.count() == 1


def test_the_table_is_offered_and_taken_out_with_the_filters_of_the_list():
    AssetFactory(title="Well", link_state="well")
    AssetFactory(title="Bad", link_state="broken")
    desk = desk_of(AdministratorFactory())
    assert b"Assets" in desk.get(reverse("admin:personas_tables")).content
    content = desk.get("/admin/personas/tables/assets.csv", {"link_state__exact": "broken"}).content
    assert (b"Bad" in content, b"Well" in content) == (True, False)
    assert desk_of(UserFactory(is_staff=True)).get("/admin/personas/tables/assets.csv").status_code == 403
