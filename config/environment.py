"""Reads the settings' environment variables and says in plain words which of them is wrong."""

import re
import secrets
import zoneinfo
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError

from config.access.names import ROLES
from config.shared_places import parse_cache

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
ENGINE_OPTIONS = {
    SQLITE: {
        # A transaction takes the write lock when it begins: one that starts by reading and then writes would otherwise
        # fail at once with "database is locked" instead of waiting its turn.
        "transaction_mode": "IMMEDIATE",
        # Writers aren't served in the order in which they came: of sixteen that never pause, on a busy machine, an
        # unlucky one waits for more than twenty seconds.
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
    # A server that doesn't answer is gone, and pages say so while somebody still waits for them.
    POSTGRESQL: {"connect_timeout": 5},
}


def open_environment():
    """Returns a reader of environment variables that collects every malformed value until `close_environment`."""
    env = Env(eager=False)
    env.add_parser("database", parse_database)
    env.add_parser("names", parse_names)
    env.add_parser("origins", parse_origins)
    env.add_parser("hosts", parse_hosts)
    env.add_parser("roles", parse_roles)
    env.add_parser("cache", parse_cache)
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


def parse_roles(text):
    """Returns the pairs of a provider's group and a role that stand in `text` as group=role between semicolons.

    Raises `ValidationError` for what isn't such a pair, or names another role.
    """
    pairs = [pair.rpartition("=") for pair in text.split(";") if pair.strip()]
    known = {role.casefold(): role for role in ROLES}
    # A group's name may well have commas and equal signs, so whoever parts pairs by commas is told only by this.
    pair_inside = re.compile(rf"=\s*({'|'.join(ROLES)})\b", re.IGNORECASE)
    for group, _, role in pairs:
        if not group.strip() or role.strip().casefold() not in known or pair_inside.search(group):
            roles = ", ".join(ROLES)
            raise ValidationError(f"“{role.strip()}” is not a group=role pair: the roles are {roles}.")
    return tuple((group.strip(), known[role.strip().casefold()]) for group, _, role in pairs)


def is_issuer(address):
    """Raises `ValidationError` unless nothing is said, or where a provider of OpenID Connect is."""
    is_secure = re.fullmatch(r"https://[^\s?#@]+", address)
    if address and not (is_secure or re.fullmatch(r"http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s?#]*)?", address)):
        raise ValidationError("Not the address of a provider, such as https://login.example.com.")
    if len(address) > 200:
        raise ValidationError("An address of more than 200 characters can't be kept.")


def is_positive(number):
    """Raises `ValidationError` unless `number` is above nought."""
    if number <= 0:
        raise ValidationError(f"{number} is not above 0.")


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
