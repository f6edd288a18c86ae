"""Send the mail about sessions that is due."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from enablement.mail.delivery import NoServer, run_once
from enablement.models import Reminder

WORDS = {
    Reminder.State.SENT: "sent",
    Reminder.State.DROPPED: "no longer needed",
    Reminder.State.WAITING: "to be tried again",
    Reminder.State.FAILED: "given up",
}


class Command(BaseCommand):
    """For cron or a timer, every few minutes. Any number may run at once, and each may be stopped at any time. Exit
    status 1 with one sentence when the mail server can't be reached; mails wait for it."""

    help = "Send invitations, reminders and other mail about sessions that is due now."
    requires_system_checks = []

    def handle(self, **options):
        try:
            self.stdout.write(summary(run_once()))
        except NoServer as error:
            raise CommandError(f"The mail server can't be reached, all mail waits. {error}") from error


def summary(done: Counter) -> str:
    """What became of the mails, in one line."""
    told = [f"{done[state]} {words}" for state, words in WORDS.items() if done[state]]
    return f"Mail: {', '.join(told)}." if told else "No mail was due."
