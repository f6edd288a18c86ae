"""Makes the virtual environment and brings it up to date. Runs on the machine's own Python, with nothing installed.

python3 -m scripts.environment requirements.txt
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

from scripts import pip_wheel, system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# The development set holds the runtime set, version for version, so installing the one installs the other.
COVERS = {
    "requirements.txt": ["requirements.txt"],
    "requirements-dev.txt": ["requirements-dev.txt", "requirements.txt"],
}


def prepare(requirements):
    """Makes .venv where it is missing or broken, and installs the file `requirements` unless that was done before.

    Exits with one sentence when that cannot be done on this machine.
    """
    if not works():
        make()
    stamp = VENV / f"installed-{requirements}"
    if stamp.exists() and stamp.read_text() == fingerprint(requirements):
        return
    install(requirements)
    for covered in COVERS[requirements]:
        (VENV / f"installed-{covered}").write_text(fingerprint(covered))


def works():
    """Says whether .venv has a Python of this very version that starts and has pip."""
    question = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def make():
    """Makes an empty .venv with pip in it, by whichever of three ways this machine allows."""
    print("Making .venv …", flush=True)
    if make_with_pip():
        return
    # Debian ships Python without the part that puts pip into a new environment.
    venv.create(VENV, clear=True, symlinks=os.name != "nt")
    if pip_wheel.install_into(PYTHON):
        return
    if system_packages.install(apt=["python3-venv"], dnf=["python3-pip"], apk=["py3-pip"]) and make_with_pip():
        return
    sys.exit(
        "This Python cannot install packages: it has neither pip nor ensurepip.\n"
        "Name your package index in PIP_INDEX_URL, or install your system's python3-venv package; then try again."
    )


def make_with_pip():
    """Makes .venv with the pip that Python carries in itself; says whether that worked."""
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True)
    return made.returncode == 0 and works()


def install(requirements):
    """Installs the exact, hash-checked versions that the file `requirements` names; exits when pip cannot."""
    print(f"Installing {requirements} …", flush=True)
    pip = [PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "install", "--require-hashes", "-r", ROOT / requirements]).returncode:
        sys.exit(
            f"{requirements} could not be installed: pip says why above. It needs a network with a package index."
        )


def fingerprint(requirements):
    """Returns what changes whenever the file `requirements` does."""
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


if __name__ == "__main__":
    prepare(sys.argv[1])
