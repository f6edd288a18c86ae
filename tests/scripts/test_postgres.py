from pathlib import Path

import dj_database_url
import psycopg
import pytest

from scripts import postgres


def test_a_server_answers_on_its_socket_alone_and_leaves_nothing_behind():
    with postgres.throwaway_server() as address:
        server = dj_database_url.parse(address)
        with psycopg.connect(host=server["HOST"], user=server["USER"], dbname=server["NAME"]) as connection:
            answer = connection.execute("SELECT upper('é'), current_setting('listen_addresses')").fetchone()
    assert (answer, Path(server["HOST"]).exists()) == (("É", ""), False)


def test_a_server_stops_when_what_it_was_for_fails():
    folders = []

    def fail():
        with postgres.throwaway_server() as address:
            folders.append(Path(dj_database_url.parse(address)["HOST"]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [folder.exists() for folder in folders] == [False]


def test_programs_named_by_hand_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(postgres.PostgresMissingError, match=f"^no initdb and postgres in {tmp_path}.$"):
        postgres.find_binaries()


def test_sockets_get_a_folder_with_a_short_name(monkeypatch):
    monkeypatch.setattr(postgres.tempfile, "gettempdir", lambda: f"/{'long' * 25}")
    assert postgres.short_folder() == "/tmp"
