"""The settings are read in a process of their own, as a server reads them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "k" * 60


def manage(*arguments, **environment):
    """Runs manage.py in an environment that holds nothing but `environment`."""
    command = [sys.executable, ROOT / "manage.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": os.environ["PATH"]} | environment)


def read(*names, **environment):
    """Returns the named settings as that environment makes them."""
    found = f"[getattr(settings, n, None) for n in {names}]"
    code = f"import json; from config import settings; print(json.dumps({found}, default=str))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env=environment
    )
    return json.loads(done.stdout)


def test_malformed_values_stop_the_start_with_their_names():
    done = manage("check", SECRET_KEY=KEY, DATABASE_URL="nonsense", HTTPS="perhaps", TIME_ZONE="Mars")
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        [
            "The environment has malformed settings.",
            "DATABASE_URL: Not a database address, such as postgres://user:password@host/name.",
            "HTTPS: Not a valid boolean.",
            "TIME_ZONE: “Mars” is not an IANA time zone, such as Europe/London.",
        ],
    )


def test_a_server_with_its_own_database_needs_a_key_of_its_own():
    done = manage("check", DATABASE_URL="postgres://host/name")
    assert (done.returncode, done.stderr) == (
        1,
        "SECRET_KEY: not set. A server with its own database needs a long random text in it.\n",
    )


def test_postgresql_keeps_checked_connections():
    [databases] = read("DATABASES", SECRET_KEY=KEY, DATABASE_URL="postgres://host/name", CONN_MAX_AGE="5")
    assert (databases["default"]["CONN_MAX_AGE"], databases["default"]["CONN_HEALTH_CHECKS"]) == (5, True)


@pytest.mark.parametrize(
    ("https", "expected"),
    [("off", [False, False, False, None, None]), ("on", [True, True, True, ["HTTP_X_FORWARDED_PROTO", "https"], 60])],
)
def test_https_turns_on_everything_that_goes_with_it(https, expected):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER")
    found = read(*names, "SECURE_HSTS_SECONDS", SECRET_KEY=KEY, HTTPS=https, HSTS_SECONDS="60")
    assert found == expected


@pytest.mark.parametrize(("host", "backend"), [("", "console"), ("mail.example.com", "smtp")])
def test_mail_goes_to_the_log_until_a_server_is_named(host, backend):
    found = read("EMAIL_BACKEND", SECRET_KEY=KEY, EMAIL_HOST=host)
    assert found == [f"django.core.mail.backends.{backend}.EmailBackend"]
