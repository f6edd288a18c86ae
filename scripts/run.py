"""Brings the embedded set-up up to date and serves it. Runs inside .venv: `make run`.

python -m scripts.run           migrate, load what is missing, serve
python -m scripts.run --reset   throw the embedded database away and load the starter catalogue again
"""

import os
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = ["-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "warning"]


def main(arguments):
    """Serves the site, or with --reset only puts the starter catalogue back; exits with a sentence when it can't."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    # Whatever the database, one machine that runs everything by itself may keep its own key.
    from config.environment import kept_secret

    os.environ.setdefault("SECRET_KEY", kept_secret(ROOT / "var" / "secret_key"))
    try:
        django.setup()
        if arguments == ["--reset"]:
            remove_database()
            fill_database()
            return
        port = free_port(os.environ.get("PORT", "8000"))
        fill_database()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer: {error}")
    call_command("collectstatic", interactive=False, verbosity=0)
    print(f"Dramatis serves on http://127.0.0.1:{port} (stop it with Ctrl+C)", flush=True)
    os.execv(sys.executable, [sys.executable, *GUNICORN])


def fill_database():
    """Brings the tables up to date, and into an empty database the starter catalogue and an administrator."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_starter")
    call_command("ensure_admin")


def remove_database():
    """Deletes the embedded database after a question; exits when the database is another one or the answer is no."""
    if os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL is set: only the embedded database can be reset.")
    if sys.stdin.isatty() and input("Delete every persona and user of the embedded database? [y/N] ").lower() != "y":
        sys.exit("Nothing was changed.")
    database = Path(settings.DATABASES["default"]["NAME"])
    for part in (database, *(database.with_name(database.name + suffix) for suffix in ("-wal", "-shm"))):
        part.unlink(missing_ok=True)


def free_port(text):
    """Returns the port number that `text` names; exits with a sentence when it names none, or one that is taken."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT: “{text}” is not a port number.")
    with socket.socket() as probe:
        # As gunicorn does: a port that a stopped server has just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            sys.exit(f"Port {text} can't be used ({error.strerror}). Choose another: make run PORT=8001")
    return int(text)


if __name__ == "__main__":
    main(sys.argv[1:])
