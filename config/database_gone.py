"""What is answered while the database can't be asked: come back soon. Nothing has to be started anew afterwards."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.defaults import server_error

RETRY_AFTER = "10"  # seconds
SENTENCE = "The database can't be reached at the moment. Try again in a few seconds: nothing is lost but this request."
# SQLite's code for mistakes in a statement, which no waiting mends.
SQLITE_ERROR = 1


def is_gone(error: BaseException | None) -> bool:
    """Whether it says that the database can't be asked now: it is away, full, or too busy."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return getattr(error.__cause__, "sqlite_errorcode", None) != SQLITE_ERROR


def answer_failure(request) -> HttpResponse:
    """Django's `handler500`: called while the exception is being handled."""
    if is_gone(sys.exc_info()[1]):
        return unavailable(request)
    return server_error(request)


def unavailable(request) -> HttpResponse:
    """503, in the form that whoever asks can read. Asks the database nothing."""
    if request.path.startswith("/api/"):
        response = JsonResponse({"detail": SENTENCE}, status=503)
    else:
        response = HttpResponse(render_to_string("503.html", {"sentence": SENTENCE}), status=503)
    response.headers["Retry-After"] = RETRY_AFTER
    add_never_cache_headers(response)
    return response
