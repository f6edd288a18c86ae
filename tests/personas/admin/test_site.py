"""The start page, and who gets in."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.history import log_change
from tests.personas.factories import (
    ContentPreferenceFactory,
    GroupFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    UserFactory,
)

from .conftest import signed_in

START = reverse("admin:index")


def test_the_start_page_says_what_is_kept_where(desk):
    response = desk.get(START)
    assert [(app["name"], [model["name"] for model in app["models"]]) for app in response.context["app_list"]] == [
        ("People", ["Personas"]),
        ("What personas share", ["Traits", "Job titles", "Title rules", "Titles without a persona"]),
        ("Vocabulary", ["Facets", "Content types", "Purchasing roles", "Persona types", "Teams"]),
        ("Guides and pages", ["Guides", "Handbook pages", "Guesses of imports"]),
        ("Readers", ["Searches that found nothing", "API tokens"]),
    ]


def test_apps_without_sections_come_last(administrator_desk):
    response = administrator_desk.get(START)
    assert response.context["app_list"][-1]["name"] == "People and rights"


def test_the_page_of_the_app_has_the_same_sections(desk):
    response = desk.get(reverse("admin:app_list", args=["personas"]))
    assert [app["name"] for app in response.context["app_list"]] == [
        "People",
        "What personas share",
        "Vocabulary",
        "Guides and pages",
        "Readers",
    ]


def test_names_of_the_site(desk):
    response = desk.get(START)
    assert (response.context["site_header"], response.context["site_title"]) == ("Dramatis", "Dramatis admin")


@pytest.mark.parametrize("page", ["admin:index", "admin:personas_persona_changelist"])
def test_editors_find_the_import(desk, page):
    link = f'href="{reverse("admin:personas_import")}"'
    assert link in desk.get(reverse(page)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["admin:index", "admin:personas_persona_changelist"])
def test_the_import_is_not_offered_to_those_who_may_not(page):
    onlooker = signed_in(UserFactory(is_staff=True, permissions=["personas.view_persona"]))
    response = onlooker.get(reverse(page))
    assert (response.status_code, reverse("admin:personas_import") in response.content.decode()) == (200, False)


@pytest.mark.django_db
def test_readers_stay_outside():
    assert signed_in(UserFactory()).get(START).status_code == 302
    assert Client().get(START).status_code == 302


def test_no_page_of_the_admin_carries_styles_or_scripts_of_its_own(administrator_desk):
    content = administrator_desk.get(START).content.decode()
    assert ("<style" in content, "<script>" in content, ' style="' in content) == (False, False, False)


def items_shown(response):
    return {item.label: item.count for _, items in response.context["attention"] for item in items}


def test_what_needs_attention_comes_first_with_its_count(desk):
    PersonaFactory(status="draft", review_due_on=date(2000, 1, 1))
    response = desk.get(START)
    shown = items_shown(response)
    assert (shown["Drafts"], shown["Overdue reviews"]) == (1, 1)
    content = response.content.decode()
    assert '<a href="/admin/personas/persona/?status=draft"><b>1</b> <span>Drafts</span></a>' in content
    assert content.index("Needs attention") < content.index("Import handbook pages") < content.index("People")


def test_every_count_is_the_length_of_the_list_it_leads_to(desk):
    for factory in (PersonaTraitFactory, PersonaNoteFactory, PersonaPurchasingRoleFactory, ContentPreferenceFactory):
        factory(persona__status="draft", persona__review_due_on=date(2000, 1, 1))
    lists = {
        item.label: (item.count, desk.get(item.url).context["cl"].result_count)
        for _, items in desk.get(START).context["attention"]
        for item in items
        if item.url.startswith("/admin/personas/") and "cl" in desk.get(item.url).context
    }
    assert len(lists) >= 8
    assert {label: count for label, (count, found) in lists.items() if count != found} == {}


def test_nothing_to_do_is_said(desk):
    content = desk.get(START).content.decode()
    assert "Nothing needs attention" in content
    assert '<a href="/admin/personas/persona/?status=draft">Drafts</a>' in content


@pytest.mark.django_db
def test_who_may_only_look_is_told_of_no_work():
    onlooker = signed_in(UserFactory(is_staff=True, permissions=["personas.view_persona"]))
    response = onlooker.get(START)
    assert (response.context["has_work_lists"], "attention" in response.content.decode()) == (False, False)


def test_recent_changes_are_everybodys_in_words(desk):
    colleague, persona = UserFactory(first_name="Mika", last_name="Hale"), PersonaFactory(name="Robin", role_label="")
    log_change([persona], by=colleague, message="Published.")
    content = " ".join(desk.get(START).content.decode().split())
    assert '<b>Mika Hale</b> changed <span class="kind">persona</span>' in content
    assert f'<a href="/admin/personas/persona/{persona.pk}/change/"><bdi>Robin</bdi></a>' in content
    assert '<span class="note">Published.</span>' in content


def test_changes_show_to_those_who_may_see_what_changed(desk, administrator_desk):
    log_change([GroupFactory()], by=UserFactory(), message="Renamed.")
    assert [len(each.get(START).context["recent_changes"]) for each in (desk, administrator_desk)] == [0, 1]


def test_the_page_of_the_app_has_neither_work_nor_changes(desk):
    log_change([PersonaFactory()], by=UserFactory(), message="Published.")
    content = desk.get(reverse("admin:app_list", args=["personas"])).content.decode()
    assert ("attention" in content, "Recent changes" in content) == (False, False)


def test_the_start_page_costs_the_same_with_one_of_everything_and_with_thirty(desk, editor):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(START)
        return len(captured)

    def make(count):
        for factory in (PersonaTraitFactory, PersonaNoteFactory, PersonaTitleFactory, ContentPreferenceFactory):
            factory.create_batch(count)
        for guide in GuideFactory.create_batch(count):
            log_change([guide], by=editor, message=f"Changed {guide}.")

    make(1)
    queries()
    first = queries()
    make(29)
    assert queries() == first
