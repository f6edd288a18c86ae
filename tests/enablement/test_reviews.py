"""Reviews that are overdue: one mail to each of those who keep the persona, and nothing else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from enablement.mail.delivery import run_once
from enablement.models import MailPreference, Reminder
from enablement.reviews import make_reviews
from tests.personas.factories import EditorFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def persona():
    """A persona whose review was due yesterday, with an owner and a back-up."""
    owner, backup = EditorFactory(first_name="Ada", last_name="Hale"), UserFactory()
    due = timezone.localdate() - DAY
    return PersonaFactory(
        name="Maud", role_label="", status="published", owner=owner, backup=backup, review_due_on=due
    )


def sent():
    run_once()
    return {message.to[0]: message.body for message in mail.outbox}


def test_owner_and_backup_get_one_mail_each(persona):
    bodies = sent()
    assert set(bodies) == {persona.owner.email, persona.backup.email}
    assert mail.outbox[0].subject == "Review overdue: Maud"
    assert "back-up of Ada Hale" in bodies[persona.backup.email]
    edit = f"/admin/personas/persona/{persona.pk}/change/"
    assert [edit in bodies[each.email] for each in (persona.owner, persona.backup)] == [True, False]
    assert make_reviews(timezone.now() + 40 * DAY) == 0
    persona.refresh_from_db()
    assert persona.status == "published"


def test_another_day_is_another_mail(persona):
    make_reviews(timezone.now())
    persona.review_due_on += DAY
    persona.save()
    assert make_reviews(timezone.now() + 2 * DAY) == 2


def test_one_who_is_both_gets_one(persona):
    persona.backup = persona.owner
    persona.save()
    assert make_reviews(timezone.now()) == 1


@pytest.mark.parametrize(
    "values", [{"status": "deprecated"}, {"review_due_on": None}, {"owner": None, "backup": None}]
)
def test_nobody_is_told(persona, values):
    type(persona).objects.update(**values)
    assert make_reviews(timezone.now()) == 0


def test_only_who_can_read_it_is_told(persona):
    persona.owner.is_active = False
    persona.owner.save()
    persona.backup.email = ""
    persona.backup.save()
    assert make_reviews(timezone.now()) == 0


@pytest.mark.parametrize("meanwhile", ["reviewed", "handed over", "draft", "unwanted"])
def test_what_changed_meanwhile_needs_no_mail(persona, meanwhile):
    type(persona).objects.update(owner=None)
    persona.refresh_from_db()
    make_reviews(timezone.now())
    if meanwhile == "unwanted":
        MailPreference.objects.create(user=persona.backup, reviews=False)
    changes = {
        "reviewed": {"review_due_on": timezone.localdate() + DAY},
        "handed over": {"backup": EditorFactory(email="")},
        "draft": {"status": "draft"},
    }
    type(persona).objects.update(**changes.get(meanwhile, {"status": "published"}))
    assert sent() == {}
    assert Reminder.objects.get().state == "dropped"


@pytest.mark.parametrize("size", [1, 10])
def test_the_cost_does_not_grow(persona, size, django_assert_num_queries):
    for _ in range(size):
        PersonaFactory(owner=persona.owner, review_due_on=persona.review_due_on)
    make_reviews(timezone.now())
    with django_assert_num_queries(2):
        make_reviews(timezone.now())
