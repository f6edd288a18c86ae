"""Check whether the addresses of assets still open."""

import argparse
from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand

from journeys.link_health.checking import Checker, Pace
from journeys.link_health.round import check_all, due
from journeys.models import Asset

OFF = "Nothing was checked: LINK_CHECK_HOSTS names no host that may be asked."


def at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("write a number from 1 on.")
    return number


def not_negative(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 36_500:
        raise argparse.ArgumentTypeError("write a number of days from 0 to 36500.")
    return number


class Command(BaseCommand):
    """Asks nobody unless LINK_CHECK_HOSTS names hosts. Can be stopped at any time: what was checked is stored, and the
    next round goes on with the others."""

    help = "Check whether the addresses of assets open, of those hosts that LINK_CHECK_HOSTS names."

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=at_least_one, help="check so many assets at most")
        parser.add_argument(
            "--older-than", type=not_negative, default=7, metavar="DAYS", help="skip those checked in so many days (7)"
        )

    def handle(self, *, limit, older_than, **options):
        if not settings.LINK_CHECK_HOSTS:
            self.stdout.write(OFF)
            return
        waiting = due(older_than).count()
        total = min(waiting, limit) if limit else waiting
        found: Counter[str] = Counter()
        try:
            for number, (url, verdict) in enumerate(check_all(self.checker(), older_than, limit), start=1):
                found[verdict.state] += 1
                note = f" ({verdict.note})" if verdict.note else ""
                self.stdout.write(f"{number} of {total}: {Asset.Link(verdict.state).label}{note}: {url}")
                self.stdout.flush()
        except KeyboardInterrupt:
            self.stdout.write("Stopped. What was checked is stored; the next round goes on from here.")
        self.stdout.write(summary(found))

    def checker(self) -> Checker:
        return Checker(settings.LINK_CHECK_HOSTS, Pace())


def summary(found: Counter[str]) -> str:
    """How many there are of each state, in one line."""
    told = [f"{found[state]} {label.lower()}" for state, label in Asset.Link.choices if found[state]]
    return f"Checked {found.total()}: {', '.join(told)}." if told else "There was nothing to check."
