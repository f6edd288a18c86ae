"""What a load balancer is told. tests/config/test_site.py has the page for monitoring."""

import pytest
from django.db import OperationalError, connection

from config import health
from config.backups import migrations


@pytest.fixture(autouse=True)
def not_looked_yet(monkeypatch):
    monkeypatch.setattr(health, "_fits", health.Event())


@pytest.mark.django_db
def test_a_node_that_has_everything_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["migrations", "cache"])
def test_a_node_that_lacks_something_says_what(client, monkeypatch, part):
    monkeypatch.setattr(health, {"migrations": "is_up_to_date", "cache": "cache_remembers"}[part], lambda *_: False)
    response = client.get("/readyz")
    assert (response.status_code, response.content, response["Retry-After"]) == (
        *(503, f"{part} unavailable\n".encode()),
        "10",
    )


def test_without_the_database_no_node_is_ready(client, monkeypatch, caplog):
    def unreachable():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", unreachable)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database unavailable\n")
    assert caplog.messages[0] == "The health page could not query the database."


@pytest.mark.django_db
def test_a_database_that_was_not_migrated_is_not_up_to_date():
    assert migrations.is_up_to_date("default")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'personas'")
    assert not migrations.is_up_to_date("default")
