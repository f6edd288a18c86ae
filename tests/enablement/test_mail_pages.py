"""What people say about the mail they get, signed in or with one click in a mail."""

import pytest
from django.test import Client

from enablement.mail.wanted import stop_token, wants
from enablement.models import MailPreference, Subscription
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/enablement/mail/"
GROUPS = ["invitations", "reminders", "recordings", "digests"]


def chosen(user):
    row = MailPreference.objects.get(user=user)
    return [name for name in GROUPS if getattr(row, name)]


def test_everybody_gets_everything_as_long_as_they_said_nothing(reader, reader_client):
    form = reader_client.get(PAGE).context["form"]
    assert [form[name].value() for name in GROUPS] == [True] * 4
    assert wants(reader, "digest")
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize("wanted", [GROUPS, ["reminders"], []])
def test_choosing(reader, reader_client, wanted):
    assert reader_client.post(PAGE, dict.fromkeys(wanted, "on")).status_code == 302
    assert chosen(reader) == wanted
    assert wants(reader, "hour_before") is ("reminders" in wanted)


def test_one_persons_choice_is_nobody_elses(reader_client):
    other = UserFactory()
    reader_client.post(PAGE, {"user": other.pk})
    assert wants(other, "change")


def test_the_page_is_for_those_who_signed_in():
    assert Client().post(PAGE).status_code == 302
    assert not MailPreference.objects.exists()


def stop_page(user, kind="day_before"):
    return f"{PAGE}stop/{stop_token(user, kind)}/"


def test_looking_stops_nothing(reader):
    response = Client().get(stop_page(reader))
    assert (response.status_code, response["Referrer-Policy"]) == (200, "no-referrer")
    assert "reminders the day and the hour before a session" in response.content.decode()
    assert wants(reader, "day_before")


def test_one_click_stops_this_group_and_no_other(reader):
    program = Client(enforce_csrf_checks=True)
    response = program.post(stop_page(reader), {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, response.cookies) == (200, {})
    assert program.post(stop_page(reader)).status_code == 200
    assert chosen(reader) == ["invitations", "recordings", "digests"]


@pytest.mark.parametrize("token", ["x", "x:y:z", "%00", "é"])
def test_a_secret_that_was_never_given(token):
    assert Client().post(f"{PAGE}stop/{token}/").status_code == 404


def test_a_secret_of_a_closed_account(reader):
    page = stop_page(reader)
    reader.is_active = False
    reader.save()
    assert Client().post(page).status_code == 404


def test_following_all_personas_is_one_click_each_way(reader, reader_client):
    for choice, follows in (("follow", True), ("follow", True), ("unfollow", False), ("other", False)):
        reader_client.post(PAGE, {"all": choice, "invitations": "on"})
        assert Subscription.objects.filter(user=reader, persona=None).exists() is follows
    assert "Follow all personas" in reader_client.get(PAGE).text
