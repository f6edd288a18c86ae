"""Finds a Chromium for the browser tests, or installs one."""

import os
import shutil
import subprocess
import sys

from scripts import system_packages

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


class ChromiumMissingError(Exception):
    """There is no Chromium here and none could be installed; the text says what was tried."""


def find():
    """Returns the path of the Chromium that CHROMIUM names or the machine has, else None.

    Raises `ChromiumMissingError` when CHROMIUM names a program that can't be started.
    """
    if wanted := os.environ.get("CHROMIUM"):
        if not starts(wanted):
            raise ChromiumMissingError(f"CHROMIUM is {wanted}, which does not start.")
        return wanted
    for program in PROGRAMS:
        if (path := shutil.which(program)) and starts(path):
            return path
    return playwrights_own()


def find_or_install():
    """Returns the path of a Chromium, installing one where there is none.

    Raises `ChromiumMissingError` when that can't be done.
    """
    if path := find():
        return path
    print("No Chromium on this machine: installing one …", flush=True)
    if system_packages.install(apt=["chromium"], dnf=["chromium"], apk=["chromium"]) and (path := find()):
        return path
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdin=subprocess.DEVNULL)
    if path := find():
        return path
    raise ChromiumMissingError(
        "it isn't on this machine under any of its names, and neither the system's package manager nor “playwright "
        "install” could get one. Install Chromium, or name one in CHROMIUM."
    )


def playwrights_own():
    """Returns the path of the Chromium that Playwright downloaded earlier, else None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if starts(path) else None


def starts(path):
    """Says whether the program at `path` runs: some systems ship a placeholder of that name."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
