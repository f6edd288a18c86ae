"""How a log record is written down: as a line for people, or as JSON for programs; with no secret in it either way."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from functools import cache

from django.conf import settings

from config.secret_addresses import hide_secrets

# Names of settings whose values are nobody's business.
SECRET = re.compile("SECRET|PASSWORD|TOKEN")
# A shorter one would be found in words that mean nothing.
SHORTEST = 8


def usual_format() -> str:
    """A line for those who sit at a terminal, else JSON."""
    return "line" if sys.stderr.isatty() else "json"


class Lines(logging.Formatter):
    """Time, level, request, logger, message."""

    def format(self, record):
        record.in_request = f" [{record.request_id}]" if getattr(record, "request_id", "") else ""
        return without_secrets(super().format(record))

    def __init__(self):
        super().__init__("{asctime} {levelname}{in_request} {name}: {message}", style="{")


class JsonLines(logging.Formatter):
    """An object a line: `time` in UTC, `level`, `logger`, `message`, and what there is of `request_id`, `exception`,
    and the `facts` that a record brings along."""

    def format(self, record):
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", ""),
            **getattr(record, "facts", {}),
            "exception": self.formatException(record.exc_info) if record.exc_info else "",
        }
        told = {name: plain(value) for name, value in said.items() if value not in ("", None)}
        return json.dumps(told, ensure_ascii=False)


FORMATTERS = {"line": Lines, "json": JsonLines}
FORMATS = tuple(FORMATTERS)


def plain(value):
    """What JSON knows, without secrets."""
    return value if isinstance(value, int | float) else without_secrets(str(value))


def without_secrets(text: str) -> str:
    text = hide_secrets(text)
    for secret in secrets_of_settings() if settings.configured else ():
        text = text.replace(secret, "…")
    return text


@cache
def secrets_of_settings() -> tuple[str, ...]:
    """The values that must not be told, the longest first."""
    found = [getattr(settings, name) for name in dir(settings) if name.isupper() and SECRET.search(name)]
    found += [database.get("PASSWORD") for database in settings.DATABASES.values()]
    found += [cache.get("LOCATION") for cache in settings.CACHES.values() if "redis" in cache["BACKEND"]]
    texts = (each for each in found if isinstance(each, str) and len(each) >= SHORTEST)
    return tuple(sorted(set(texts), key=len, reverse=True))
