"""Which of this app's tables, and of Django's own, make the state of the catalogue."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from personas import models

from .registry import Aspect, register_aspect, register_changes, register_versioned

# What readers and programs keep for themselves, and what only the admin shows.
KEPT_APART = (
    models.ApiToken,
    models.DataVersion,
    models.ImportGuess,
    models.PersonaAddress,
    models.SavedView,
    models.SearchMiss,
    models.Star,
    models.UnmatchedTitle,
)
# Names stand on pages, and the rest says who may still see what. Signing in changes none of them.
OF_USERS = ("username", "first_name", "last_name", "password", "is_active", "is_staff", "is_superuser")
# Which personas there are, and all that decides who is shown, counted, or set beside whom. What they are called, and
# what is said of them, is edited far more often.
STANDING = Aspect(models.Persona, "standing", ("status", "type", "owner", "parent", "reports_to"))
# What personas are called, by which lists of them are sorted.
CALLED = Aspect(models.Persona, "called", ("name", "role_label"))
# Where links lead to personas, and which names stand for them: fewer edits change these than roles.
LINKED = Aspect(models.Persona, "linked", ("slug",))
NAMED = Aspect(models.Persona, "named", ("name",))
# Who takes up which content type, and how gladly.
TAKEN_UP = Aspect(models.ContentPreference, "taken_up", ("persona", "content_format", "tier"))
# Which facet each statement belongs to: it is worded otherwise far more often than moved.
SORTED = Aspect(models.Trait, "sorted", ("facet",))


def register() -> None:
    """Every table of the catalogue, with those between two others, and who may do what."""
    own = apps.get_app_config("personas").get_models(include_auto_created=True)
    register_versioned(*(model for model in own if model not in KEPT_APART))
    register_aspect(STANDING)
    register_aspect(CALLED)
    register_changes(STANDING, whose="id")
    register_changes(CALLED, whose="id")
    register_changes(models.PersonaTrait, whose="persona")
    register_aspect(LINKED)
    register_aspect(NAMED)
    register_aspect(TAKEN_UP)
    register_aspect(SORTED)
    user = get_user_model()
    register_versioned(user, fields=OF_USERS)
    register_versioned(user.groups.through, user.user_permissions.through, Group.permissions.through, Permission)
