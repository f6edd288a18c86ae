"""A name for each request, by which everything that the logs say of it can be found."""

import logging
import re
import uuid
from contextvars import ContextVar

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_current = ContextVar("request_id", default="")


def identify(get_response):
    """Middleware, the outermost: takes the name that a proxy gave the request, else makes one, and answers with it."""

    def middleware(request):
        wanted = request.headers.get(HEADER, "")
        request.id = wanted if SANE.fullmatch(wanted) else uuid.uuid4().hex
        # Stays until the thread's next request: an answer that is streamed has lines to log when this is over.
        _current.set(request.id)
        response = get_response(request)
        response.headers[HEADER] = request.id
        return response

    return middleware


class NameRequest(logging.Filter):
    """Gives every record the `request_id` it belongs to, or an empty text."""

    def filter(self, record):
        record.request_id = _current.get()
        return True
