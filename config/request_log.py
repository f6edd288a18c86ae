"""One line in the log for each request: what was asked, what came of it, how long that took. Never the query, which
may hold what people look for, nor any header."""

import logging
import time

logger = logging.getLogger("dramatis.requests")
# Asked every few seconds by machines.
QUIET = ("/healthz", "/readyz", "/metrics")


def log_requests(get_response):
    """Middleware, next to the outermost."""

    def middleware(request):
        begun = time.perf_counter()
        response = get_response(request)
        level = logging.DEBUG if request.path in QUIET and response.status_code < 400 else logging.INFO
        if logger.isEnabledFor(level):
            log(level, request, response.status_code, round((time.perf_counter() - begun) * 1000, 1))
        return response

    return middleware


def log(level: int, request, status: int, milliseconds: float) -> None:
    facts = {
        "method": request.method,
        "path": request.path,
        "status": status,
        "ms": milliseconds,
        "view": view_of(request),
        "user": known_user(request),
    }
    said = ("%s %s %d %s ms", request.method, request.path, status, milliseconds)
    logger.log(level, *said, extra={"facts": facts})


def view_of(request) -> str:
    """The name of the view that answered; empty where none did."""
    match = request.resolver_match
    return match.view_name if match else ""


def known_user(request) -> int | None:
    """The primary key of the account, where somebody had to know it anyway."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
