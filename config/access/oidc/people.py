"""The account of somebody whom the provider vouches for."""

import re

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from config.access import audit
from config.access.names import READER
from config.access.oidc.claims import Claims
from config.access.roles import set_roles

NAME_LENGTH = 150
CLOSED = "Your account here is closed. If that is a mistake, ask the person who runs Dramatis here."
SEVERAL = (
    "Several accounts here have your e-mail address, so nobody can tell which is yours. Ask the person who runs "
    "Dramatis here to leave it on one."
)
TAKEN = (
    "An account here has your e-mail address, but {provider} doesn't vouch that the address is yours. Ask the person "
    "who runs Dramatis here."
)
NOT_NAMED = re.compile(r"[^\w.@+-]")


class Refused(Exception):
    """Nobody is signed in. The message says why, to them."""


def account_for(claims: Claims, *, provider: str, unchecked_email: str = "", request=None):
    """The account of these claims: the one they signed in to before, else the one with their e-mail address, else a
    new one; with the roles that their groups give. `provider` is where the subject is known, `unchecked_email` the
    address that the provider states, vouched for or not. Raises Refused."""
    try:
        with transaction.atomic():
            user = known_account(claims, provider) or joined(claims, provider, unchecked_email, request)
            if not user.is_active:
                raise Refused(CLOSED)
            take_roles(user, claims, request)
    except IntegrityError:  # the same person came twice at once: the other request made the account
        user = known_account(claims, provider)
        if user is None:
            raise
    return user


def known_account(claims: Claims, provider: str):
    known = SocialAccount.objects.select_related("user").filter(provider=provider, uid=claims.subject).first()
    return known.user if known else None


def joined(claims: Claims, provider: str, unchecked_email: str, request):
    """The account of somebody who comes for the first time, tied to the provider's subject. Raises Refused."""
    user = account_with(claims.email) if claims.email else None
    if user is None and unchecked_email and not claims.email and same_email(unchecked_email).exists():
        raise Refused(TAKEN.format(provider=settings.OIDC_NAME))
    user = user or new_account(claims, request)
    if user.is_active:
        SocialAccount.objects.create(user=user, provider=provider, uid=claims.subject)
    return user


def same_email(email: str):
    return get_user_model().objects.filter(email__iexact=email)


def account_with(email: str):
    """The account with that address, or None. Raises Refused where there are several."""
    found = list(same_email(email)[:2])
    if len(found) > 1:
        raise Refused(SEVERAL)
    return found[0] if found else None


def new_account(claims: Claims, request):
    """A reader, who has no password."""
    user = get_user_model()(
        username=free_username(claims),
        first_name=claims.first_name,
        last_name=claims.last_name,
        email=claims.email,
    )
    user.set_unusable_password()
    user.save()
    audit.record("account_made", by=user, subject=user.get_username(), detail=settings.OIDC_NAME, request=request)
    set_roles(user, [READER], by=user, request=request)
    return user


def free_username(claims: Claims) -> str:
    """A name that nobody has yet: as the provider says, else the front of the address."""
    wanted = claims.username or claims.email.partition("@")[0] or f"{claims.first_name}.{claims.last_name}".strip(".")
    wanted = NOT_NAMED.sub("", wanted.replace(" ", "."))[: NAME_LENGTH - 10] or "colleague"
    taken = set(get_user_model().objects.filter(username__istartswith=wanted).values_list("username", flat=True))
    taken = {name.casefold() for name in taken}
    numbered = (f"{wanted}{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name.casefold() not in taken)


def take_roles(user, claims: Claims, request) -> None:
    """The roles that the provider's groups give and no others, where groups are mapped; else those it has stay."""
    if settings.OIDC_ROLES:
        given = {READER, *(role for group, role in settings.OIDC_ROLES if group in claims.groups)}
        mapped = {READER, *(role for _, role in settings.OIDC_ROLES)}
        set_roles(user, given, by=user, request=request, among=mapped)
