"""Files that aren't backups, or aren't whole, are refused before anything is written."""

import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from config.backups.archive import MANIFEST, reading
from config.backups.errors import BackupError
from config.backups.media import is_safe
from config.backups.values import TableHash

WHOLE = {"format": "dramatis-backup", "version": 1, "migrations": [], "tables": {}, "media": {}}


def made(path, manifest, **members):
    """A zip with that manifest and members of those contents."""
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
        if manifest is not None:
            file.writestr(MANIFEST, manifest if isinstance(manifest, str) else json.dumps(manifest))
    return path


def fault(path) -> str:
    """Why the file is refused, without its name."""
    with pytest.raises(BackupError) as caught, reading(path) as backup:
        backup.check()
    return str(caught.value).replace(str(path), "It")


def test_a_whole_file_is_taken(tmp_path):
    with reading(made(tmp_path / "x.zip", WHOLE)) as backup:
        backup.check()


def test_no_file(tmp_path):
    assert fault(tmp_path / "none") == "There is no file It."


@pytest.mark.parametrize("content", [b"", b"Dear all", b"\x1f\x8b\x08\x00"])
def test_another_file(tmp_path, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert fault(path) == "It is no backup of Dramatis."


@pytest.mark.parametrize(
    "manifest",
    [
        *(None, "", "[]", "{", {}, WHOLE | {"format": "x"}, WHOLE | {"version": "1"}, WHOLE | {"tables": []}),
        *(WHOLE | {"media": {"x": 1}}, WHOLE | {"tables": {"x": {"columns": 1}}}, WHOLE | {"migrations": None}),
    ],
)
def test_another_zip(tmp_path, manifest):
    assert fault(made(tmp_path / "x.zip", manifest)) == "It is a zip file, but no backup of Dramatis."


def test_a_newer_format(tmp_path):
    path = made(tmp_path / "x.zip", WHOLE | {"version": 2})
    assert fault(path) == "It was made by a newer Dramatis: upgrade this one first."


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\..\\x", "c:x", "", ".", "a//b", "a\0b"])
def test_no_upload_lands_elsewhere(tmp_path, name):
    assert not is_safe(name)
    path = made(tmp_path / "x.zip", WHOLE | {"media": {name: {"size": 1, "sha256": "x"}}}, **{f"media/{name}": "x"})
    assert fault(path) == f"It holds a file that would land outside the uploads: {name!r}."


DAMAGED = "It is damaged: what is in it isn't what was put in. Take another copy of it."


@pytest.mark.parametrize(
    ("manifest", "members"),
    [
        (WHOLE, {"tables/x.ndjson": "[]"}),
        (WHOLE | {"tables": {"x": {"columns": []}}}, {}),
        (WHOLE | {"tables": {"x": {"columns": ["a"], "rows": 1, "hash": "0"}}}, {"tables/x.ndjson": "[1]\n"}),
        (WHOLE | {"tables": {"x": {"columns": ["a"], "rows": 1, "hash": "0"}}}, {"tables/x.ndjson": "[1, 2]\n"}),
        (WHOLE | {"media": {"x": {"size": 1, "sha256": "0"}}}, {"media/x": "y"}),
    ],
)
def test_contents_that_are_not_what_the_file_says(tmp_path, manifest, members):
    assert fault(made(tmp_path / "x.zip", manifest, **members)) == DAMAGED


def test_a_file_that_is_cut_off(backup):
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])
    assert fault(backup) == "It is cut off: its end is missing. Copy it once more from where it was made."


def test_a_file_with_a_wrong_byte(backup):
    with zipfile.ZipFile(backup) as file:
        place = file.getinfo("tables/auth_user.ndjson").header_offset + 80
    content = bytearray(backup.read_bytes())
    content[place] ^= 0xFF
    backup.write_bytes(content)
    assert fault(backup).startswith("It is damaged")


def rewritten(backup, change):
    """The backup with another manifest."""
    with zipfile.ZipFile(backup) as file:
        members = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(members.pop(MANIFEST))
    change(manifest)
    return made(backup, manifest, **members)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda said: said["migrations"].append("personas.9999_later"), "doesn't know personas.9999_later"),
        (lambda said: said["migrations"].remove("personas.0001_initial"), "an older Dramatis, before personas.0001_"),
        (lambda said: said["tables"]["auth_user"]["columns"].append("x"), "tables aren't this Dramatis's: auth_user"),
    ],
)
def test_other_versions_are_named(backup, change, sentence):
    rewritten(backup, change)
    for options in ({"replace": True}, {"check": True}):
        with pytest.raises(CommandError, match=sentence):
            call_command("restore", backup, **options)


@pytest.mark.parametrize("value", ["soon", [1]])
def test_a_value_that_no_backup_has(backup, value):
    """Forged, hashes and all."""
    with zipfile.ZipFile(backup) as file:
        members = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(members.pop(MANIFEST))
    said, part = manifest["tables"]["auth_user"], "tables/auth_user.ndjson"
    rows = [json.loads(line) for line in members[part].splitlines()]
    for row in rows:
        row[said["columns"].index("date_joined")] = value
    lines = [json.dumps(row).encode() + b"\n" for row in rows]
    found = TableHash()
    for line in lines:
        found.add(line)
    said |= found.said
    made(backup, manifest, **members | {part: b"".join(lines)})
    with pytest.raises(
        CommandError, match=r"^The backup's table auth_user holds a value that fits none of its columns\.$"
    ):
        call_command("restore", backup, replace=True)


def test_a_part_that_wants_a_password(backup):
    content = backup.read_bytes()
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = content.split(mark)
        content = mark.join([parts[0], *(part[: place - 4] + b"\x01" + part[place - 3 :] for part in parts[1:])])
    backup.write_bytes(content)
    assert fault(backup) == "It is damaged and can't be read. Take another copy of it."


def test_a_whole_backup_is_said_to_be_one(backup, capsys):
    call_command("restore", backup, check=True)
    assert capsys.readouterr().out == f"{backup} is whole, and fits this Dramatis.\n"
