"""Reads the settings' environment variables and says in plain words which of them is wrong."""

import re
import secrets
import zoneinfo
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
ENGINE_OPTIONS = {
    SQLITE: {
        # A transaction takes the write lock when it begins: one that starts by reading and then writes would otherwise
        # fail at once with "database is locked" instead of waiting its turn.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
    POSTGRESQL: {},
}


def open_environment():
    """Returns a reader of environment variables that collects every malformed value until `close_environment`."""
    env = Env(eager=False)
    env.add_parser("database", parse_database)
    env.add_parser("names", parse_names)
    env.add_parser("origins", parse_origins)
    env.add_parser("hosts", parse_hosts)
    return env


def close_environment(env):
    """Ends the reading.

    Raises `ImproperlyConfigured` with one line for every variable that could not be read.
    """
    try:
        env.seal()
    except EnvValidationError as error:
        lines = [f"{name}: {' '.join(messages)}" for name, messages in sorted(error.error_messages.items())]
        raise ImproperlyConfigured("\n".join(["The environment has malformed settings.", *lines])) from None


def parse_database(address):
    """Turns a database address such as postgres://user:password@host/name into Django's settings of one database.

    Raises `ValidationError` when it is no address of SQLite or PostgreSQL. The message never repeats the address,
    which holds a password.
    """
    try:
        database = dict(dj_database_url.parse(address))
    except ValueError:
        raise ValidationError("Not a database address, such as postgres://user:password@host/name.") from None
    if database["ENGINE"] not in ENGINE_OPTIONS:
        raise ValidationError("Dramatis keeps its data in SQLite (sqlite:///path) or PostgreSQL (postgres://…) only.")
    if not database["NAME"]:
        raise ValidationError("The address names no database.")
    database["OPTIONS"] = ENGINE_OPTIONS[database["ENGINE"]] | database.get("OPTIONS", {})
    return database


def is_time_zone(name):
    """Raises `ValidationError` unless `name` is an IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not an IANA time zone, such as Europe/London.")


def is_timeout(seconds):
    """Raises `ValidationError` unless it is a number of seconds that a mail server may take for an answer."""
    if not 1 <= seconds <= 60:
        raise ValidationError(f"{seconds} is not a number of seconds from 1 to 60.")


def is_site_address(text):
    """Raises `ValidationError` unless `text` is where a site is, without a path."""
    if not re.fullmatch(r"https?://[^\s/?#@]+/?", text):
        raise ValidationError(f"“{text}” is not a site's address, such as https://personas.example.com.")


def is_slug(text):
    """Raises `ValidationError` unless `text` is lower-case letters, digits, hyphens and underscores."""
    if not re.fullmatch(r"[a-z0-9_-]+", text):
        raise ValidationError(f"“{text}” is not a slug: use lower-case letters, digits and hyphens.")


def parse_names(text):
    """Returns the names that stand in `text` between commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def parse_origins(text):
    """Returns the web addresses that stand in `text` between commas.

    Raises `ValidationError` for one that isn't a scheme and a host, and nothing more.
    """
    origins = parse_names(text)
    for origin in origins:
        if not re.fullmatch(r"https?://[^/\s]+", origin):
            raise ValidationError(f"“{origin}” is not a web address such as https://personas.example.com.")
    return origins


def parse_hosts(text):
    """Returns the hosts that stand in `text` between commas, in lower case.

    Raises `ValidationError` for one that isn't a host, “*.” and a host, or a host and a port.
    """
    hosts = [host.lower() for host in parse_names(text)]
    for host in hosts:
        if not re.fullmatch(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*(:[0-9]{1,5})?", host):
            raise ValidationError(f"“{host}” is not a host such as www.example.com.")
    return hosts


def is_not_negative(number):
    """Raises `ValidationError` when `number` is below nought."""
    if number < 0:
        raise ValidationError(f"{number} is below 0.")


def kept_secret(path: Path):
    """Returns the secret kept in the file at `path`, which only its owner can read; makes it on the first call."""
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    # Whoever links first wins: two processes that start together must not end up with two different keys.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")
