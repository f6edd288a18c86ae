"""Everything that is kept of people is known, and forgetting somebody leaves nothing that tells of them."""

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db.models import CharField, GenericIPAddressField, JSONField, TextField

from config.access.models import AuditEntry
from config.access.personal_data.forgetting import STALE, NotForgotten, forget
from config.access.personal_data.naming import unnamed
from config.access.personal_data.plan import FORGOTTEN, GONE, LAST, plan_for
from config.access.personal_data.registry import kinds
from enablement.models import GuestAttendance, QuestionVote, Registration
from enablement.services.seats import register
from personas.models import Persona
from tests.enablement.factories import SessionFactory
from tests.personas.factories import AdministratorFactory, PersonaFactory, StarFactory, UserFactory

from .everything import person, still_told

# Words in the names of such columns.
PERSONAL = {
    *("mail", "email", "phone", "contact", "address", "ip", "agent", "sender", "recipient"),
    *("user", "username", "uid", "person", "people", "author", "actor", "name", "first", "last"),
    *("repr", "comment", "message", "subject", "detail", "data", "error"),
}
# Columns with such names about something else.
OF_NOBODY = {
    *("journeys.Journey.name", "journeys.Stage.name", "journeys.Touchpoint.key_message"),
    *(
        "personas.ContentFormat.name",
        "personas.Facet.name",
        "personas.HandbookPage.name",
        "personas.ImportGuess.subject",
    ),
    *("personas.JobTitle.name", "personas.Persona.name", "personas.PersonaTrait.detail", "personas.PersonaType.name"),
    *("personas.PurchasingRole.name", "personas.Team.name", "personas.UnmatchedTitle.name"),
    *("auth.Group.name", "auth.Permission.name", "socialaccount.SocialApp.name"),
    # Ends with the account.
    "sessions.Session.session_data",
    # What is kept of personas tells accounts by their numbers.
    *("reversion.Version.object_repr", "reversion.Version.serialized_data"),
}


def relations_to_accounts() -> set[str]:
    accounts = get_user_model()
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.related_model is accounts
    }


def texts_of_people() -> set[str]:
    """The columns of text that sound as if a person's name or address stood in them."""
    kinds_of_text = (CharField, TextField, GenericIPAddressField, JSONField)
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if isinstance(field, kinds_of_text) and not field.choices and PERSONAL.intersection(field.name.split("_"))
    }


def test_every_relation_to_accounts_and_every_text_about_people_is_taken_care_of():
    """A new one needs a line in its app's personal_data; a text that is about nobody, one above."""
    covered = {column for kind in kinds() for column in kind.covers}
    known = relations_to_accounts() | texts_of_people()
    assert sorted(known - covered - OF_NOBODY) == []
    assert sorted((covered | OF_NOBODY) - known) == []
    assert covered & OF_NOBODY == set()


@pytest.mark.django_db
def test_nothing_tells_of_the_person_any_more(django_capture_on_commit_callbacks):
    user = person()
    assert [kind.key for kind in kinds() if not kind.find(user).exists()] == []
    assert still_told() != []
    with django_capture_on_commit_callbacks(execute=True):
        name = forget(user, by=user)
    assert still_told() == []
    user.refresh_from_db()
    assert FORGOTTEN.fullmatch(name)
    assert (user.get_username(), user.get_full_name(), user.email) == (name, "Former colleague", "")
    closed = (user.is_active, user.is_staff, user.is_superuser, user.has_usable_password(), user.last_login)
    assert closed == (False, False, False, False, None)


@pytest.mark.django_db
def test_what_is_counted_stays_right():
    user = person()
    counted = (Registration.objects.filter(attendance="attended"), GuestAttendance.objects, QuestionVote.objects)
    before = [rows.count() for rows in counted]
    history = LogEntry.objects.filter(user=user).count()
    forget(user)
    assert [rows.count() for rows in counted] == before
    assert LogEntry.objects.filter(user=user).count() == history


@pytest.mark.django_db
def test_others_keep_everything():
    other = UserFactory(username="xq", first_name="Xq", last_name="Person", email="person@xq.example")
    star, owned = StarFactory(user=other), PersonaFactory(owner=other)
    forget(person())
    other.refresh_from_db()
    assert (other.get_username(), other.email, other.is_active) == ("xq", "person@xq.example", True)
    star.refresh_from_db()
    assert star.user == other
    assert Persona.objects.get(pk=owned.pk).owner == other


@pytest.mark.django_db
def test_a_seat_goes_to_the_next_in_line(django_capture_on_commit_callbacks):
    session = SessionFactory(capacity=1)
    first, second = UserFactory(), UserFactory()
    register(session, first)
    register(session, second)
    with django_capture_on_commit_callbacks(execute=True):
        forget(first)
    assert list(session.registrations.values_list("user", "status")) == [(second.pk, "registered")]


@pytest.mark.django_db
def test_the_log_says_that_it_was_done_without_a_name():
    administrator = AdministratorFactory()
    name = forget(UserFactory(), by=administrator)
    entry = AuditEntry.objects.get(kind="person_forgotten")
    assert (entry.actor, entry.subject, entry.detail) == (administrator, name, "")


@pytest.mark.django_db
def test_the_last_administrator_stays():
    administrator = AdministratorFactory()
    AdministratorFactory(is_active=False)
    with pytest.raises(NotForgotten, match=LAST):
        forget(administrator, by=administrator)
    AdministratorFactory()
    forget(administrator, by=administrator)


@pytest.mark.django_db
def test_nobody_is_forgotten_twice():
    user = UserFactory()
    forget(user)
    with pytest.raises(NotForgotten, match=GONE):
        forget(user)


@pytest.mark.django_db
def test_what_changed_meanwhile_is_shown_again():
    user = UserFactory()
    plan = plan_for(user)
    StarFactory(user=user)
    with pytest.raises(NotForgotten, match=STALE) as refused:
        forget(user, fingerprint=plan.fingerprint)
    user.refresh_from_db()
    assert user.is_active
    forget(user, fingerprint=refused.value.plan.fingerprint)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("for ann", "for x"),
        ("Hannah and ann's", "Hannah and x's"),
        ("ann: Session", "x: Session"),
        ("ann@example.com", "ann@example.com"),
        ("joann, ann-marie", "joann, ann-marie"),
    ],
)
def test_a_name_is_replaced_where_it_stands_for_itself(text, told):
    assert unnamed(text, ["ann"], "x") == told
