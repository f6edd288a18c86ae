"""Each request has a name, and what the log says of it has the name, too, and no secret."""

import json
import logging
import re

import pytest

from config import log_lines
from config.log_lines import FORMATTERS
from config.request_ids import NameRequest

RECORD = ("dramatis.requests", logging.INFO, "", 1, "%s", ("said",), None)


@pytest.mark.parametrize("given", ["a", "9f86d081884c7d65", "01J9.abc_-Z", "x" * 64])
def test_a_proxys_name_is_kept(client, given):
    assert client.get("/nowhere", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "<b>", "a\tb", "-", "é", "a;b"])
def test_other_requests_get_one_of_our_own(client, given):
    made = client.get("/nowhere", headers={"X-Request-ID": given})["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", made)


def test_a_request_leaves_one_line_without_its_query(client, caplog):
    with caplog.at_level("INFO", "dramatis.requests"):
        client.get("/nowhere?q=somebody", headers={"X-Request-ID": "abc"})
    [record] = [record for record in caplog.records if record.name == "dramatis.requests"]
    NameRequest().filter(record)
    told = json.loads(FORMATTERS["json"]().format(record))
    assert (told.pop("ms") >= 0, told.pop("time")[-6:]) == (True, "+00:00")
    assert told.pop("message").startswith("GET /nowhere 404 ")
    assert told == {
        "level": "INFO",
        "logger": "dramatis.requests",
        "request_id": "abc",
        "method": "GET",
        "path": "/nowhere",
        "status": 404,
    }


def test_accounts_are_told_by_number(reader_client, reader, caplog):
    with caplog.at_level("INFO", "dramatis.requests"):
        reader_client.get("/guides/")
    assert caplog.records[-1].facts["user"] == reader.pk


@pytest.mark.django_db
def test_health_pages_are_quiet(client, caplog):
    with caplog.at_level("INFO", "dramatis.requests"):
        client.get("/healthz")
    assert caplog.records == []


@pytest.mark.parametrize("name", ["line", "json"])
def test_no_secret_is_written_down(settings, name):
    settings.EMAIL_HOST_PASSWORD = "swordfish-1"
    settings.DATABASES["default"]["PASSWORD"] = "swordfish-2"
    log_lines.secrets_of_settings.cache_clear()
    try:
        raise ValueError("swordfish-1")
    except ValueError as error:
        record = logging.LogRecord(*RECORD[:4], "no “%s”", ("swordfish-2",), (type(error), error, error.__traceback__))
    said = FORMATTERS[name]().format(record)
    del settings.DATABASES["default"]["PASSWORD"]
    log_lines.secrets_of_settings.cache_clear()
    assert ("no “…”" in said, "ValueError: …" in said, "swordfish-2" in said) == (True, True, False)


def test_people_at_a_terminal_get_lines(monkeypatch):
    assert log_lines.usual_format() == "json"
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert log_lines.usual_format() == "line"
