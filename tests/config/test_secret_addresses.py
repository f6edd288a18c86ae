"""No log shows addresses that are secrets."""

import logging

import pytest
from django.conf import settings
from gunicorn.config import Config

from config.gunicorn import QuietLogger
from config.log_lines import FORMATTERS
from config.secret_addresses import hide_secrets

SECRET = "n0nce-_.s1gnature-_="
NONCE, SIGNATURE = "n0nce-_x" * 4, "s1gnature-_" * 3 + "s1gnature-"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            f'"GET /enablement/calendar/feed/{SECRET}/mine.ics HTTP/1.1" 200',
            '"GET /enablement/calendar/feed/…/mine.ics HTTP/1.1" 200',
        ),
        (f"Not Found: /enablement/mail/stop/{SECRET}", "Not Found: /enablement/mail/stop/…"),
        (f"/calendar/feed/{SECRET}?x=1 /calendar/feed/{SECRET}", "/calendar/feed/…?x=1 /calendar/feed/…"),
        ("/enablement/calendar/", "/enablement/calendar/"),
        (
            f"GET /%65nablement/calendar%2Ffeed/{NONCE}.{SIGNATURE}/mine.ics",
            "GET /%65nablement/calendar%2Ffeed/…/mine.ics",
        ),
        (f"GET /enablement/mail%2Fstop/WzEsInJd:1w2x3y:{SIGNATURE}/", "GET /enablement/mail%2Fstop/…/"),
    ],
)
def test_secrets_are_hidden(said, expected):
    assert hide_secrets(said) == expected


@pytest.mark.parametrize("name", ["line", "json"])
def test_arguments_of_a_record_too(name):
    record = logging.LogRecord("x", logging.INFO, "", 1, "%s: %s", ("GET", f"/calendar/feed/{SECRET}/x"), None)
    said = FORMATTERS[name]().format(record)
    assert ("GET: /calendar/feed/…/x" in said, SECRET in said) == (True, False)


@pytest.mark.parametrize("name", ["django.server", "root"])
def test_every_handler_of_the_settings_hides_them(name):
    """Django's loggers write through the console's handler or hand their records on to it."""
    loggers = settings.LOGGING["loggers"] | {"root": settings.LOGGING["root"]}
    formatters = [settings.LOGGING["handlers"][each]["formatter"] for each in loggers[name]["handlers"]]
    assert [each in FORMATTERS for each in formatters] == [True]


def test_gunicorns_own_logs():
    logger = QuietLogger(Config())
    for log in (logger.error_log, logger.access_log):
        assert {type(each.formatter) for each in log.handlers} <= set(FORMATTERS.values())
