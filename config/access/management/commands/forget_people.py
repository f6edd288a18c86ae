"""Forget people whose account was closed long ago, guests of sessions long past, and old entries of the audit log."""

from django.core.management.base import BaseCommand

from config.access.personal_data.schedule import Outcome, forget_by_age, is_anything_forgotten

NEVER = "Nothing is forgotten by age: FORGET_CLOSED_DAYS, FORGET_GUESTS_DAYS and AUDIT_DAYS are 0."


class Command(BaseCommand):
    """For cron or a timer, once a day. Any number may run at once, and each may be stopped at any time."""

    help = "Forget closed accounts, guests' names and entries of the audit log, each after its days."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many it would be.")

    def handle(self, *, dry_run=False, **options):
        if not is_anything_forgotten():
            self.stdout.write(NEVER)
            return
        self.stdout.write(summary(forget_by_age(is_rehearsal=dry_run), "Would forget" if dry_run else "Forgot"))


def summary(outcome: Outcome, verb: str) -> str:
    """ "Forgot: 2 people, 300 audit log entries, 14 guests."."""
    told = [numbered(outcome.people, "person", "people")]
    told += [numbered(count, kind.one, kind.many) for kind, count in outcome.aged]
    accounts = numbered(outcome.noticed, "closed account", "closed accounts")
    begun = f" The days of {accounts} begin to count now." if outcome.noticed else ""
    return f"{verb}: {', '.join(told)}.{begun}"


def numbered(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
