"""The compiled requirements: exact, hashed, and the development set a superset of what runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pins(name):
    """Returns the pinned lines of a requirements file, each with its hashes."""
    text = (ROOT / name).read_text().replace("\\\n", "")
    return {
        line for line in re.sub(r" +", " ", text).splitlines() if line.strip() and not line.lstrip().startswith("#")
    }


def test_the_development_set_holds_the_runtime_set():
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_version_is_exact_and_hashed_and_no_host_is_named(name):
    loose = [pin for pin in pins(name) if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin)]
    assert (loose, "://" in (ROOT / name).read_text()) == ([], False)
