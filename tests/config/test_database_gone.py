"""While the database is away every page says so, and all is well when it is back.
tests/scripts/test_topology.py does it with a real server."""

import sqlite3
from contextlib import contextmanager
from html import unescape

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from config.database_gone import RETRY_AFTER, SENTENCE, is_gone


@pytest.fixture
def visitor(reader):
    """Signed in, and told what goes wrong as a browser is."""
    client = Client(raise_request_exception=False)
    client.force_login(reader)
    return client


@pytest.fixture
def away(monkeypatch):
    """Inside of it, whoever asks the database gets this error."""

    @contextmanager
    def answering(error):
        def cursor(*arguments, **options):
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(connection, "cursor", cursor)
            yield

    return answering


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
@pytest.mark.parametrize("address", ["/", "/personas/", "/admin/", "/nowhere/", "/enablement/sessions/"])
def test_every_page_says_so_and_comes_back(visitor, away, address, error):
    with away(error):
        response = visitor.get(address)
    text = unescape(response.content.decode())
    assert (response.status_code, response["Retry-After"], SENTENCE in text) == (503, RETRY_AFTER, True)
    assert "no-store" in response["Cache-Control"]
    assert visitor.get(address).status_code in (200, 302, 404)


def test_programs_are_told_as_json(visitor, away):
    with away(OperationalError("gone")):
        response = visitor.get("/api/v1/personas", headers={"Authorization": "Bearer x"})
    assert (response.status_code, response["Retry-After"], response.json()) == (503, RETRY_AFTER, {"detail": SENTENCE})


def test_what_is_sent_is_refused_too(visitor, away):
    with away(OperationalError("gone")):
        assert visitor.post("/stars/", {"star": "x"}).status_code == 503


def test_a_failure_of_our_own_stays_one(visitor, away):
    with away(ProgrammingError("no such column")):
        response = visitor.get("/personas/")
    assert (response.status_code, "Something broke" in response.content.decode()) == (500, True)


def caused(statement: str) -> OperationalError:
    """What Django makes of SQLite's refusal of a statement."""
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(":memory:" if statement else "/nowhere/x").execute(statement)
    error = OperationalError(str(caught.value))
    error.__cause__ = caught.value
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [(OperationalError("x"), True), (InterfaceError("x"), True), (ProgrammingError("x"), False), (None, False)],
)
def test_which_errors_mean_it(error, expected):
    assert is_gone(error) is expected


def test_a_mistake_in_a_statement_is_none():
    assert (is_gone(caused("SELECT nothing")), is_gone(caused(""))) == (False, True)
