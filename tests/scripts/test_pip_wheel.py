import hashlib

import pytest

from scripts import pip_wheel

INDEX = "https://index.example.com/simple"
LINKS = f"""
<a href="../../files/pip-1.0-py3-none-any.whl#sha256=aa">pip-1.0</a>
<a href="../../files/{pip_wheel.WHEEL}#sha256=bb" data-requires-python="&gt;=3.10">pip</a>
"""
ADDRESS = f"https://index.example.com/files/{pip_wheel.WHEEL}"


@pytest.fixture
def index(monkeypatch):
    """A package index of two files, and no other configuration; returns what it answers by address."""
    answers = {f"{INDEX}/pip/": LINKS.encode(), ADDRESS: b"wheel"}

    def fetch(address):
        try:
            return answers[address]
        except KeyError:
            raise OSError(f"nothing at {address}") from None

    monkeypatch.setattr(pip_wheel, "fetch", fetch)
    monkeypatch.setattr(pip_wheel, "CONFIG_FILES", ())
    monkeypatch.delenv("PIP_CONFIG_FILE", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", INDEX)
    return answers


@pytest.fixture
def commands(monkeypatch):
    """Collects the commands that would be run."""
    run = []
    monkeypatch.setattr(pip_wheel, "succeeds", lambda command: run.append(command) or True)
    return run


def test_the_wheel_is_found_among_its_older_ones(index):
    assert pip_wheel.wheel_address(INDEX + "/") == ADDRESS


def test_the_checked_wheel_installs_itself(index, commands, monkeypatch):
    monkeypatch.setattr(pip_wheel, "SHA256", hashlib.sha256(b"wheel").hexdigest())
    assert pip_wheel.install_from_index("python")
    assert [str(part).rpartition("/")[2] for part in commands[0]] == [
        "python",
        "pip",
        "--quiet",
        "install",
        "--no-index",
        pip_wheel.WHEEL,
    ]


def test_a_wheel_with_another_content_is_not_run(index, commands, capsys):
    assert not pip_wheel.install_from_index("python")
    assert commands == []
    assert "is not the file it should be" in capsys.readouterr().out


def test_an_index_without_the_wheel_is_said(index, commands, capsys):
    index[f"{INDEX}/pip/"] = b""
    assert not pip_wheel.install_from_index("python")
    assert f"there is no {pip_wheel.WHEEL}" in capsys.readouterr().out


def test_the_environment_comes_before_configuration_files(index, tmp_path, monkeypatch):
    config = tmp_path / "pip.conf"
    config.write_text(
        "[global]\nindex-url = https://global.example.com\n[install]\nindex-url = https://mine.example.com\n"
    )
    assert pip_wheel.configured_index() == INDEX
    monkeypatch.delenv("PIP_INDEX_URL")
    assert pip_wheel.configured_index() is None
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    assert pip_wheel.configured_index() == "https://mine.example.com"
