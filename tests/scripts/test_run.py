import io
import socket
from types import SimpleNamespace

import pytest

from scripts import run


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "²"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(SystemExit, match=r"^PORT: .* is not a port number.$"):
        run.free_port(text)


def test_a_taken_port_is_refused_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit, match=r"Choose another: make run PORT=8001$"):
            run.free_port(str(taken.getsockname()[1]))


def test_only_the_embedded_database_is_reset(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://host/name")
    with pytest.raises(SystemExit, match="only the embedded database can be reset"):
        run.remove_database()


@pytest.fixture
def embedded(monkeypatch, tmp_path):
    """The three files of an embedded database, and one that is none of it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    databases = {"default": {"NAME": tmp_path / "dramatis.sqlite3"}}
    monkeypatch.setattr(run, "settings", SimpleNamespace(DATABASES=databases))
    for name in ("dramatis.sqlite3", "dramatis.sqlite3-wal", "dramatis.sqlite3-shm", "secret_key"):
        (tmp_path / name).touch()
    return tmp_path


def test_a_reset_removes_the_whole_database_and_nothing_else(embedded, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    run.remove_database()
    assert [path.name for path in embedded.iterdir()] == ["secret_key"]


def test_a_reset_asks_a_person_first(embedded, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda question: "")
    with pytest.raises(SystemExit, match="Nothing was changed"):
        run.remove_database()
    assert len(list(embedded.iterdir())) == 4
