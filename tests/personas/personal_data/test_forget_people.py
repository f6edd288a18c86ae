"""What is forgotten on the schedule."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.utils import timezone

from config.access import audit
from config.access.audit_log import days_kept
from config.access.models import AuditEntry
from config.access.personal_data.plan import is_forgotten
from config.access.personal_data.schedule import forget_by_age
from enablement.models import GuestAttendance
from personas.history import log_change
from tests.enablement.factories import GuestAttendanceFactory, SessionFactory
from tests.personas.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    out = StringIO()
    call_command("forget_people", stdout=out, **options)
    return out.getvalue().strip()


def closed(days: int, **values):
    """An account that was closed so many days ago, as it is written down."""
    user = UserFactory(is_active=False, **values)
    entry = audit.record("account_closed", subject=user.get_username())
    AuditEntry.objects.filter(pk=entry.pk).update(at=timezone.now() - timedelta(days=days))
    return user


@pytest.fixture(autouse=True)
def audit_log_stays(settings):
    settings.AUDIT_DAYS = 0


def guest(days: int):
    start = timezone.now() - timedelta(days=days)
    return GuestAttendanceFactory(session=SessionFactory(starts_at=start, minutes=30))


def test_nothing_is_forgotten_unless_told():
    user = closed(10_000)
    assert run() == "Nothing is forgotten by age: FORGET_CLOSED_DAYS, FORGET_GUESTS_DAYS and AUDIT_DAYS are 0."
    user.refresh_from_db()
    assert not is_forgotten(user)


def test_accounts_are_forgotten_after_their_days(settings):
    settings.FORGET_CLOSED_DAYS = 90
    AdministratorFactory()
    users = [closed(91), closed(89), UserFactory()]
    assert run(dry_run=True) == "Would forget: 1 person."
    assert run() == "Forgot: 1 person."
    assert run() == "Forgot: 0 people."
    for user in users:
        user.refresh_from_db()
    assert [is_forgotten(user) for user in users] == [True, False, False]


def test_an_account_that_was_opened_meanwhile_begins_anew(settings):
    settings.FORGET_CLOSED_DAYS = 90
    user = closed(200)
    audit.record("account_opened", subject=user.get_username())
    assert run() == "Forgot: 0 people. The days of 1 closed account begin to count now."
    assert run() == "Forgot: 0 people."
    later = forget_by_age(at=timezone.now() + timedelta(days=91))
    assert (later.people, later.noticed) == (1, 0)


def test_a_rehearsal_writes_nothing(settings):
    settings.FORGET_CLOSED_DAYS = settings.FORGET_GUESTS_DAYS = 1
    UserFactory(is_active=False)
    old = guest(3)
    assert run(dry_run=True) == ("Would forget: 0 people, 1 guest. The days of 1 closed account begin to count now.")
    assert not AuditEntry.objects.exists()
    old.refresh_from_db()
    assert old.name != ""


def test_guests_lose_their_names_and_are_counted(settings):
    settings.FORGET_GUESTS_DAYS = 30
    old, also_old, young = guest(31), guest(31), guest(29)
    assert run() == "Forgot: 0 people, 2 guests."
    assert run() == "Forgot: 0 people, 0 guests."
    told = {row.pk: (row.name, row.email) for row in GuestAttendance.objects.all()}
    assert told == {old.pk: ("", ""), also_old.pk: ("", ""), young.pk: (young.name, young.email)}
    assert not GuestAttendance.objects.filter(key__in=[old.key, also_old.key]).exists()


def test_a_guest_without_a_name_is_somebody():
    assert str(GuestAttendanceFactory(name="", email="")) == "Somebody"


def entry(days: int):
    made = audit.record("taken_out", subject=f"{days} days ago")
    AuditEntry.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=days))
    return made.pk


def test_the_audit_log_forgets_what_is_old_and_history_stays(settings):
    settings.AUDIT_DAYS = 730
    log_change([UserFactory()], by=AdministratorFactory(), message="Renamed.")
    LogEntry.objects.update(action_time=timezone.now() - timedelta(days=2000))
    entries = [entry(731), entry(729)]
    assert run(dry_run=True) == "Would forget: 0 people, 1 audit log entry."
    assert AuditEntry.objects.count() == 2
    assert run() == "Forgot: 0 people, 1 audit log entry."
    assert list(AuditEntry.objects.values_list("pk", flat=True)) == entries[1:]
    assert LogEntry.objects.count() == 1


def test_when_an_account_was_closed_is_known_until_it_is_forgotten(settings):
    settings.AUDIT_DAYS, settings.FORGET_CLOSED_DAYS = 30, 90
    waiting, due = closed(89), closed(91)
    assert days_kept() == 91
    assert run() == "Forgot: 1 person, 1 audit log entry."
    for user in (waiting, due):
        user.refresh_from_db()
    assert [is_forgotten(waiting), is_forgotten(due)] == [False, True]
    assert AuditEntry.objects.filter(kind="account_closed", subject=waiting.get_username()).exists()
