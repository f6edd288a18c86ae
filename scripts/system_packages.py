"""Installs packages of the operating system, where that needs no password."""

import os
import shutil
import subprocess

APT = {"DEBIAN_FRONTEND": "noninteractive"}


def install(*, apt=(), dnf=(), apk=()):
    """Installs the packages named for this system's package manager; says whether that worked.

    Only root can, and nothing is tried otherwise.
    """
    if os.name == "nt" or os.getuid() != 0:
        return False
    if apt and shutil.which("apt-get"):
        # Package lists may be missing or old; one that could not be renewed may still be good enough.
        run("apt-get", "-qq", "update")
        return run("apt-get", "-qq", "install", "-y", "--no-install-recommends", *apt)
    if dnf and shutil.which("dnf"):
        return run("dnf", "-q", "install", "-y", *dnf)
    if apk and shutil.which("apk"):
        return run("apk", "-q", "add", *apk)
    return False


def run(*command):
    """Runs `command` in silence; says whether it succeeded."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=os.environ | APT)
    return done.returncode == 0
