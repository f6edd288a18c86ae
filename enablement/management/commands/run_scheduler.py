"""Send the mail about sessions whenever some is due, for those without cron."""

import argparse
import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from enablement.mail.delivery import NoServer, run_once
from enablement.management.commands.send_reminders import summary

logger = logging.getLogger(__name__)
LONGEST = 3600
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def seconds(text: str) -> float:
    number = float(text)
    if not 0 < number <= LONGEST:
        raise argparse.ArgumentTypeError(f"write a number of seconds up to {LONGEST}.")
    return number


class Command(BaseCommand):
    """Runs until it is told to stop; then the mail that is being sent is finished first. Neither the database nor the
    mail server has to be there all the time."""

    help = "Send mail about sessions whenever it is due, until stopped (SIGTERM or Ctrl+C)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--every", type=seconds, default=60, metavar="SECONDS", help="how often to look for mail (60)"
        )

    def handle(self, *, every, **options):
        stopped = threading.Event()
        before = {name: signal.signal(name, lambda *_: stopped.set()) for name in SIGNALS}
        try:
            self.stdout.write(f"Looking for mail every {every:g} seconds.")
            self.stdout.flush()
            while not stopped.is_set():
                self.round(stopped)
                stopped.wait(every)
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)
        self.stdout.write("Stopped.")

    def round(self, stopped: threading.Event) -> None:
        """One look; what goes wrong is said, and looked at again the next time."""
        close_old_connections()
        try:
            done = run_once(is_stopped=stopped.is_set)
        except (DatabaseError, NoServer) as error:
            logger.warning("Mail waits for the next round: %s", error)
        else:
            if done:
                self.stdout.write(summary(done))
                self.stdout.flush()
