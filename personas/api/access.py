"""Who asks, and how often they may."""

import time

from django.core.cache import cache
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from config.api.parts import requests_per_minute

from .keys import note_use, token_of

A_MINUTE = 60


class BearerKey(HttpBearer):
    """A key in the header; the request's `auth` becomes its token."""

    def authenticate(self, request, token):
        found = token_of(token.strip())
        if found:
            note_use(found)
        return found


class KeyThrottle(BaseThrottle):
    """So many requests a minute with each key, counted by the clock's minutes. Keeps nothing of a request in itself,
    as threads share it."""

    def allow_request(self, request):
        key = f"api-requests:{request.auth.pk}:{int(time.time() // A_MINUTE)}"
        cache.add(key, 0, timeout=2 * A_MINUTE)
        try:
            return cache.incr(key) <= requests_per_minute()
        except ValueError:  # thrown out of a full cache at this moment
            return True

    def wait(self):
        return A_MINUTE - int(time.time() % A_MINUTE)


def reader_of(request):
    """The user whose eyes a program has."""
    return request.auth.owner
