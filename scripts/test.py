"""Runs the whole suite: on SQLite, on a PostgreSQL started for it, and in a browser on both. `make test`.

python -m scripts.test [arguments for pytest]
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from scripts.chromium import ChromiumMissingError, find_or_install
from scripts.postgres import PostgresMissingError, throwaway_server

SUITE = ["tests", "--ignore=tests/browser"]
BROWSER = ["tests/browser"]
# What the second database is spared: tests that say the same on each (tests/conftest.py marks those without one).
AGAIN = ["-m=not once"]
# pytest's exit status when the arguments left no test to run.
NO_TESTS = 5
# Settings that a developer's shell may hold must not decide whether tests pass.
SETTINGS = {
    "PYTEST_ADDOPTS",
    *re.findall(r'env\.\w+\("(\w+)"', Path("config/settings.py").read_text(encoding="utf-8")),
}


def main(arguments):
    """Runs every phase and returns the exit status; what could not be run or failed is said in the last lines."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    troubles, statuses = [], []
    with contextlib.ExitStack() as stack:
        for title, selection, variables in phases(arguments, databases(stack, troubles), browser(troubles)):
            status = run_pytest(title, selection, variables)
            statuses.append(status)
            # Arguments may well pick tests that only one of the phases has.
            if status and not (status == NO_TESTS and arguments):
                troubles.append(f"{title} failed.")
    if not troubles and set(statuses) == {NO_TESTS}:
        troubles.append("no test was run.")
    # Nothing follows pytest's own closing line when all is well.
    for trouble in troubles:
        print(f"\nmake test: {trouble}", file=sys.stderr)
    return 1 if troubles else 0


def databases(stack, troubles):
    """Returns the address of each database to test on by its name; a missing one is added to `troubles`.

    The PostgreSQL stops when `stack` closes.
    """
    addresses = {"SQLite": "sqlite://:memory:"}
    try:
        addresses["PostgreSQL"] = stack.enter_context(throwaway_server())
    except PostgresMissingError as error:
        troubles.append(f"PostgreSQL can't be had, so nothing was tested on it: {error}")
    return addresses


def browser(troubles):
    """Returns the path of a Chromium; a missing one is added to `troubles`, and None returned."""
    try:
        return find_or_install()
    except ChromiumMissingError as error:
        troubles.append(f"a browser can't be had, so no page was tested in one: {error}")
        return None


def phases(arguments, addresses, chromium):
    """Yields the title, pytest arguments and environment variables of each run, browser runs last."""
    suite, pages, others = divide(arguments)
    if suite:
        for number, (name, address) in enumerate(addresses.items()):
            yield f"The suite on {name}", [*suite, *others, *AGAIN[:number]], {"DATABASE_URL": address}
    if pages and chromium:
        for number, (name, address) in enumerate(addresses.items()):
            variables = {"DATABASE_URL": address, "CHROMIUM": chromium}
            yield f"The browser on {name}", [*pages, *others, *AGAIN[:number]], variables


def divide(arguments):
    """Returns which tests `arguments` pick for the suite and for the browser, and the arguments that are no paths.

    With no path among them both are whole.
    """
    paths = [argument for argument in arguments if Path(argument.partition("::")[0]).exists()]
    others = [argument for argument in arguments if argument not in paths]
    if not paths:
        return SUITE, BROWSER, others
    pages = [path for path in paths if path.startswith(BROWSER[0])]
    return [path for path in paths if path not in pages], pages, others


def run_pytest(title, arguments, variables):
    """Runs pytest with `arguments` in an environment that only `variables` shape, and returns its exit status."""
    print(f"\n=== {title} ===", flush=True)
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    environment |= {"SECRET_KEY": "only-for-tests"} | variables
    return subprocess.run([sys.executable, "-m", "pytest", "-n", "2", *arguments], env=environment).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nmake test: stopped.")
