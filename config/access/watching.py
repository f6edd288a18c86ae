"""Sign-ins are recorded whichever way they came about."""

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from config.access import audit
from config.access.addresses import client_address
from config.access.models import AuditEntry

EVERYBODY = "everybody at this address"


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="access.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="access.signed_out")
    user_login_failed.connect(failed, dispatch_uid="access.failed")
    user_locked_out.connect(locked_out, dispatch_uid="access.locked_out")


def signed_in(request, user, **signal) -> None:
    audit.record("signed_in", by=user, detail=getattr(request, "signed_in_with", ""), request=request)


def signed_out(request, user, **signal) -> None:
    if user is not None:
        audit.record("signed_out", by=user, request=request)


def failed(credentials, request=None, **signal) -> None:
    if not getattr(request, "axes_locked_out", False):  # which is recorded as such
        audit.record("sign_in_failed", subject=known_name(credentials.get("username")), request=request)


def locked_out(request, username, **signal) -> None:
    """Once for each name and address, or each address as a whole, however often they go on trying."""
    subject = EVERYBODY if getattr(request, "is_from_held_address", False) else known_name(username)
    told = {"kind": "locked_out", "subject": subject, "address": client_address(request)}
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    if not AuditEntry.objects.filter(**told, at__gt=since).exists():
        audit.record("locked_out", subject=told["subject"], request=request)


def known_name(typed: str | None) -> str:
    """The name of an account; what is none may be a password that slipped into the wrong field."""
    known = typed and "\0" not in typed and get_user_model().objects.filter(username=typed).exists()
    return typed if known else "an unknown name"
