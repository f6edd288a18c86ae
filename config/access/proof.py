"""Whether it is really the owner of the account who sits there, asked before what matters most."""

from django.conf import settings
from django.contrib.auth import authenticate


def has_password(user) -> bool:
    """Whether the account can be signed in to with a password."""
    return settings.PASSWORD_SIGN_IN and user.has_usable_password()


def is_password_of_reader(request, typed: str) -> bool:
    """Whether that is the password of whoever is signed in. Wrong ones are counted as those of the sign-in page are:
    somebody else's open session is no place to guess."""
    user = request.user
    known = authenticate(request, username=user.get_username(), password=typed)
    return known is not None and known.pk == user.pk
