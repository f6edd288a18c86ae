"""Closing an account ends all that it could do, at once and for good: opening it again brings no old key back."""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db.models.signals import post_save
from django.utils import timezone

_endings: list[Callable] = []


def register_ending(end: Callable) -> None:
    """Adds what is to be done with an account that was closed, from an app's `ready()`: a function of the account that
    deletes its keys, addresses or whatever else works without signing in. It is called again at every later save."""
    if end not in _endings:
        _endings.append(end)


def connect() -> None:
    register_ending(end_sessions)
    post_save.connect(end_what_is_closed, sender=get_user_model(), dispatch_uid="access.endings")


def end_what_is_closed(instance, created: bool, raw: bool = False, **signal) -> None:
    """Receives every save of an account."""
    if raw or created or instance.is_active:
        return
    for end in _endings:
        end(instance)


def end_sessions(user) -> None:
    """Delete the sessions in which the user is signed in. A session doesn't say whose it is until it is opened."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            store(session.session_key).delete()
