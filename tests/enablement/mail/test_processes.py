"""Several senders at once, and senders that are killed: real processes, a real mail server, both databases."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from enablement.mail import queue
from enablement.mail.delivery import run_once
from enablement.models import Reminder
from tests.enablement.factories import ReminderFactory, SessionFactory
from tests.enablement.mail.mail_server import HOST
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 24


def database_url():
    """The address of the database that the tests use now."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def senders(django_db_setup):
    """A process that makes others, which loads the application only once."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "EMAIL_HOST": HOST,
        "EMAIL_USE_TLS": "off",
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "tests.enablement.mail.senders"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes) as process:

        def ask(*words):
            process.stdin.write(" ".join(map(str, words)) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield ask
        process.stdin.close()


@pytest.fixture
def mails():
    """Invitations that are due."""
    session = SessionFactory()
    return [ReminderFactory(session=session, user=user) for user in UserFactory.create_batch(MANY)]


def names(rows):
    return sorted(f"<{row.message_id}@localhost>" for row in rows)


def states():
    return dict(Counter(Reminder.objects.values_list("state", flat=True)))


def wait_until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It took too long."
        time.sleep(0.02)


def test_four_at_once_send_each_mail_once(server, senders, mails):
    started = [senders("start", server.port, "send_reminders") for _ in range(4)]
    assert [senders("wait", pid) for pid in started] == [0] * 4
    assert sorted(server.names) == names(mails)
    assert states() == {"sent": MANY}


@pytest.mark.parametrize("accepted", [False, True])
def test_a_sender_is_killed_during_a_mail(server, senders, mails, accepted):
    """Nothing is lost. Only the mail that the server had accepted comes twice, under one name."""
    server.kills_at, server.accepts_last = 5, accepted
    server.victim = senders("start", server.port, "send_reminders")
    assert senders("wait", server.victim) == -signal.SIGKILL
    wait_until(lambda: len(server.mails) == 4 + accepted)
    assert states() == {"sent": 4, "claimed": 1, "waiting": MANY - 5}
    after_the_lease = timezone.now() + queue.LEASE + timedelta(minutes=1)
    run_once(clock=lambda: after_the_lease)
    assert states() == {"sent": MANY}
    assert sorted(set(server.names)) == names(mails)
    assert len(server.mails) == MANY + accepted


def test_the_scheduler_sends_until_it_is_told_to_stop(server, senders, mails):
    scheduler = senders("start", server.port, "run_scheduler", "--every", "0.1")
    wait_until(lambda: len(server.mails) == MANY)
    late = ReminderFactory(session=mails[0].session)
    wait_until(lambda: len(server.mails) == MANY + 1)
    os.kill(scheduler, signal.SIGTERM)
    assert senders("wait", scheduler) == 0
    assert sorted(server.names) == names([*mails, late])
    assert states() == {"sent": MANY + 1}
