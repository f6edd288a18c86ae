"""Which version of the software answers."""

import hashlib
from functools import cache
from importlib import metadata

from django.conf import settings

FOLDERS = ("config", "personas", "journeys", "enablement", "templates", "static")
SUFFIXES = {".py", ".html", ".txt", ".css", ".js", ".svg", ".md"}
# What of the settings shows on pages.
SHOWN = ("TIME_ZONE", "LANGUAGE_CODE", "STATIC_URL", "STATIC_ROOT")


@cache
def code_version() -> str:
    """The same on every node that runs the same software with the same settings. Read once a process."""
    found = hashlib.sha256(repr([str(getattr(settings, name)) for name in SHOWN]).encode())
    for package in metadata.distributions():
        found.update(f"{package.name} {package.version}\n".encode())
    for path in sorted(path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*.*")):
        if path.suffix in SUFFIXES:
            found.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + path.read_bytes())
    return found.hexdigest()
