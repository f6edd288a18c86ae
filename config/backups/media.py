"""Uploads, wherever they are stored: on a disk or in a bucket."""

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.core.files.base import File
from django.core.files.storage import Storage

from .errors import BackupError

STEP = 1024 * 1024


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in the storage."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(files) if name)
    for name in sorted(folders):
        yield from stored_names(storage, f"{folder}{name}/")


def is_safe(name: str) -> bool:
    """Whether a file of this name stays inside the folder of uploads."""
    parts = name.split("/")
    odd = "\\" in name or "\0" in name or ":" in parts[0] or PurePosixPath(name).is_absolute()
    return bool(name) and not odd and not {"", ".", ".."}.intersection(parts)


def portions(stream) -> Iterator[bytes]:
    while portion := stream.read(STEP):
        yield portion


def said_of(stream) -> dict:
    """What a manifest says of a file."""
    size, found = 0, hashlib.sha256()
    for portion in portions(stream):
        size += len(portion)
        found.update(portion)
    return {"size": size, "sha256": found.hexdigest()}


def is_stored(storage: Storage, name: str, said: dict) -> bool:
    """Whether the storage holds this very file."""
    try:
        with storage.open(name) as stream:
            return said_of(stream) == said
    except FileNotFoundError:
        return False


def store(storage: Storage, name: str, stream) -> None:
    """Put a file under exactly this name. Raises BackupError where the storage takes another."""
    taken = storage.save(name, File(stream, name))
    if taken != name:
        storage.delete(taken)
        raise BackupError(f"The upload “{name}” can't be stored under its own name.")
