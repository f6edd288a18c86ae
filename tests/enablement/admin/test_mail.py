"""Mail in the admin: to look at, and to try again."""

import pytest
from django.test import Client

from config.work_lists import work_items_for
from enablement.models import Reminder
from tests.enablement.factories import ReminderFactory
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/enablement/reminder/"


def client_of(*permissions):
    client = Client()
    user = UserFactory(is_staff=True, permissions=[f"enablement.{name}_reminder" for name in permissions])
    client.force_login(user)
    return client, user


def again(client, *rows):
    sent = {"action": "send_again", "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, sent, follow=True)


def test_what_was_given_up_is_tried_again():
    client, _ = client_of("view", "change")
    failed, sent = ReminderFactory(state="failed", attempts=6), ReminderFactory(state="sent")
    assert "1 mail will be tried again." in again(client, failed, sent).content.decode()
    states = Reminder.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("waiting", 0), ("sent", 0)]


def test_who_may_only_look():
    client, user = client_of("view")
    failed = ReminderFactory(state="failed")
    again(client, failed)
    failed.refresh_from_db()
    assert (failed.state, client.get(f"{LIST}{failed.pk}/change/").status_code) == ("failed", 200)
    assert not any(item.label == "Mail that could not be sent" for _, items in work_items_for(user) for item in items)


def test_rows_are_written_by_the_application_alone():
    client, _ = client_of("view", "add", "change")
    row = ReminderFactory(state="failed")
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{row.pk}/change/", {"state": "sent"}).status_code == 403
    row.refresh_from_db()
    assert row.state == "failed"


def test_the_start_page_counts_what_was_given_up():
    client, user = client_of("view", "change")
    ReminderFactory(state="failed")
    ReminderFactory(state="sent")
    [item] = [item for _, items in work_items_for(user) for item in items if item.label.startswith("Mail")]
    listed = client.get(item.url).context["cl"]
    assert (item.count, listed.result_count) == (1, 1)
