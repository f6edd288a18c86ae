"""A person of whom every app keeps something, and how to look whether anything still tells of them."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.utils import timezone

from config.access import audit
from config.access.names import EDITOR
from config.access.roles import set_roles
from enablement.calendar.tokens import renew
from enablement.models import MailPreference, Registration, Reminder
from enablement.services.attendance import record
from enablement.services.questions import follow
from personas.history import log_change
from personas.history.editions import publish_edition
from tests.enablement import factories as enablement
from tests.journeys import factories as journeys
from tests.personas import factories as personas

# None of them stands in any text but those about the person.
NAMES = ("xq.person", "Xqara Xqvist", "xqara@xq.example", "Xqara", "Xqvist", "192.0.2.77")


def person():
    """Somebody who did everything there is to do."""
    user = personas.UserFactory(
        username=NAMES[0], first_name="Xqara", last_name="Xqvist", email=NAMES[2], permissions=["personas.view_star"]
    )
    administrator = personas.AdministratorFactory()
    set_roles(user, [EDITOR], by=administrator)
    sign_ins(user)
    catalogue(user)
    content(user)
    classes(user, administrator)
    log_change([user], by=administrator, message=f"Changed the name of {user.get_username()}.")
    return user


def sign_ins(user) -> None:
    tried = {"username": user.get_username(), "ip_address": "192.0.2.77", "user_agent": "x", "path_info": "/"}
    AccessAttempt.objects.create(**tried, failures_since_start=1)
    AccessFailureLog.objects.create(**tried)
    AccessLog.objects.create(**tried)
    SocialAccount.objects.create(user=user, provider="company", uid="xqara@xq.example", extra_data={"name": "Xqara"})
    EmailAddress.objects.create(user=user, email=user.email)
    entries = [audit.record("signed_in", by=user), audit.record("locked_out", subject=user.get_username())]
    for entry in [*entries, audit.record("key_made", by=None, detail=f"for {user}")]:
        entry.address = "192.0.2.77"
        entry.save()


def catalogue(user) -> None:
    star = personas.StarFactory(user=user)
    personas.SavedViewFactory(owner=user)
    personas.ApiTokenFactory(owner=user)
    personas.TeamFactory().members.add(user)
    persona = personas.PersonaFactory(owner=user, backup=user)
    publish_edition(persona, by=user, note="A first one.", is_material=True)
    log_change([persona], by=user, message=f"Marked reviewed, owner {user}.")
    log_change([star], by=user, message="Starred.")
    personas.ImportGuessFactory(settled_by=user)
    personas.DifferentTraitsFactory(decided_by=user)


def content(user) -> None:
    journeys.AssetFactory(owner=user)
    journeys.ContentTaskFactory(owner=user, created_by=user)


def classes(user, administrator) -> None:
    session = enablement.SessionFactory(host=user, created_by=user)
    enablement.SeriesFactory(host=user, created_by=user)
    over = enablement.SessionFactory(starts_at=timezone.now() - timedelta(days=3))
    record(over, {user.pk: Registration.Attendance.ATTENDED}, source=Registration.Source.MANUAL, by=user)
    enablement.RegistrationFactory(session=session, user=user)
    enablement.GuestAttendanceFactory(session=over, name="Somebody else", email="XQARA@xq.example")
    enablement.GuestAttendanceFactory(session=over, name="xqara xqvist", email="")
    question = enablement.QuestionFactory(asked_by=user, answered_by=user)
    enablement.QuestionVoteFactory(user=user, question=question)
    follow(question.persona, by=user)
    MailPreference.objects.create(user=user)
    enablement.ReaderZoneFactory(user=user)
    renew(by=user)
    mail = enablement.ReminderFactory(user=user, by=user)
    Reminder.objects.filter(pk=mail.pk).update(last_error=f"No such address: {user.email}")
    enablement.ReminderFactory(user=administrator, by=user)


def still_told() -> list[str]:
    """Every “table.column: value” in the database in which one of the names stands, in whatever case."""
    return [
        f"{model._meta.label}.{column}: {value}"
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        for column, value in row.items()
        if any(name.casefold() in str(value).casefold() for name in NAMES)
    ]
