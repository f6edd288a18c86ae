"""The accounts of our own people: those who keep the catalogue, and those who belong to teams."""

from django.contrib.auth import get_user_model
from django.db.models import Q


def called(user) -> str:
    """What colleagues call an account; None is nobody."""
    return (user.get_full_name() or user.get_username()) if user else "nobody"


def possible_owners(persona=None):
    """The accounts that may work in the admin, by name; for a persona also her present owner and back-up, whatever
    became of the accounts."""
    staff = Q(is_active=True, is_staff=True)
    # Other things have an owner and no back-up.
    present = [getattr(persona, name, None) for name in ("owner_id", "backup_id")]
    return get_user_model().objects.filter(staff | Q(pk__in=present)).order_by("first_name", "last_name", "username")


def colleagues_named(term: str):
    """The active accounts with every word of the term in one of their names, by name; all where there is no word."""
    found = get_user_model().objects.filter(is_active=True)
    for word in term.replace("\0", "").split()[:5]:
        found = found.filter(
            Q(username__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
        )
    return found.order_by("first_name", "last_name", "username")
