import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import ValidationError

from config.environment import (
    close_environment,
    is_not_negative,
    is_site_address,
    is_slug,
    is_time_zone,
    is_timeout,
    kept_secret,
    open_environment,
    parse_database,
    parse_hosts,
    parse_names,
    parse_origins,
)


def test_all_malformed_values_are_reported_together(monkeypatch):
    monkeypatch.setenv("DEBUG", "maybe")
    monkeypatch.setenv("DATABASE_URL", "mysql://host/name")
    env = open_environment()
    env.bool("DEBUG", False)
    env.database("DATABASE_URL", "sqlite://:memory:")
    with pytest.raises(ImproperlyConfigured) as caught:
        close_environment(env)
    assert str(caught.value).splitlines() == [
        "The environment has malformed settings.",
        "DATABASE_URL: Dramatis keeps its data in SQLite (sqlite:///path) or PostgreSQL (postgres://…) only.",
        "DEBUG: Not a valid boolean.",
    ]


def test_sqlite_takes_the_write_lock_when_a_transaction_begins():
    database = parse_database("sqlite:////srv/dramatis.sqlite3")
    assert (database["NAME"], database["OPTIONS"]["transaction_mode"], database["OPTIONS"]["timeout"]) == (
        "/srv/dramatis.sqlite3",
        "IMMEDIATE",
        60,
    )


def test_an_address_adds_to_the_options_of_its_engine():
    assert parse_database("postgres://u:p@host:5433/name?sslmode=require") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "name",
        "USER": "u",
        "PASSWORD": "p",
        "HOST": "host",
        "PORT": 5433,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {"connect_timeout": 5, "sslmode": "require"},
    }


@pytest.mark.parametrize(
    "address", ["", "nonsense", "postgres://host:port/name", "postgres://host/", "mysql://host/x"]
)
def test_what_is_no_database_of_ours_is_refused_without_repeating_it(address):
    with pytest.raises(ValidationError) as caught:
        parse_database(address)
    assert not address or address not in str(caught.value)


def test_lists_forgive_spaces_and_a_last_comma():
    assert parse_names("a.example.com, b.example.com,") == ["a.example.com", "b.example.com"]
    assert parse_origins("https://a.example.com , http://b") == ["https://a.example.com", "http://b"]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (is_time_zone, "Europe/London", "Europe/Atlantis"),
        (is_slug, "buyer-2", "Buyer 2"),
        (is_site_address, "https://intranet:8000/", "https://a.example/b"),
        (is_timeout, 60, 61),
        (parse_origins, "https://personas.example.com:8443", "https://personas.example.com/"),
        (parse_hosts, "*.Example.com, files.example.com:8443", "https://example.com"),
        (is_not_negative, 0, -1),
    ],
)
def test_checks_accept_the_good_and_name_the_bad(check, good, bad):
    check(good)
    with pytest.raises(ValidationError, match=str(bad)):
        check(bad)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "var" / "secret_key"
    secret = kept_secret(path)
    assert (len(secret), kept_secret(path), stat.filemode(path.stat().st_mode)) == (86, secret, "-rw-------")


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(kept_secret, [tmp_path / "secret_key"] * 32))
    assert (len(secrets), [path.name for path in tmp_path.iterdir()]) == (1, ["secret_key"])
