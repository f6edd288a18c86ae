"""Whose calendar an address is. The secret in it is a person's nonce together with a signature of the one calendar, so
that whoever is given one address can't make up the others. A new nonce ends all of them."""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

from enablement.models import CalendarToken
from enablement.models.people import new_nonce

SEPARATOR = "."
# Both parts are URL-safe Base64: 192 random bits and 256 bits of signature.
LONGEST = 64


def token_for(token: CalendarToken, kind: str, key: str) -> str:
    """The secret part of the address of the person's calendar of that kind."""
    return f"{token.nonce}{SEPARATOR}{signature(token, kind, key)}"


def signature(token: CalendarToken, kind: str, key: str) -> str:
    signed = salted_hmac(__name__, repr((token.nonce, token.user_id, kind, key)), algorithm="sha256")
    return base64.urlsafe_b64encode(signed.digest()).rstrip(b"=").decode()


def owner_of(text: str, kind: str, key: str):
    """The account whose calendar of that kind has this secret; None for a secret that was never given or is no longer
    good, and for accounts that nobody may use any more."""
    nonce, _, signed = text.partition(SEPARATOR)
    if not nonce or len(nonce) > LONGEST or not nonce.isascii() or "\0" in nonce:
        return None
    token = CalendarToken.objects.select_related("user__reader_zone").filter(nonce=nonce, user__is_active=True).first()
    if token is None or not constant_time_compare(signed, signature(token, kind, key)):
        return None
    return token.user


def end_calendars(user) -> None:
    """Make all addresses of an account that was closed useless."""
    CalendarToken.objects.filter(user=user).delete()


def renew(*, by) -> CalendarToken:
    """Gives the person new addresses; all older ones are dead."""
    token, _ = CalendarToken.objects.update_or_create(user=by, defaults={"nonce": new_nonce()})
    return token
