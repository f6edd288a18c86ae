"""Sending against a real mail server: what it takes, refuses, and what becomes of the rows."""

from datetime import UTC, datetime, timedelta
from itertools import chain, repeat

import pytest
from django.core import management
from django.core.management import call_command

from enablement.mail import delivery, queue
from enablement.mail.delivery import NoServer, run_once
from enablement.models import Reminder, Session
from tests.enablement.factories import RegistrationFactory, ReminderFactory, SessionFactory
from tests.enablement.mail.mail_server import free_port

pytestmark = pytest.mark.django_db
State = Reminder.State
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
TOMORROW = AT + timedelta(days=1)


def run(at=AT):
    return dict(run_once(clock=lambda: at))


def mail(**values):
    """An invitation that is due."""
    return ReminderFactory(
        **{"due_at": AT, "session": SessionFactory(starts_at=TOMORROW + timedelta(days=2))} | values
    )


def states():
    return list(Reminder.objects.order_by("pk").values_list("state", "attempts"))


def test_each_due_mail_once(server):
    for _ in range(3):
        mail()
    mail(due_at=AT + timedelta(minutes=1))
    assert run() == {"sent": 3}
    assert run() == {}
    assert len(set(server.recipients)) == len(server.mails) == 3
    assert states() == [("sent", 1)] * 3 + [("waiting", 0)]


def test_what_a_sent_row_says(server):
    row = mail()
    run()
    row.refresh_from_db()
    assert (row.sent_at, row.claim, row.leased_until, row.last_error) == (AT, None, None, "")
    assert server.names == [f"<{row.message_id}@localhost>"]


def test_a_refusal_is_tried_again_later_and_later_and_given_up(server):
    row, at = mail(), AT
    server.answers[row.user.email] = "451 Come back later"
    waits = []
    for _ in queue.BACK_OFF:
        assert run(at) == {"waiting": 1}
        row.refresh_from_db()
        assert run(row.next_try_at - timedelta(seconds=1)) == {}
        waits.append(row.next_try_at - at)
        at = row.next_try_at
    assert (waits, run(at)) == (list(queue.BACK_OFF), {"failed": 1})
    row.refresh_from_db()
    assert "Come back later" in row.last_error
    assert run(at + timedelta(days=9)) == {}


def test_a_refused_mail_goes_out_under_the_same_name(server):
    row = mail()
    server.answers[row.user.email] = "451 Later"
    run()
    server.answers.clear()
    assert run(AT + queue.BACK_OFF[0]) == {"sent": 1}
    assert server.names == [f"<{row.message_id}@localhost>"]


def test_nobody_there_is_given_up_at_once_and_others_get_theirs(server):
    row, other = mail(), mail()
    server.answers[row.user.email] = "550 No such person"
    assert run() == {"failed": 1, "sent": 1}
    assert server.recipients == [other.user.email]


def test_what_goes_wrong_with_one_mail_stops_no_other(server, monkeypatch):
    row, _ = mail(), mail()
    write_letter = delivery.write_letter

    def broken(reminder, at):
        if reminder.pk == row.pk:
            raise RuntimeError("nul\0")
        return write_letter(reminder, at)

    monkeypatch.setattr(delivery, "write_letter", broken)
    assert run() == {"waiting": 1, "sent": 1}
    row.refresh_from_db()
    assert row.last_error == "RuntimeError: nul"


def test_without_a_server_mail_waits_and_loses_no_attempt(server, settings):
    mail()
    settings.EMAIL_PORT = free_port()
    with pytest.raises(NoServer):
        run()
    assert states() == [("waiting", 0)]
    with pytest.raises(management.CommandError, match="can't be reached, all mail waits"):
        call_command("send_reminders")


def test_without_mail_the_server_isnt_asked(settings, server):
    settings.EMAIL_PORT = free_port()
    assert run() == {}


def test_a_claim_is_one_senders_until_its_lease_is_over():
    row = mail()
    first = queue.claim(row.pk, AT)
    assert queue.claim(row.pk, AT) is None
    assert (queue.is_ours(first, AT), queue.is_ours(first, AT + queue.LEASE)) == (True, False)
    second = queue.claim(row.pk, AT + queue.LEASE)
    queue.sent(first, AT)
    assert states() == [("claimed", 2)]
    queue.sent(second, AT)
    assert states() == [("sent", 2)]


def test_a_sender_that_was_held_up_begins_anew(server):
    """Between writing a mail and sending it so much time passed that another sender may have it."""
    mail()
    times = chain([AT] * 5, repeat(AT + queue.LEASE))
    assert dict(run_once(clock=lambda: next(times))) == {"claimed": 1, "sent": 1}
    assert (len(server.mails), states()) == (1, [("sent", 2)])


def test_senders_that_always_die_are_given_up():
    row = mail(state=State.CLAIMED, leased_until=AT, attempts=queue.MOST_ATTEMPTS)
    assert run() == {"failed": 1}
    row.refresh_from_db()
    assert row.last_error == queue.DIED


def test_trying_again_is_for_those_that_were_given_up(server):
    rows = [mail(state=state, attempts=6) for state in (State.FAILED, State.SENT, State.DROPPED)]
    assert queue.try_again(Reminder.objects.all(), at=AT) == 1
    assert run() == {"sent": 1}
    assert server.recipients == [rows[0].user.email]


def test_reminders_of_a_session_come_by_themselves(server):
    session = SessionFactory(starts_at=TOMORROW)
    RegistrationFactory(session=session)
    assert [run(AT), run(AT), run(TOMORROW - timedelta(hours=1)), run(TOMORROW)] == [{"sent": 1}, {}, {"sent": 1}, {}]
    assert [str(each["Subject"]).split(":")[0] for each in server.mails] == ["Reminder", "Starting soon"]


def test_a_reminder_of_a_session_that_was_moved_meanwhile_is_left_out(server):
    session = SessionFactory(starts_at=TOMORROW)
    registration = RegistrationFactory(session=session)
    ReminderFactory(kind="day_before", session=session, user=registration.user, occasion="earlier", due_at=AT)
    Session.objects.filter(pk=session.pk).update(starts_at=TOMORROW + timedelta(days=4))
    assert run() == {"dropped": 1}


def test_the_commands_summary(server, capsys):
    ReminderFactory()
    call_command("send_reminders")
    call_command("send_reminders")
    assert capsys.readouterr().out == "Mail: 1 sent.\nNo mail was due.\n"


@pytest.mark.parametrize("count", [1, 10])
def test_the_same_queries_a_mail(server, count, django_assert_num_queries):
    for _ in range(count):
        mail()
    with django_assert_num_queries(8 + 10 * count):
        run()
