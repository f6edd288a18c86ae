"""What people look for, in the admin."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from personas.models import SearchMiss
from tests.personas.factories import SearchMissFactory, UserFactory

from .conftest import signed_in

pytestmark = pytest.mark.django_db

LIST = reverse("admin:personas_searchmiss_changelist")


def forget(desk, *misses):
    return desk.post(LIST, {"action": "forget", "_selected_action": [miss.pk for miss in misses]})


def test_what_is_looked_for_most_comes_first(desk):
    for wording, count in [("parking", 2), ("cheese & wine", 9)]:
        SearchMissFactory(wording=wording, count=count)
    response = desk.get(LIST)
    assert [miss.wording for miss in response.context["cl"].result_list] == ["cheese & wine", "parking"]
    assert f'href="{reverse("personas:search")}?q=cheese+%26+wine"' in response.content.decode()
    assert response.context["title"] == "What people look for"


def test_editors_forget(desk):
    misses = SearchMissFactory.create_batch(3)
    response = forget(desk, *misses[:2])
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["2 searches forgotten."]
    assert list(SearchMiss.objects.all()) == misses[2:]


def test_who_may_only_look_forgets_nothing(db):
    looker = signed_in(UserFactory(is_staff=True, permissions=["personas.view_searchmiss"]))
    miss = SearchMissFactory()
    forget(looker, miss)
    assert (looker.get(LIST).status_code, list(SearchMiss.objects.all())) == (200, [miss])
    assert signed_in(UserFactory(is_staff=True)).get(LIST).status_code == 403


def test_nobody_writes_them_by_hand(administrator_desk):
    miss = SearchMissFactory()
    change = reverse("admin:personas_searchmiss_change", args=[miss.pk])
    assert administrator_desk.get(reverse("admin:personas_searchmiss_add")).status_code == 403
    assert administrator_desk.post(change, {"wording": "x"}).status_code == 403


def test_the_start_page_leads_there(desk):
    SearchMissFactory()
    assert f'href="{LIST}"' in desk.get(reverse("admin:index")).content.decode()
