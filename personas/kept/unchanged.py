"""“You have it already”: the answer to a browser whose page is still right, before anything else is done.

A page's tag is made of everything that the page depends on, and of the session for which it was made, with the site's
secret. So whoever brings the right tag was shown this page in this session, and neither the catalogue nor the account
has changed since: what accounts are called and may do is part of the catalogue's state, too.
"""

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac

from config.messages import COOKIE as MESSAGES
from personas.data_version.reading import asked_once

from .code import code_version
from .state import State, stored_session

ASK_FIRST = "private, no-cache"
# What of a request changes the answer, beside its address.
COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, MESSAGES)
HEADERS = ("HTTP_HOST", "HTTP_HX_REQUEST", "HTTP_HX_TARGET", "HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST")


def answer_unchanged(get_response):
    """Middleware, before that of sessions. Everything else that it lets through may be kept by the reader's browser
    alone, which has to ask each time."""

    def middleware(request):
        if request.method not in ("GET", "HEAD"):
            return private(get_response(request))
        with asked_once():
            return not_modified(request) or private(get_response(request))

    return middleware


def private(response):
    response.headers.setdefault("Cache-Control", ASK_FIRST)
    return response


def not_modified(request):
    """The answer to a request that brings the tag of a page as it still is; None for every other request."""
    tag = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not tag.startswith('W/"') or settings.DEBUG:
        return None
    session = stored_session(request)
    if session is None or tag != tag_of(request, State(session)):
        return None
    return tagged(HttpResponseNotModified(), tag)


def tag_of(request, state: State) -> str | None:
    """The tag of the page that the request asks for in this state; None when it can't have one."""
    if state.number is None or settings.DEBUG:
        return None
    parts = (
        *(code_version(), timezone.localdate(), request.scheme, request.get_full_path()),
        *(request.META.get(name) for name in HEADERS),
        *(request.COOKIES.get(name) for name in COOKIES),
        *(state.number, sorted(state.starred), state.held),
    )
    return f'W/"{salted_hmac(__name__, repr(parts), algorithm="sha256").hexdigest()}"'


def tagged(response, tag: str):
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = ASK_FIRST
    patch_vary_headers(response, ["HX-Target", "Cookie"])
    return response


def has_messages(request) -> bool:
    """Whether something waits to be said to the reader."""
    return bool(request.COOKIES.get(MESSAGES)) or SessionStorage.session_key in request.session


def may_come_again(request, response) -> bool:
    """Whether the same request would be answered in the same way again: not where a message was shown, or the session
    changed."""
    messages = get_messages(request)
    said = getattr(messages, "used", False) or getattr(messages, "added_new", False)
    return response.status_code == 200 and not said and not request.session.modified
