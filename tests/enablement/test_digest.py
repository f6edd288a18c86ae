"""What changed, for those who follow a persona: once, whole, and nothing of drafts."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.utils import timezone
from reversion.models import Revision

from enablement.digest import make_digests, write_digest
from enablement.mail.delivery import run_once
from enablement.models import MailPreference, Reminder, Subscription
from enablement.services.questions import answer, follow_all, unfollow_all
from personas.history import log_change, note
from personas.history.editions import publish_edition
from personas.history.versions import begin, versions_of
from personas.models import Persona
from personas.services import deprecate
from tests.enablement.factories import QuestionFactory, SubscriptionFactory
from tests.journeys.factories import TouchpointFactory
from tests.personas.factories import PersonaFactory, PersonaTraitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed():
    """Somebody who has followed Ada for two weeks."""
    subscription = SubscriptionFactory(persona__name="Ada", persona__role_label="")
    Subscription.objects.update(
        told_until=timezone.now() - timedelta(days=14), created_at=timezone.now() - timedelta(days=14)
    )
    return subscription


def changed(persona, message, days=1, by="somebody"):
    Persona.objects.filter(pk=persona.pk).update(source_url=f"https://example.com/{Revision.objects.count()}")
    log_change([persona], by=by and UserFactory(), message=message)
    happened(days)


def happened(days):
    """The last act was so many days ago."""
    at = timezone.now() - timedelta(days=days)
    Revision.objects.filter(pk=Revision.objects.latest("pk").pk).update(date_created=at)
    last = LogEntry.objects.order_by("pk").last()
    LogEntry.objects.filter(pk=last.pk if last else 0).update(action_time=at)


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


def test_what_a_program_did_is_told_as_well(followed):
    changed(followed.persona, "Goals reworded.", days=3)
    changed(followed.persona, "Imported.", by=None)
    run_once()
    lines = [line for line in mail.outbox[0].body.splitlines() if line.startswith("- ")]
    assert lines == ["- Goals reworded.", "- Imported."]


def test_what_only_editors_see_is_not_told(followed):
    touchpoint = TouchpointFactory(persona=followed.persona, stage__journey__status="draft")
    note([touchpoint], by=UserFactory(), message="Secret road: marked.")
    assert versions_of(followed.persona_id).get().revision.comment == "Secret road: marked."
    assert make_digests(timezone.now()) == 0


def test_the_beginning_of_the_history_is_no_change(followed):
    begin()
    assert make_digests(timezone.now()) == 0


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


def test_retirement_is_told(followed):
    deprecate(Persona.objects.filter(pk=followed.persona_id), by=UserFactory(), successors=[])
    run_once()
    assert "- Deprecated." in mail.outbox[0].body


def test_whoever_wants_no_digest_gets_none(followed):
    MailPreference.objects.create(user=followed.user, digests=False)
    changed(followed.persona, "Goals reworded.")
    run_once()
    assert mail.outbox == []


def test_whoever_follows_no_more_gets_no_mail(followed):
    changed(followed.persona, "Goals reworded.")
    make_digests(timezone.now())
    followed.delete()
    run_once()
    assert (mail.outbox, Reminder.objects.get().state) == ([], "dropped")


def test_an_edition_is_told_instead_of_the_steps_before_it(followed):
    editor = UserFactory()
    publish_edition(
        followed.persona, by=editor, note="First.", is_material=False, at=timezone.now() - timedelta(days=20)
    )
    happened(20)
    changed(followed.persona, "Goals reworded.")
    PersonaTraitFactory(persona=followed.persona)
    publish_edition(followed.persona, by=editor, note="Goals redone.", is_material=True)
    run_once()
    [sent] = mail.outbox
    lines = [line.strip() for line in sent.body.splitlines() if line.startswith(("- ", "  "))]
    assert lines == [
        "- Edition 2, a material change: Goals redone. Since the one before: 2 added.",
        f"{settings.SITE_ADDRESS}/personas/{followed.persona.slug}/editions/2/changes/",
    ]
    assert "editions/2/changes/" in sent.alternatives[0].content


def test_whoever_follows_all_hears_of_everybody_but_drafts():
    reader = UserFactory()
    follow_all(by=reader)
    long_ago = timezone.now() - timedelta(days=14)
    Subscription.objects.update(told_until=long_ago, created_at=long_ago)
    for name, status in (("Ada", "published"), ("Bob", "published"), ("Cy", "draft")):
        changed(PersonaFactory(name=name, role_label="", status=status), "Changed.")
    run_once()
    assert [sent.subject for sent in mail.outbox] == ["What changed: Ada, Bob"]
    unfollow_all(by=reader)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("size", [2, 6])
def test_a_mail_costs_the_same_however_many_editions_came_out(followed, size, django_assert_num_queries):
    for number in range(size):
        PersonaTraitFactory(persona=followed.persona)
        publish_edition(followed.persona, by=None, note=f"{number}.", is_material=False)
    make_digests(timezone.now())
    reminder = Reminder.objects.select_related("user").get()
    with django_assert_num_queries(8):
        letter = write_digest(reminder, timezone.now())
    assert [len(each.editions) for each in letter.context["told"]] == [size]
