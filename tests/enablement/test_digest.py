"""What changed, for those who follow a persona: once, whole, and nothing of drafts."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.utils import timezone

from enablement.digest import make_digests
from enablement.mail.delivery import run_once
from enablement.models import Reminder, Subscription
from enablement.services.questions import answer
from personas.history import log_change
from personas.models import Persona
from tests.enablement.factories import QuestionFactory, SubscriptionFactory
from tests.personas.factories import PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed():
    """Somebody who has followed Ada for two weeks."""
    subscription = SubscriptionFactory(persona__name="Ada", persona__role_label="")
    Subscription.objects.update(
        told_until=timezone.now() - timedelta(days=14), created_at=timezone.now() - timedelta(days=14)
    )
    return subscription


def changed(persona, message, days=1):
    log_change([persona], by=UserFactory(), message=message)
    entry = LogEntry.objects.latest("pk")
    entry.action_time = timezone.now() - timedelta(days=days)
    entry.save()


def test_changes_and_answers_come_in_one_mail(followed):
    changed(followed.persona, "Long before.", days=20)
    changed(followed.persona, "Goals reworded.", days=9)
    changed(followed.persona, "Hostile <b>\r\nBcc: x.")
    answer(QuestionFactory(persona=followed.persona, text="Who signs?"), "Ada.", by=followed.user)
    run_once()
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([followed.user.email], "What changed: Ada")
    lines = [line for line in sent.body.splitlines() if line.startswith("- ")]
    assert lines == ["- Goals reworded.", "- Hostile <b> Bcc: x.", "- Answered: Who signs?"]
    assert "Hostile &lt;b&gt;" in sent.alternatives[0].content


def test_nobody_is_told_twice_or_more_than_once_a_week(followed):
    now = timezone.now()
    changed(followed.persona, "Goals reworded.")
    assert [make_digests(now), make_digests(now)] == [1, 0]
    changed(followed.persona, "Again.", days=0)
    assert make_digests(now + timedelta(days=6)) == 0
    assert make_digests(now + timedelta(days=8)) == 1


def test_where_nothing_changed_no_mail_is_written(followed):
    changed(PersonaFactory(), "Somebody else.")
    assert make_digests(timezone.now()) == 0


def test_drafts_are_not_told_of(followed):
    changed(followed.persona, "Goals reworded.")
    followed.persona.status = Persona.Status.DRAFT
    followed.persona.save()
    assert make_digests(timezone.now()) == 0


def test_whoever_follows_no_more_gets_no_mail(followed):
    changed(followed.persona, "Goals reworded.")
    make_digests(timezone.now())
    followed.delete()
    run_once()
    assert (mail.outbox, Reminder.objects.get().state) == ([], "dropped")
