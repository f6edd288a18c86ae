import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from enablement.calendar.addresses import address_of
from enablement.calendar.feeds import feed_of
from enablement.calendar.tokens import renew
from personas.api.keys import create_token
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_closing_an_account_ends_its_sessions_and_nobody_elses():
    user, other = UserFactory(), UserFactory()
    desks, others = [signed_in(user), signed_in(user)], signed_in(other)
    user.is_active = False
    user.save()
    assert [desk.get("/guides/").status_code for desk in (*desks, others)] == [302, 302, 200]
    assert Session.objects.count() == 1
    user.is_active = True
    user.save()
    assert [desk.get("/guides/").status_code for desk in desks] == [302, 302]


def test_a_page_that_a_browser_kept_is_not_confirmed_any_more():
    user = UserFactory()
    desk = signed_in(user)
    tag = desk.get("/guides/").headers.get("ETag", "")
    user.is_active = False
    user.save()
    assert desk.get("/guides/", headers={"If-None-Match": tag}).status_code == 302


def test_changing_an_open_account_ends_nothing():
    user = UserFactory()
    desk = signed_in(user)
    user.first_name = "Lee"
    user.save()
    assert desk.get("/guides/").status_code == 200


def test_keys_and_calendars_end_with_the_account_for_good(client):
    user = UserFactory()
    _, key = create_token(name="CRM", owner=user)
    address = address_of(renew(by=user), feed_of("everything", "", user), "http://testserver")
    ask = {"headers": {"Authorization": f"Bearer {key}"}}
    assert [client.get("/api/v1/personas", **ask).status_code, client.get(address.url).status_code] == [200, 200]
    user.is_active = False
    user.save()
    assert [client.get("/api/v1/personas", **ask).status_code, client.get(address.url).status_code] == [401, 404]
    user.is_active = True
    user.save()
    assert [client.get("/api/v1/personas", **ask).status_code, client.get(address.url).status_code] == [401, 404]
