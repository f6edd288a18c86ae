"""Made-up colleagues of the starter catalogue, so that pages about people show something. Nobody can sign in as one of
them, and none has an address that mail could go to."""

from django.contrib.auth import get_user_model
from django.db import transaction

from personas.models import Team
from personas.wording import lookup_key

COLLEAGUES = {
    "Sales": ("Amara Nwosu", "Jonas Lindqvist", "Marta Silveira", "Theo Baranov"),
    "Customer success": ("Leila Haddad", "Owen Pritchard", "Ines Duarte"),
    "Marketing": ("Nadia Rothe", "Felix Moreau", "Yuki Arakawa"),
    "Product": ("Grace Oduya", "Ravi Menon"),
    "UX": ("Elin Bergstad", "Hugo Castellan"),
}


@transaction.atomic
def load_colleagues() -> int:
    """Add them to the starter's teams where nobody has an account yet; answers how many. Teams that an editor took out
    are passed over."""
    users = get_user_model().objects
    if users.exists():
        return 0
    teams = {team.key: team for team in Team.objects.all()}
    for name, people in COLLEAGUES.items():
        if team := teams.get(lookup_key(name)):
            team.members.add(*(colleague(each) for each in people))
    return users.count()


def colleague(name: str):
    """A new account with this name and without a password."""
    first, last = name.split()
    username = f"{first}.{last}".lower()
    return get_user_model().objects.create_user(username, first_name=first, last_name=last)


def colleagues_by_name() -> dict:
    """The accounts that belong to a team, by their user names."""
    return {user.get_username(): user for user in get_user_model().objects.filter(teams__isnull=False).distinct()}
