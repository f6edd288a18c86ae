"""The start page, and who gets in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.personas.factories import UserFactory

from .conftest import signed_in

START = reverse("admin:index")


def test_the_start_page_says_what_is_kept_where(desk):
    response = desk.get(START)
    assert [(app["name"], [model["name"] for model in app["models"]]) for app in response.context["app_list"]] == [
        ("People", ["Personas"]),
        ("What personas share", ["Traits", "Job titles"]),
        ("Vocabulary", ["Facets", "Content types", "Purchasing roles", "Persona types"]),
        ("Guides and pages", ["Guides", "Handbook pages"]),
    ]


def test_apps_without_sections_come_last(administrator_desk):
    response = administrator_desk.get(START)
    assert response.context["app_list"][-1]["name"] == "Authentication and Authorization"


def test_the_page_of_the_app_has_the_same_sections(desk):
    response = desk.get(reverse("admin:app_list", args=["personas"]))
    assert [app["name"] for app in response.context["app_list"]] == [
        "People",
        "What personas share",
        "Vocabulary",
        "Guides and pages",
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
