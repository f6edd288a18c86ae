"""The file of a backup: written as a whole or not at all, and believed only after a look at everything in it."""

import json
import os
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .errors import BackupError
from .media import is_safe, portions, said_of
from .values import TableHash

FORMAT, VERSION = "dramatis-backup", 1
MANIFEST, TABLES, MEDIA = "manifest.json", "tables/", "media/"
LONGEST_LINE = 64 * 1024 * 1024
ZIP = b"PK\x03\x04"
# What a zip that was damaged ends in, wherever it is read.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError)


class Writing:
    """A backup that is being written; `end` makes it one."""

    def __init__(self, file: zipfile.ZipFile):
        self._file = file
        self.tables: dict[str, dict] = {}
        self.media: dict[str, dict] = {}

    def add_table(self, name: str, columns: list[str], lines: Iterable[bytes]) -> int:
        """Returns the number of its rows."""
        found = TableHash()
        with self._open(f"{TABLES}{name}.ndjson", zipfile.ZIP_DEFLATED) as stream:
            for line in lines:
                found.add(line)
                stream.write(line)
        self.tables[name] = {"columns": columns} | found.said
        return found.rows

    def add_file(self, name: str, source) -> None:
        """An upload, from a file open for reading."""
        with self._open(f"{MEDIA}{name}", zipfile.ZIP_STORED) as stream:
            for portion in portions(source):
                stream.write(portion)
        with self._file.open(f"{MEDIA}{name}") as written:
            self.media[name] = said_of(written)

    def end(self, about: dict) -> None:
        manifest = {"format": FORMAT, "version": VERSION} | about | {"tables": self.tables, "media": self.media}
        with self._open(MANIFEST, zipfile.ZIP_DEFLATED) as stream:
            stream.write(json.dumps(manifest, indent=1).encode())

    def _open(self, name: str, compression: int):
        info = zipfile.ZipInfo(name)
        info.compress_type = compression
        info.external_attr = 0o600 << 16
        return self._file.open(info, "w", force_zip64=True)


@contextmanager
def writing(path: Path) -> Iterator[Writing]:
    """A backup that stands at `path` once all of it is there and on the disk; until then whatever stood there stays.

    Only its owner can read it: it holds what people typed, and password hashes.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
            with zipfile.ZipFile(stream, "w") as file:
                yield Writing(file)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Reading:
    """A backup that is open for reading; `manifest` is what it says of itself."""

    def __init__(self, file: zipfile.ZipFile, path: Path):
        self._file = file
        self._path = path
        self.manifest = self._checked_manifest()

    @property
    def tables(self) -> dict[str, dict]:
        return self.manifest["tables"]

    @property
    def media(self) -> dict[str, dict]:
        return self.manifest["media"]

    def rows(self, name: str) -> Iterator[list]:
        """The rows of a table as they were kept. Raises BackupError where they aren't those that went in."""
        columns = len(self.tables[name]["columns"])
        found = TableHash()
        with unreadable_told(self._path), self._file.open(f"{TABLES}{name}.ndjson") as stream:
            while line := stream.readline(LONGEST_LINE):
                found.add(line)
                row = json.loads(line)
                if not isinstance(row, list) or len(row) != columns:
                    raise self.damaged()
                yield row
        if found.said != {key: self.tables[name].get(key) for key in found.said}:
            raise self.damaged()

    def open_file(self, name: str):
        return self._file.open(f"{MEDIA}{name}")

    def check(self) -> None:
        """Read everything. Raises BackupError where anything isn't as it was when the backup was made."""
        for name in self.tables:
            for _ in self.rows(name):
                pass
        for name, said in self.media.items():
            with unreadable_told(self._path), self.open_file(name) as stream:
                if said_of(stream) != said:
                    raise self.damaged()

    def damaged(self) -> BackupError:
        return BackupError(f"{self._path} is damaged: what is in it isn't what was put in. Take another copy of it.")

    def _checked_manifest(self) -> dict:
        manifest = self._read_manifest()
        if manifest["version"] > VERSION:
            raise BackupError(f"{self._path} was made by a newer Dramatis: upgrade this one first.")
        expected = [MANIFEST, *(f"{TABLES}{name}.ndjson" for name in manifest["tables"])]
        expected += [f"{MEDIA}{name}" for name in manifest["media"]]
        unsafe = [name for name in manifest["media"] if not is_safe(name)]
        if unsafe:
            raise BackupError(f"{self._path} holds a file that would land outside the uploads: {unsafe[0]!r}.")
        if sorted(expected) != sorted(self._file.namelist()):
            raise self.damaged()
        return manifest

    def _read_manifest(self) -> dict:
        """What the backup says of itself, in the shape that the rest relies on. Raises BackupError."""
        foreign = BackupError(f"{self._path} is a zip file, but no backup of Dramatis.")
        try:
            manifest = json.loads(self._file.read(MANIFEST))
        except (KeyError, ValueError):
            raise foreign from None
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or not has_shape(manifest):
            raise foreign
        return manifest


def has_shape(manifest: dict) -> bool:
    tables, media = manifest.get("tables"), manifest.get("media")
    return (
        type(manifest.get("version")) is int
        and isinstance(manifest.get("migrations"), list)
        and all(isinstance(part, dict) for part in (tables, media))
        and all(isinstance(each, dict) for part in (tables, media) for each in part.values())
        and all(isinstance(each.get("columns"), list) for each in tables.values())
    )


@contextmanager
def unreadable_told(path: Path) -> Iterator[None]:
    """For reading alone, as it takes errors that anything may raise for the file's: zipfile raises RuntimeError where
    a part wants a password or is packed in an unknown way, ValueError where a name isn't text, and json where a line
    is none. Raises BackupError."""
    try:
        yield
    except (*DAMAGE, RuntimeError, ValueError) as error:
        raise unreadable(path) from error


def unreadable(path: Path) -> BackupError:
    return BackupError(f"{path} is damaged and can't be read. Take another copy of it.")


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """The backup at `path`. Raises BackupError for what is none, or is damaged: inside of the block as well, should
    the file go bad meanwhile."""
    try:
        with path.open("rb") as stream, ExitStack() as opened:
            begins_as_zip = stream.read(4) == ZIP
            if not zipfile.is_zipfile(stream):
                raise BackupError(no_zip(path, begins_as_zip))
            with unreadable_told(path):
                backup = Reading(opened.enter_context(zipfile.ZipFile(stream)), path)
            yield backup
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {error.filename}.") from error
    except DAMAGE as error:
        raise unreadable(path) from error


def no_zip(path: Path, begins_as_zip: bool) -> str:
    if begins_as_zip:
        return f"{path} is cut off: its end is missing. Copy it once more from where it was made."
    return f"{path} is no backup of Dramatis."
