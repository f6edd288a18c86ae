"""The pages that a load balancer asks: can this node serve?"""

import logging
import secrets
from collections.abc import Callable
from threading import Event

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.backups.migrations import is_up_to_date
from config.database_gone import RETRY_AFTER

logger = logging.getLogger(__name__)
_fits = Event()


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """Answers 200 “ok” when the database answers a query, else 503; needs no sign-in and tells nothing more."""
    return answer({"database": database_answers})


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Answers 200 “ok” when all that a page needs is there, else 503 with the names of what isn't: for a load balancer
    that asks before it sends somebody here."""
    return answer({"database": database_answers, "migrations": tables_fit, "cache": cache_remembers})


def answer(parts: dict[str, Callable[[], bool]]) -> HttpResponse:
    """What the parts say of themselves, up to the first that isn't well: the rest may hang on it."""
    for name, is_well in parts.items():
        if not works(name, is_well):
            headers = {"Retry-After": RETRY_AFTER}
            return HttpResponse(f"{name} unavailable\n", status=503, content_type="text/plain", headers=headers)
    return HttpResponse("ok\n", content_type="text/plain")


def works(name: str, is_well: Callable[[], bool]) -> bool:
    try:
        return is_well()
    except Exception:
        logger.exception("The health page could not query the %s.", name)
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def tables_fit() -> bool:
    """Whether every migration of this software was applied. Looking takes a while; once they were, they stay so."""
    if not _fits.is_set() and is_up_to_date(DEFAULT_DB_ALIAS):
        _fits.set()
    return _fits.is_set()


def cache_remembers() -> bool:
    key = f"ready-{secrets.token_hex(8)}"
    cache.set(key, "yes", 10)
    return cache.get(key) == "yes"
