"""Which mail people want, and the signed addresses by which they stop it without signing in."""

from django.contrib.auth import get_user_model
from django.core import signing

from enablement.models import MailPreference, Reminder

Kind = Reminder.Kind
SALT = "enablement.mail.stop"
# The field of MailPreference that says whether a kind of mail is wanted.
FIELDS = {
    Kind.INVITATION: "invitations",
    Kind.CHANGE: "invitations",
    Kind.CANCELLATION: "invitations",
    Kind.SEAT: "invitations",
    Kind.DAY_BEFORE: "reminders",
    Kind.HOUR_BEFORE: "reminders",
    Kind.RECORDING: "recordings",
    Kind.DIGEST: "digests",
    Kind.REVIEW: "reviews",
}


def wants(user, kind: str) -> bool:
    """Whether the user gets mail of that kind: everybody gets everything as long as they said nothing."""
    preference = getattr(user, "mail_preference", None)
    return preference is None or getattr(preference, FIELDS[kind])


def label_of(field: str) -> str:
    """What a group of mails is called: "invitations, changes, cancellations and free seats"."""
    return MailPreference._meta.get_field(field).verbose_name


def stop_token(user, kind: str) -> str:
    """The secret of the address that stops this group of mails for the user."""
    return signing.dumps([user.pk, FIELDS[kind]], salt=SALT)


def read_stop_token(token: str):
    """The active account and the field that the secret names, or None for a secret that we didn't give."""
    try:
        pk, field = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = get_user_model().objects.filter(pk=pk, is_active=True).first()
    return (user, field) if user else None


def stop(*, field: str, by) -> None:
    """Stops a group of mails for the person."""
    MailPreference.objects.update_or_create(user=by, defaults={field: False})
