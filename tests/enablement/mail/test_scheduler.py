"""The loop that sends mail without cron, and what the apps may add to it."""

import argparse
import logging
import threading

import pytest
from django.db import OperationalError

from enablement.mail import due, letters
from enablement.mail.delivery import NoServer, run_once
from enablement.mail.letters import Letter
from enablement.management.commands import run_scheduler
from enablement.models import Reminder
from tests.enablement.factories import ReminderFactory
from tests.personas.factories import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("error", [NoServer("gone"), OperationalError("gone")])
def test_a_round_that_fails_is_not_the_last(error, monkeypatch, caplog):
    def fail(**options):
        raise error

    monkeypatch.setattr(run_scheduler, "run_once", fail)
    with caplog.at_level(logging.WARNING):
        run_scheduler.Command().round(threading.Event())
    assert caplog.messages == ["Mail waits for the next round: gone"]


@pytest.mark.parametrize("text", ["0", "-1", "3601", "nan", "often"])
def test_how_often(text):
    with pytest.raises((argparse.ArgumentTypeError, ValueError)):
        run_scheduler.seconds(text)


@pytest.mark.django_db
def test_it_stops_between_two_mails():
    ReminderFactory.create_batch(3)
    answers = iter([False, False, True])
    assert dict(run_once(is_stopped=lambda: next(answers))) == {"sent": 2}


@pytest.mark.django_db
def test_mail_that_another_part_writes_by_the_clock(monkeypatch, mailoutbox):
    """As a digest does: a row an occasion, and a letter of its own."""
    user = UserFactory()
    monkeypatch.setattr(due, "_makers", [*due._makers])
    monkeypatch.setitem(letters.WRITERS, "digest", None)

    def make(at):
        _, is_new = Reminder.objects.get_or_create(
            kind="digest", user=user, occasion=f"{at:%Y-%m-%d}", defaults={"due_at": at}
        )
        return int(is_new)

    due.register_due(make)
    due.register_due(make)
    letters.register_letter("digest", lambda reminder, at: Letter("News", context={"opening": "Ann changed."}))
    assert [dict(run_once()), dict(run_once())] == [{"sent": 1}, {}]
    [mail] = mailoutbox
    assert (mail.subject, mail.to, mail.body.startswith("Ann changed.")) == ("News", [user.email], True)
