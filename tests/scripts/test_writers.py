"""Sixteen writers for a moment; `python -m scripts.writers` does it for a minute."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {"PATH": os.environ["PATH"], "SECRET_KEY": "x"}


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        ([], 0, "Nobody was sent away, every change is there, and the file is sound.\n"),
        # What the settings are for: otherwise writers are sent away, and the script notices.
        (["--deferred"], 1, "database is locked\n"),
    ],
)
def test_nobody_is_sent_away(options, status, said):
    command = [sys.executable, "-m", "scripts.writers", "--seconds", "2", *options]
    done = subprocess.run(command, cwd=ROOT, env=SETTINGS, capture_output=True, text=True)
    assert (done.returncode, (done.stdout + done.stderr).endswith(said)) == (status, True), done.stderr
