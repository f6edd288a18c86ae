"""Files that commands read and write: named ones, or standard input and output for “-”."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from personas.spreadsheets.errors import SheetError

from .sheets import MOST_BYTES

STANDARD = "-"


def read_content(path: str, standard_input: TextIO) -> bytes:
    """The bytes of a file. Raises SheetError with a sentence when there are none to read."""
    try:
        if path == STANDARD:
            return standard_input.buffer.read(MOST_BYTES + 1)
        if Path(path).is_dir():
            raise SheetError(f"{path} is a directory: name the file in it.")
        with Path(path).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SheetError(f"{path} can't be read: {reason_of(error)}.") from error


@contextmanager
def whole_file(path: str) -> Iterator[TextIO]:
    """A file to write, which appears under its name only when all of it is written. Raises SheetError."""
    target = Path(path)
    try:
        if target.is_dir():
            raise SheetError(f"{path} is a directory: name a file in it.")
        number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except (OSError, ValueError) as error:
        raise SheetError(f"{path} can't be written: {reason_of(error)}.") from error
    try:
        with os.fdopen(number, "w", encoding="utf-8-sig", newline="") as stream:
            yield stream
        os.chmod(name, 0o666 & ~current_umask())
        os.replace(name, target)
    except OSError as error:
        raise SheetError(f"{path} can't be written: {reason_of(error)}.") from error
    finally:
        Path(name).unlink(missing_ok=True)


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def reason_of(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
