"""The one place that writes down what happened."""

import re

from config.access.addresses import client_address
from config.access.models import WORDS, AuditEntry

# What an entry's kind is called on screen; an app adds its own by `register_kind`.
_kinds = {
    "signed_in": "signed in",
    "signed_out": "signed out",
    "sign_in_failed": "failed to sign in",
    "locked_out": "was locked out",
    "account_made": "made an account",
    "account_closed": "closed an account",
    "account_opened": "opened an account again",
    "roles_changed": "changed roles",
    "password_changed": "changed their password",
    "key_made": "made an API key",
    "taken_out": "took out a file",
    "brought_in": "brought in data",
    "backed_up": "backed up",
    "restored": "restored a backup",
    "person_forgotten": "forgot a person",
}
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def register_kind(kind: str, label: str) -> None:
    """Adds a kind of entry, from an app's `ready()`. The label goes on from the actor's name: “made an API key”."""
    _kinds[kind] = label


def kinds() -> dict[str, str]:
    """The labels of all kinds, by the kind."""
    return dict(_kinds)


def record(kind: str, *, by=None, subject: str = "", detail: str = "", request=None) -> AuditEntry:
    """Write down that it happened, now. `by` is the account that did it, if one did; `subject` is what it was done to,
    in one line; `request` is asked for the address it came from. Raises ValueError for a kind nobody registered."""
    if kind not in _kinds:
        raise ValueError(f"There is no kind of audit entry “{kind}”: see register_kind.")
    account = by if getattr(by, "is_authenticated", False) else None
    return AuditEntry.objects.create(
        kind=kind,
        actor_id=account and account.pk,
        actor_name=account.get_username() if account else "",
        subject=seen(subject)[:WORDS],
        detail=seen(detail),
        address=client_address(request) if request else None,
    )


def seen(text: str) -> str:
    """The text without what no screen shows and no database keeps."""
    return UNSEEN.sub(" ", str(text))
