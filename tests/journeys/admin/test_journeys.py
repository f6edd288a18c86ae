"""Journeys with their stages in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from journeys.models import Journey, Stage, Touchpoint
from tests.journeys.factories import (
    AssetFactory,
    JourneyFactory,
    StageAliasFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.personas.admin.form_data import what_it_showed
from tests.personas.factories import AdministratorFactory, ContentFormatFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/journeys/journey/add/"


@pytest.fixture
def desk():
    client = Client()
    client.force_login(AdministratorFactory())
    return client


def form(*stages, initial=0, **journey):
    """What the form of a journey sends; each stage is a dictionary."""
    data = {"name": "How they buy", "kind": "buying", "status": "draft", "order": "0", **journey}
    data |= {"stages-TOTAL_FORMS": str(len(stages)), "stages-INITIAL_FORMS": str(initial)}
    for number, stage in enumerate(stages):
        for name, value in ({"order": "0", "description": "", "aliases": ""} | stage).items():
            data[f"stages-{number}-{name}"] = str(value)
    return data


def stored(stage, **changes):
    return {"id": stage.pk, "journey": stage.journey_id, "name": stage.name, "order": stage.order} | changes


def change(journey):
    return f"/admin/journeys/journey/{journey.pk}/change/"


def save(desk, journey, sent):
    return desk.post(change(journey), what_it_showed(desk, change(journey)) | sent)


def errors(response):
    [inline] = response.context["inline_admin_formsets"]
    return " ".join([*inline.formset.non_form_errors(), *(str(form.errors) for form in inline.formset.forms)])


def wordings(stage):
    return [alias.wording for alias in stage.aliases.all()]


def test_a_journey_with_stages_and_their_other_wordings(desk):
    sent = form(
        {"name": "Hunger", "order": 10, "aliases": "Craving, hungry phase ,Craving, hunger"},
        {"name": "Order", "order": 20},
    )
    assert desk.post(ADD, sent).status_code == 302
    journey = Journey.objects.get()
    assert (journey.slug, [stage.name for stage in journey.stages.all()]) == ("how-they-buy", ["Hunger", "Order"])
    assert wordings(journey.stages.first()) == ["Craving", "hungry phase"]


def test_other_wordings_are_changed(desk):
    stage = StageFactory()
    kept, gone = (StageAliasFactory(stage=stage, wording=wording) for wording in ("Craving", "Want"))
    shown = desk.get(change(stage.journey)).context["inline_admin_formsets"][0].formset.forms[0]
    assert shown["aliases"].value() == "Craving, Want"
    sent = form(stored(stage, aliases="Craving, Need"), initial=1)
    assert save(desk, stage.journey, sent).status_code == 302
    assert wordings(stage) == ["Craving", "Need"]
    assert kept in stage.aliases.all()
    assert gone not in stage.aliases.all()


@pytest.mark.parametrize(
    ("stages", "sentence"),
    [
        ([{"name": "Hunger"}, {"name": "HUNGER"}], "Two stages are called"),
        ([{"name": "Hunger", "aliases": "Want"}, {"name": "Want"}], "Two stages are called"),
        ([{"name": "..."}], "at least one letter or digit"),
        ([{"name": "Hunger", "aliases": "!"}], "at least one letter or digit"),
        ([{"name": "Hunger", "aliases": "a" * 101}], "longer than 100 letters"),
        ([{"name": "Hunger", "order": "-1"}], "greater than or equal to 0"),
        ([{"name": "a\0b"}], "Null characters"),
    ],
)
def test_what_stages_cannot_be(desk, stages, sentence):
    response = desk.post(ADD, form(*stages))
    assert (response.status_code, sentence in errors(response)) == (200, True)
    assert not Journey.objects.exists()


def test_a_name_is_taken_once(desk):
    JourneyFactory(name="How they buy")
    assert "There is this journey already" in desk.post(ADD, form(name="how they buys!")).text


def test_a_stage_in_use_stays(desk):
    stage = TouchpointFactory().stage
    response = save(desk, stage.journey, form(stored(stage, DELETE="on"), initial=1))
    assert "is used: 1 touchpoints" in errors(response)
    assert Stage.objects.filter(pk=stage.pk).exists()


def test_a_stage_nobody_uses_goes(desk):
    stage = StageFactory()
    StageAliasFactory(stage=stage)
    assert save(desk, stage.journey, form(stored(stage, DELETE="on"), initial=1)).status_code == 302
    assert not Stage.objects.exists()


@pytest.mark.parametrize("use", [TouchpointFactory, AssetFactory])
def test_a_journey_in_use_stays(desk, use):
    stage = StageFactory(name="Hunger")
    use(stage=stage) if use is TouchpointFactory else use(stages=[stage])
    address = f"/admin/journeys/journey/{stage.journey.pk}/delete/"
    assert "It is in use" in desk.get(address).text
    assert desk.post(address, {"post": "yes"}).status_code in (200, 403)
    chosen = {"action": "delete_selected", "_selected_action": [stage.journey.pk], "post": "yes"}
    desk.post("/admin/journeys/journey/", chosen)
    assert Journey.objects.exists()


def test_a_journey_nobody_uses_goes(desk):
    stage = StageFactory()
    desk.post(f"/admin/journeys/journey/{stage.journey.pk}/delete/", {"post": "yes"})
    assert not Journey.objects.exists()


def test_publishing_and_putting_back(desk):
    journeys = [JourneyFactory(status=status) for status in ("draft", "published")]
    chosen = [journey.pk for journey in journeys]
    for action, status, said in (
        ("publish", "published", "Published 1."),
        ("put_back_to_draft", "draft", "Put 2 back"),
    ):
        response = desk.post("/admin/journeys/journey/", {"action": action, "_selected_action": chosen}, follow=True)
        assert said in response.text
        assert set(Journey.objects.values_list("status", flat=True)) == {status}
    messages = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert messages == ["Published.", "Put back to draft.", "Put back to draft."]


def test_a_copy_has_all_but_assets(desk):
    stage = StageFactory(name="Hunger", description="Why.", journey__name="How they buy")
    StageAliasFactory(stage=stage, wording="Want")
    formats = ContentFormatFactory.create_batch(2)
    TouchpointFactory(stage=stage, involvement=1, key_message="It rises.", content_formats=formats)
    AssetFactory(stages=[stage])
    for _ in range(2):
        assert desk.post(f"/admin/journeys/journey/{stage.journey.pk}/copy/").status_code == 302
    first, second = Journey.objects.exclude(pk=stage.journey.pk).order_by("pk")
    assert [(each.name, each.slug, each.status) for each in (first, second)] == [
        ("How they buy (copy)", "how-they-buy-copy", "draft"),
        ("How they buy (copy 2)", "how-they-buy-copy-2", "draft"),
    ]
    copied = first.stages.get()
    assert (copied.name, copied.description, wordings(copied)) == ("Hunger", "Why.", ["Want"])
    assert copied.assets.count() == 0
    touchpoint = copied.touchpoints.get()
    assert (touchpoint.involvement, touchpoint.key_message) == (1, "It rises.")
    assert [link.content_format for link in touchpoint.format_links.all()] == formats
    assert Touchpoint.objects.count() == 3


def test_who_may_copy():
    journey = JourneyFactory()
    address = f"/admin/journeys/journey/{journey.pk}/copy/"
    client = Client()
    client.force_login(UserFactory(is_staff=True, permissions=["journeys.change_journey", "journeys.add_journey"]))
    assert "Copy this journey" not in client.get(change(journey)).text
    assert client.post(address).status_code == 403
    assert Journey.objects.count() == 1


def test_copying_takes_a_post_and_a_journey(desk):
    journey = JourneyFactory()
    assert desk.get(f"/admin/journeys/journey/{journey.pk}/copy/").status_code == 405
    assert desk.post("/admin/journeys/journey/0/copy/").status_code == 404
    assert desk.post("/admin/journeys/journey/x/copy/").status_code == 404
