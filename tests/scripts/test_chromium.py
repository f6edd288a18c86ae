import pytest

from scripts import chromium


@pytest.fixture
def program(tmp_path):
    """Returns a function that makes a program which exits with the given status."""

    def program(status):
        path = tmp_path / "browser"
        path.write_text(f"#!/bin/sh\nexit {status}\n")
        path.chmod(0o755)
        return str(path)

    return program


def test_the_named_browser_comes_first(monkeypatch, program):
    monkeypatch.setenv("CHROMIUM", program(0))
    assert chromium.find() == program(0)


def test_a_named_browser_that_does_not_start_is_said(monkeypatch, program):
    monkeypatch.setenv("CHROMIUM", program(1))
    with pytest.raises(chromium.ChromiumMissingError, match="which does not start"):
        chromium.find()


def test_a_placeholder_is_passed_over(monkeypatch, program):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "PROGRAMS", [program(1)])
    monkeypatch.setattr(chromium, "playwrights_own", lambda: "/of/playwright")
    assert chromium.find() == "/of/playwright"
