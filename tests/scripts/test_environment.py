import pytest

from scripts import environment


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """A checkout of two requirements files in which everything works; collects what would be installed."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "works", lambda: True)
    for name in environment.COVERS:
        (tmp_path / name).write_text("django==1")
    names = []
    monkeypatch.setattr(environment, "install", names.append)
    return names


def test_what_is_installed_is_not_installed_again(installed):
    environment.prepare("requirements.txt")
    environment.prepare("requirements.txt")
    environment.prepare("requirements-dev.txt")
    assert installed == ["requirements.txt", "requirements-dev.txt"]


def test_the_development_set_is_enough_to_run(installed):
    environment.prepare("requirements-dev.txt")
    environment.prepare("requirements.txt")
    assert installed == ["requirements-dev.txt"]


def test_a_changed_file_is_installed(installed, tmp_path):
    environment.prepare("requirements.txt")
    (tmp_path / "requirements.txt").write_text("django==2")
    environment.prepare("requirements.txt")
    assert installed == ["requirements.txt", "requirements.txt"]


def test_a_broken_environment_is_made_anew(installed, monkeypatch):
    made = []
    monkeypatch.setattr(environment, "works", lambda: False)
    monkeypatch.setattr(environment, "make", lambda: made.append(True))
    environment.prepare("requirements.txt")
    assert made == [True]
