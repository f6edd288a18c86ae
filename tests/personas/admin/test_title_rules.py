"""Rules for titles: what they would catch is seen before they are saved."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from personas.models import TitleRule
from tests.personas.admin.conftest import signed_in
from tests.personas.factories import (
    PersonaFactory,
    PersonaTitleFactory,
    TitleRuleFactory,
    UnmatchedTitleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:personas_titlerule_add")
PREVIEW = reverse("admin:personas_titlerule_preview")


@pytest.fixture
def maud():
    return PersonaFactory(name="Mouse Maud", role_label="")


def preview(desk, **fields):
    response = desk.post(PREVIEW, {"includes": "cheese\n[leader]", **fields})
    assert response.status_code == 200
    return response.content.decode()


def test_the_preview_says_what_is_caught_and_stolen(desk, maud):
    other = PersonaFactory(name="Rat", role_label="")
    PersonaTitleFactory(persona=maud, title__name="Head of Cheese")
    PersonaTitleFactory(persona=other, title__name="Cheese Director")
    PersonaTitleFactory(persona=other, title__name="Cheese Intern")
    UnmatchedTitleFactory(name="VP Cheese")
    html = preview(desk, persona=maud.pk, priority=10)
    found = [title in html for title in ("Head of Cheese", "Cheese Director", "VP Cheese", "Cheese Intern", "now Rat")]
    assert found == [True, True, True, False, True]
    assert TitleRule.objects.count() == 0


def test_the_preview_follows_the_priority(desk, maud):
    rat = PersonaFactory(name="Rat", role_label="")
    PersonaTitleFactory(persona=rat, title__name="Head of Cheese")
    TitleRuleFactory(persona=rat, includes="cheese", priority=60)
    first, last = preview(desk, persona=maud.pk, priority=1), preview(desk, persona=maud.pk, priority=500)
    assert [html.count("Would take titles from others: 1") for html in (first, last)] == [1, 0]
    assert [html.count("Fits, but another rule wins: 1") for html in (first, last)] == [0, 1]
    assert "Rat, by a rule of priority 60" in last


@pytest.mark.parametrize(("sent", "notes"), [({"is_active": "on"}, 0), ({"is_active": ""}, 1)])
def test_the_preview_says_when_the_rule_is_inactive(sent, notes, desk, maud):
    assert preview(desk, persona=maud.pk, **sent).count("Inactive: the rule takes nothing.") == notes


def test_the_preview_names_rules_that_overlap(desk, maud):
    PersonaTitleFactory(title__name="Head of Cheese")
    rule = TitleRuleFactory(includes="cheese\n[leader]")
    html = preview(desk, persona=maud.pk)
    assert reverse("admin:personas_titlerule_change", args=[rule.pk]) in html
    assert "Overlaps" not in preview(desk, persona=rule.persona.pk, rule=rule.pk)


@pytest.mark.parametrize(
    "fields",
    [
        {"includes": ""},
        {"includes": "\0"},
        {"includes": "[nobody]"},
        {"includes": "x" * 30_000},
        {"persona": "9" * 40},
        {"persona": "x\0", "priority": "-1", "rule": "zz"},
        {"priority": "9" * 18},
        {"includes": "<b>cheese</b>", "excludes": "[["},
    ],
)
def test_odd_input_gets_a_sentence(desk, fields):
    html = preview(desk, **fields)
    assert (html.count("<p") > 0, "<b>" in html) == (True, False)


def test_an_overlap_is_warned_of_at_save(desk, maud):
    PersonaTitleFactory(title__name="Head of Cheese")
    TitleRuleFactory(includes="cheese\n[leader]")
    fields = {"persona": maud.pk, "includes": "cheese\n[executive], [leader]", "priority": 100, "is_active": "on"}
    response = desk.post(ADD, fields)
    assert TitleRule.objects.count() == 2
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["warning", "success"]


def test_a_rule_that_asks_for_nothing_isnt_saved(desk, maud):
    response = desk.post(ADD, {"persona": maud.pk, "includes": " , ", "priority": 100})
    assert (response.status_code, TitleRule.objects.count()) == (200, 0)


def test_the_saved_rule_shows_what_it_catches(desk, maud):
    PersonaTitleFactory(persona=maud, title__name="Head of Cheese")
    rule = TitleRuleFactory(persona=maud, includes="cheese\n[leader]")
    html = desk.get(reverse("admin:personas_titlerule_change", args=[rule.pk])).content.decode()
    assert "Head of Cheese" in html.split("What it catches")[1]


def test_only_those_who_keep_rules_preview_them(maud):
    desk = signed_in(UserFactory(is_staff=True, permissions=["personas.view_titlerule"]))
    assert desk.post(PREVIEW, {"includes": "cheese"}).status_code == 403
    assert signed_in(UserFactory()).post(PREVIEW, {"includes": "cheese"}).status_code == 302


def test_a_persona_lists_her_rules(desk, maud):
    rule = TitleRuleFactory(persona=maud, includes="cheese\n[leader]", is_active=False)
    html = desk.get(reverse("admin:personas_persona_change", args=[maud.pk])).content.decode()
    assert (
        f'<a href="{reverse("admin:personas_titlerule_change", args=[rule.pk])}">cheese + [leader]</a> (inactive)'
        in html
    )
    address = f"{ADD}?persona={maud.pk}"
    assert address in html
    assert desk.get(address).context["adminform"].form.initial["persona"] == str(maud.pk)
    assert desk.get(f"{ADD}?persona=x%00").status_code == 200
