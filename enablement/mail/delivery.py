"""Sends what is due."""

import logging
import smtplib
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import datetime

from django.core.mail import get_connection
from django.utils import timezone

from enablement.mail import queue
from enablement.mail.due import make_due
from enablement.mail.letters import NotNeeded, write_letter
from enablement.mail.messages import message_of
from enablement.models import Reminder

logger = logging.getLogger(__name__)
State = Reminder.State
Clock = Callable[[], datetime]
# The server's "no, and don't ask again".
FOR_GOOD = 500


class NoServer(Exception):
    """The mail server can't be reached: nothing was claimed, so everything can wait."""


def run_once(*, clock: Clock = timezone.now, is_stopped: Callable[[], bool] = lambda: False) -> Counter:
    """Writes the reminders that are due, and sends every mail that is. Returns how many came to which state.

    Raises NoServer when the mail server can't be reached; mails wait for it without losing an attempt.
    """
    make_due(clock())
    done = Counter({State.FAILED: queue.give_up_dead(clock())})
    with connected() as connection:
        while not is_stopped():
            before = done.total()
            for pk in queue.candidates(clock()):
                connection.reach()
                if reminder := queue.claim(pk, clock()):
                    done[deliver(reminder, connection, clock)] += 1
                if is_stopped():
                    return +done
            if done.total() == before:
                break
    return +done


def deliver(reminder: Reminder, connection: "Connection", clock: Clock) -> str:
    """Sends one claimed mail and says what became of it. Returns its state."""
    try:
        message = message_of(reminder, write_letter(reminder, clock()))
        if not queue.is_ours(reminder, clock()):
            return State.CLAIMED
        connection.send(message)
    except NotNeeded as reason:
        queue.dropped(reminder, str(reason))
        return State.DROPPED
    except Exception as error:  # whatever is wrong with one mail must not stop the others
        logger.warning("Mail %s was not sent. %s", reminder.pk, told(error))
        connection.drop()
        return queue.refused(reminder, clock(), told(error), for_good=is_for_good(error))
    queue.sent(reminder, clock())
    return State.SENT


def told(error: Exception) -> str:
    """What an editor reads of it."""
    return f"{type(error).__name__}: {error}"


def is_for_good(error: Exception) -> bool:
    """Whether the server said that there is no such recipient."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= FOR_GOOD for code, _ in error.recipients.values())


class Connection:
    """One connection to the mail server for many mails, opened when it is needed."""

    def __init__(self):
        self.backend = get_connection()
        self.is_open = False

    def reach(self) -> None:
        """Raises NoServer."""
        if self.is_open:
            return
        try:
            self.backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NoServer(told(error)) from error
        self.is_open = True

    def send(self, message) -> None:
        """Raises whatever the backend says when the server doesn't take it."""
        if not self.backend.send_messages([message]):
            raise smtplib.SMTPException("The mail was not taken.")

    def drop(self) -> None:
        """Closes it, whatever state it is in."""
        with suppress(OSError, smtplib.SMTPException):
            self.backend.close()
        self.is_open = False


@contextmanager
def connected():
    connection = Connection()
    try:
        yield connection
    finally:
        connection.drop()
