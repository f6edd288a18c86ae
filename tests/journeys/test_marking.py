"""The grid in which editors say who matters when: clicks, and taking them back."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journeys import marking
from journeys.marking import NOBODY, Refused, mark, undo
from journeys.models import Stage, Touchpoint
from tests.personas.factories import (
    AdministratorFactory,
    ContentFormatFactory,
    PersonaFactory,
    PersonaTypeFactory,
    TeamFactory,
    UserFactory,
)

from .factories import JourneyFactory, StageFactory, TouchpointFactory

pytestmark = pytest.mark.django_db

LEADS, TAKES_PART, IS_INFORMED = 1, 2, 3
RIGHTS = [f"journeys.{verb}_touchpoint" for verb in ("add", "change", "delete")]


@pytest.fixture
def editor():
    return UserFactory(permissions=RIGHTS, first_name="Ed")


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def stage():
    return StageFactory(name="Order", journey=JourneyFactory(slug="buy", name="How they buy"))


@pytest.fixture
def ada():
    return PersonaFactory(name="Ada", slug="ada", role_label="")


@pytest.fixture
def full(ada, stage):
    """A touchpoint that says everything."""
    return TouchpointFactory(
        persona=ada,
        stage=stage,
        involvement=IS_INFORMED,
        questions="Who else?",
        key_message="It rises.",
        team=TeamFactory(name="Sales"),
        content_formats=[ContentFormatFactory(name=name) for name in ("Webinar", "Story")],
    )


def involvement(persona, stage):
    return Touchpoint.objects.filter(persona=persona, stage=stage).values_list("involvement", flat=True).first() or 0


def post(client, persona, stage, was, to, **more):
    data = {"cell": f"{persona.pk}.{stage.pk}.{was}.{to}"} | more
    return client.post("/journeys/buy/marks/set/", data, headers={"HX-Request": "true", "HX-Target": "x"})


def token_in(response):
    return re.search(r'name="token" value="([^"]+)"', response.text)[1]


def take_back(client, response, slug="buy"):
    token = token_in(response)
    return client.post(f"/journeys/{slug}/marks/undo/", {"token": token}, headers={"HX-Request": "true"})


def all_that(touchpoint):
    links = touchpoint.format_links.values_list("content_format__name", "rank")
    texts = (touchpoint.involvement, touchpoint.questions, touchpoint.key_message, touchpoint.team.name)
    return *texts, list(links)


def test_clicks_go_round(desk, ada, stage):
    seen = []
    value = f"{ada.pk}.{stage.pk}.0.2"
    for _ in range(4):
        response = desk.post("/journeys/buy/marks/set/", {"cell": value}, headers={"HX-Request": "true"})
        value = response.context["box"].value
        seen.append(involvement(ada, stage))
    assert seen == [TAKES_PART, LEADS, IS_INFORMED, NOBODY]


def test_a_click_is_noted_and_said(desk, editor, ada, stage):
    response = post(desk, ada, stage, 0, 2)
    assert "Saved: Ada, Order: takes part." in response.text
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr, entry.get_change_message()) == (
        editor,
        "How they buy",
        "Ada, Order: takes part.",
    )


def test_a_choice_above_the_grid_sets_what_it_says(desk, ada, stage):
    post(desk, ada, stage, 0, 2, set="1")
    assert involvement(ada, stage) == LEADS
    post(desk, ada, stage, 1, 3, set="0")
    assert involvement(ada, stage) == NOBODY


def test_a_double_click_does_once_what_was_meant_once(desk, ada, stage):
    answers = [post(desk, ada, stage, 0, 2) for _ in range(2)]
    assert involvement(ada, stage) == TAKES_PART
    assert [("token" in answer.text) for answer in answers] == [True, False]
    assert LogEntry.objects.count() == 1


def test_a_click_on_what_somebody_changed_meanwhile_leaves_it(desk, ada, stage):
    TouchpointFactory(persona=ada, stage=stage, involvement=LEADS)
    response = post(desk, ada, stage, 0, 2)
    assert involvement(ada, stage) == LEADS
    assert "Somebody changed this cell meanwhile" in response.text
    assert "Ada, Order: leads" in response.text


def test_texts_are_not_clicked_away(desk, ada, stage, full):
    assert marking.next_involvement(full) == TAKES_PART
    response = post(desk, ada, stage, 3, 0)
    assert Touchpoint.objects.get() == full
    assert "Ada would lose its questions, its key message, 2 content types and its team in Order." in response.text
    assert "Unmark all the same" in response.text


def test_other_involvements_keep_the_texts(desk, ada, stage, full):
    before = all_that(full)
    post(desk, ada, stage, 3, 1)
    assert all_that(Touchpoint.objects.get()) == (LEADS, *before[1:])


def test_undo_brings_everything_back(desk, ada, stage, full):
    before = all_that(full)
    response = post(desk, ada, stage, 3, 0, sure="1")
    assert not Touchpoint.objects.exists()
    take_back(desk, response)
    assert all_that(Touchpoint.objects.get()) == before


def test_undo_can_be_undone(desk, ada, stage):
    first = post(desk, ada, stage, 0, 2)
    second = take_back(desk, first)
    assert involvement(ada, stage) == NOBODY
    take_back(desk, second)
    assert involvement(ada, stage) == TAKES_PART
    assert "changed again since" in take_back(desk, second).text


def test_undo_of_what_was_changed_again_changes_nothing(desk, ada, stage):
    response = post(desk, ada, stage, 0, 2)
    Touchpoint.objects.update(key_message="Meanwhile.")
    assert "changed again since" in take_back(desk, response).text
    assert Touchpoint.objects.get().key_message == "Meanwhile."


def test_undo_goes_without_what_was_deleted_since(desk, ada, stage, full):
    response = post(desk, ada, stage, 3, 0, sure="1")
    full.team.delete()
    ContentFormatFactory._meta.model.objects.get(name="Webinar").delete()
    take_back(desk, response)
    again = Touchpoint.objects.get()
    assert (again.team, [link.content_format.name for link in again.format_links.all()]) == (None, ["Story"])


def test_undo_is_for_who_did_it_and_for_its_journey(desk, ada, stage):
    response = post(desk, ada, stage, 0, 2)
    other = Client()
    other.force_login(AdministratorFactory())
    assert "isn&#x27;t a change of yours" in take_back(other, response).text
    JourneyFactory(slug="other")
    assert "in this journey" in take_back(desk, response, "other").text
    assert involvement(ada, stage) == TAKES_PART


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\0"])
def test_a_forged_token_does_nothing(desk, stage, token):
    response = desk.post("/journeys/buy/marks/undo/", {"token": token})
    assert (response.status_code, "can&#x27;t be undone any more" in response.text) == (200, True)


def test_an_old_token_does_nothing(desk, ada, stage, monkeypatch):
    response = post(desk, ada, stage, 0, 2)
    monkeypatch.setattr(marking, "UNDO_SECONDS", -1)
    assert "can&#x27;t be undone any more" in take_back(desk, response).text


def test_undo_of_a_persona_who_is_gone(desk, editor, ada, stage):
    response = post(desk, ada, stage, 0, 2)
    ada.delete()
    assert "gone" in take_back(desk, response).text


@pytest.mark.parametrize(
    "cell",
    ["", "x", "1", "1.1", "0.0.0.0", "1.1.0.4", "-1.1.0.2", f"{10**18}.1.0.2", "9" * 40 + ".1.0.2", "1.1.0.2\0"],
)
def test_what_is_no_cell_is_not_found(desk, stage, cell):
    assert desk.post("/journeys/buy/marks/set/", {"cell": cell}).status_code == 404


def test_cells_of_other_journeys_are_not_found(desk, ada, stage):
    assert post(desk, ada, StageFactory(), 0, 2).status_code == 404
    assert not Touchpoint.objects.exists()


def test_drafts_are_not_found(desk, ada, stage):
    draft = PersonaFactory(status="draft")
    assert post(desk, draft, stage, 0, 2).status_code == 404
    stage.journey.status = "draft"
    stage.journey.save()
    assert post(desk, ada, stage, 0, 2).status_code == 404
    assert desk.get("/journeys/buy/marks/").status_code == 404


def test_a_persona_of_another_type_has_no_place_in_the_journey(desk, ada, stage):
    stage.journey.type = PersonaTypeFactory(name="User")
    stage.journey.save()
    response = post(desk, ada, stage, 0, 2)
    assert "is for personas of the type User" in response.text
    assert not Touchpoint.objects.exists()
    assert "Ada" not in desk.get("/journeys/buy/marks/").text


@pytest.mark.parametrize(
    ("missing", "was", "to", "statuses"),
    [
        ("add", 0, 2, (403, 403)),
        ("change", 2, 1, (403, 403)),
        ("delete", 2, 0, (200, 403)),
    ],
)
def test_each_change_takes_its_right(ada, stage, missing, was, to, statuses):
    if was:
        TouchpointFactory(persona=ada, stage=stage, involvement=was)
    client = Client()
    client.force_login(UserFactory(permissions=[right for right in RIGHTS if missing not in right]))
    answers = (client.get("/journeys/buy/marks/"), post(client, ada, stage, was, to))
    assert tuple(answer.status_code for answer in answers) == statuses
    assert involvement(ada, stage) == was


def test_undo_takes_the_right_to_undo(editor, desk, ada, stage):
    response = post(desk, ada, stage, 0, 2)
    editor.user_permissions.remove(editor.user_permissions.get(codename="delete_touchpoint"))
    assert take_back(desk, response).status_code == 403
    assert involvement(ada, stage) == TAKES_PART


def test_readers_may_not(reader_client, ada, stage):
    assert reader_client.get("/journeys/buy/marks/").status_code == 403
    assert post(reader_client, ada, stage, 0, 2).status_code == 403
    assert reader_client.post("/journeys/buy/marks/undo/", {"token": "x"}).status_code == 403
    assert "Mark who matters when" not in reader_client.get("/journeys/buy/").text
    assert not Touchpoint.objects.exists()


def test_reading_changes_nothing(desk, ada, stage):
    assert desk.get("/journeys/buy/marks/set/", {"cell": f"{ada.pk}.{stage.pk}.0.2"}).status_code == 405
    assert desk.get("/journeys/buy/marks/undo/").status_code == 405


def test_the_grid_offers_everybody_who_might_matter(desk, ada, stage):
    deprecated = PersonaFactory(name="Old", slug="old", role_label="", status="deprecated")
    PersonaFactory(name="Older", status="deprecated")
    TouchpointFactory(persona=deprecated, stage=stage)
    response = desk.get("/journeys/buy/marks/")
    assert [row.head.name for row in response.context["matrix"].rows] == ["Ada", "Old"]
    assert "Mark who matters when" in desk.get("/journeys/buy/").text


def test_without_scripts_the_page_comes_back_with_an_undo(desk, ada, stage):
    page = desk.post("/journeys/buy/marks/set/?who=ad", {"cell": f"{ada.pk}.{stage.pk}.0.2", "set": ""})
    assert page.status_code == 200
    assert "Saved: Ada, Order: takes part." in page.text
    assert [row.head.name for row in page.context["matrix"].rows] == ["Ada"]
    undone = desk.post("/journeys/buy/marks/undo/?who=ad", {"token": token_in(page)})
    assert "Saved: Ada, Order: not marked." in undone.text
    assert not Touchpoint.objects.exists()


def test_the_grid_costs_the_same_at_two_sizes(desk, ada, stage):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            desk.get("/journeys/buy/marks/")
        return len(captured)

    TouchpointFactory(persona=ada, stage=stage)
    first = cost()
    for persona in PersonaFactory.create_batch(5):
        TouchpointFactory(persona=persona, stage=stage)
    StageFactory.create_batch(4, journey=stage.journey)
    assert (first, cost()) == (15, 15)


def test_a_stage_that_is_gone_is_said(editor, ada, stage):
    Stage.objects.all().delete()
    with pytest.raises(Refused, match="meanwhile"):
        mark(persona=ada, stage=stage, to=2, was=0, by=editor)


def test_a_token_of_another_purpose_is_none(editor, stage):
    with pytest.raises(Refused):
        undo(token=signing.dumps({"by": editor.pk}, salt="other"), journey=stage.journey, by=editor)
