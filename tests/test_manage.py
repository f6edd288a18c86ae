import os
import subprocess
import sys
from pathlib import Path

MANAGE = Path(__file__).resolve().parents[1] / "manage.py"


def test_whoever_reads_no_further_ends_a_command_in_silence():
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, MANAGE, "help"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, env={"SECRET_KEY": "x"})
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")
