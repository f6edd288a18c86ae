"""The keys of other programs: made once, kept as a digest only."""

import hashlib
import hmac
import logging
import re
import secrets

from django.db import DatabaseError
from django.utils import timezone

from personas.models import ApiToken

BYTES = 32  # of chance in a key
# A start that scanners for leaked secrets, and people, know it by.
START = "dramatis_"
KEY = re.compile(rf"{START}[A-Za-z0-9_-]{{43}}")

logger = logging.getLogger(__name__)


def new_key() -> str:
    """A key that nobody can guess."""
    return START + secrets.token_urlsafe(BYTES)


def digest_of(key: str) -> str:
    """What is kept of a key. It needs no salt and no slow hash, being chance from end to end."""
    return hashlib.sha256(key.encode()).hexdigest()


def create_token(*, name: str, owner) -> tuple[ApiToken, str]:
    """A token of the owner's, and the key that nobody can ever be told again."""
    key = new_key()
    return ApiToken.objects.create(name=name, owner=owner, digest=digest_of(key)), key


def token_of(key: str) -> ApiToken | None:
    """The token of a key, with its `owner`; None for an unknown key, and once the owner's account is closed."""
    if not KEY.fullmatch(key):
        return None
    digest = digest_of(key)
    found = ApiToken.objects.select_related("owner").filter(digest=digest, owner__is_active=True).first()
    return found if found and hmac.compare_digest(found.digest, digest) else None


def end_keys(user) -> None:
    """Delete the keys of an account that was closed."""
    ApiToken.objects.filter(owner=user).delete()


def note_use(token: ApiToken) -> None:
    """Keep the day of the last use: written once a day, and never in the way of an answer."""
    today = timezone.localdate()
    if token.last_used_on == today:
        return
    try:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    except DatabaseError:
        logger.warning("The day on which a key was used could not be kept", exc_info=True)
