"""The queue of titles without a persona."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.models import PersonaTitle, UnmatchedTitle
from personas.title_queue import Suggester
from tests.personas.admin.conftest import signed_in
from tests.personas.factories import PersonaFactory, PersonaTitleFactory, UnmatchedTitleFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:personas_unmatchedtitle_changelist")
SETTLE = reverse("admin:personas_unmatchedtitle_settle")
ASSIGN = reverse("admin:personas_unmatchedtitle_assign")


@pytest.fixture
def title():
    return UnmatchedTitleFactory(name="Cheese Alchemist", count=3)


@pytest.fixture
def maud():
    persona = PersonaFactory(name="Mouse Maud", role_label="")
    PersonaTitleFactory(persona=persona, title__name="Cheese Analyst")
    return persona


def waiting():
    return list(UnmatchedTitle.objects.filter(dismissed=False).values_list("name", flat=True))


def titles_of(persona):
    return list(PersonaTitle.objects.filter(persona=persona).values_list("title__name", flat=True))


def test_one_click_makes_it_a_known_title(desk, title, maud):
    html = desk.get(LIST).content.decode()
    assert f'name="assign" value="{title.pk}:{maud.pk}"' in html
    assert desk.post(f"{SETTLE}?back=q%3Dcheese", {"assign": f"{title.pk}:{maud.pk}"}).url == f"{LIST}?q=cheese"
    assert (titles_of(maud), waiting()) == (["Cheese Analyst", "Cheese Alchemist"], [])


def test_one_click_dismisses(desk, title):
    desk.post(SETTLE, {"dismiss": title.pk})
    assert (waiting(), "Cheese Alchemist" in desk.get(LIST).content.decode()) == ([], False)
    assert "Cheese Alchemist" in desk.get(LIST, {"state": "dismissed"}).content.decode()


def test_several_are_assigned_together(desk, title, maud):
    other = UnmatchedTitleFactory(name="Curd Alchemist")
    chosen = {"action": "assign", "_selected_action": [title.pk, other.pk]}
    page = desk.post(LIST, chosen, follow=True)
    assert "Whom do 2 titles mean?" in page.content.decode()
    desk.post(ASSIGN, {"ids": page.context["ids"], "persona": maud.pk})
    assert (set(titles_of(maud)), waiting()) == ({"Cheese Analyst", "Cheese Alchemist", "Curd Alchemist"}, [])


def test_several_are_dismissed_and_brought_back(desk, title):
    desk.post(LIST, {"action": "dismiss", "_selected_action": [title.pk]})
    assert waiting() == []
    desk.post(f"{LIST}?state=dismissed", {"action": "bring_back", "_selected_action": [title.pk]})
    assert waiting() == ["Cheese Alchemist"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"assign": ""},
        {"assign": "{title}"},
        {"assign": "{title}:"},
        {"assign": "{title}:0"},
        {"assign": "{title}:x\0"},
        {"assign": "9{big}:{maud}"},
        {"assign": "{title}:9{big}"},
        {"assign": "{title}:{old}"},
        {"dismiss": "x"},
        {"dismiss": "9{big}"},
    ],
)
def test_forged_clicks_change_nothing(desk, title, maud, data):
    names = {"title": title.pk, "maud": maud.pk, "big": "9" * 30, "old": PersonaFactory(status="deprecated").pk}
    response = desk.post(SETTLE, {name: value.format(**names) for name, value in data.items()})
    assert (response.status_code, waiting(), titles_of(maud)) == (302, ["Cheese Alchemist"], ["Cheese Analyst"])


@pytest.mark.parametrize("persona", ["", "0", "x\0", "9" * 40])
def test_the_page_asks_for_a_persona_that_is_there(desk, title, persona):
    response = desk.post(ASSIGN, {"ids": title.pk, "persona": persona})
    assert (response.status_code, waiting()) == (200, ["Cheese Alchemist"])
    assert response.context["form"].errors


@pytest.mark.parametrize("ids", ["", "x", "0", "9" * 40])
def test_titles_that_are_gone_lead_back(desk, ids):
    assert desk.get(ASSIGN, {"ids": ids}).url == LIST


@pytest.mark.parametrize("permissions", [[], ["personas.view_unmatchedtitle"], ["personas.change_persona"]])
def test_only_editors_settle(title, maud, permissions):
    desk = signed_in(UserFactory(is_staff=True, permissions=permissions))
    answers = [
        desk.post(SETTLE, {"assign": f"{title.pk}:{maud.pk}"}),
        desk.post(SETTLE, {"dismiss": title.pk}),
        desk.get(ASSIGN, {"ids": title.pk}),
        desk.post(ASSIGN, {"ids": title.pk, "persona": maud.pk}),
    ]
    assert ([answer.status_code for answer in answers], waiting()) == ([403] * 4, ["Cheese Alchemist"])


def test_those_who_only_look_get_no_buttons(title, maud):
    desk = signed_in(UserFactory(is_staff=True, permissions=["personas.view_unmatchedtitle"]))
    html = desk.get(LIST).content.decode()
    assert ("Cheese Alchemist" in html, 'name="assign"' in html) == (True, False)


def test_a_get_settles_nothing(desk, title, maud):
    assert desk.get(SETTLE, {"assign": f"{title.pk}:{maud.pk}"}).status_code == 405


def test_suggestions_are_of_personas_in_use_and_near(editor, title, maud):
    PersonaTitleFactory(persona__status="deprecated", title__name="Cheese Alchemists")
    PersonaTitleFactory(title__name="Network Architect")
    (suggestion,) = Suggester(editor).suggestions("Cheese Alchemist")
    assert (suggestion.heading, suggestion.why.startswith("Nearest known title: Cheese Analyst")) == (
        "Mouse Maud",
        True,
    )


def test_the_list_costs_the_same_with_more_titles_and_personas(desk):
    spent = []
    for count in (1, 20):
        UnmatchedTitleFactory.create_batch(count)
        PersonaTitleFactory.create_batch(count)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        spent.append(len(captured))
    assert spent[0] == spent[1]
