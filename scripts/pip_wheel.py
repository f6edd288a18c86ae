"""Puts pip into a virtual environment on a machine whose Python came without the means to do so."""

import configparser
import hashlib
import importlib.util
import os
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

VERSION = "26.3"
WHEEL = f"pip-{VERSION}-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
CONFIG_FILES = ("/etc/pip.conf", "/etc/xdg/pip/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")


def install_into(python):
    """Installs pip for the interpreter at `python`: with the machine's own pip, else fetched from the package index
    that pip is configured with. Says whether that worked.
    """
    return install_with_own_pip(python) or install_from_index(python)


def install_with_own_pip(python):
    """Lets a pip that belongs to the running Python install into the other one; says whether that worked."""
    if importlib.util.find_spec("pip") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "pip.txt"
        pinned.write_text(f"pip=={VERSION} --hash=sha256:{SHA256}\n")
        pip = [sys.executable, "-m", "pip", "--quiet", "--python", python]
        return succeeds([*pip, "install", "--require-hashes", "-r", pinned])


def install_from_index(python):
    """Fetches pip's wheel, checks it, and lets it install itself; says whether that worked."""
    index = configured_index()
    if not index:
        return False
    try:
        content = fetch(wheel_address(index))
    except (OSError, LookupError) as error:
        print(f"pip could not be fetched from the configured package index: {error}")
        return False
    if hashlib.sha256(content).hexdigest() != SHA256:
        print(f"{WHEEL} from the configured package index is not the file it should be: not used.")
        return False
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / WHEEL
        wheel.write_bytes(content)
        # A wheel is a zip file that Python can run from.
        return succeeds([python, f"{wheel}/pip", "--quiet", "install", "--no-index", wheel])


def configured_index():
    """Returns the address of the package index that the environment or a pip configuration file names, else None."""
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    config = configparser.RawConfigParser()
    config.read(Path(name).expanduser() for name in (*CONFIG_FILES, os.environ.get("PIP_CONFIG_FILE", os.devnull)))
    for section in ("install", "global"):
        if config.has_option(section, "index-url"):
            return config.get(section, "index-url")
    return None


def wheel_address(index):
    """Returns where the package index at `index` keeps pip's wheel; raises `LookupError` when it has none."""
    page = f"{index.rstrip('/')}/pip/"
    links = Links()
    links.feed(fetch(page).decode())
    for link in links.found:
        address = urldefrag(urljoin(page, link)).url
        if unquote(address).endswith(f"/{WHEEL}"):
            return address
    raise LookupError(f"there is no {WHEEL}")


def fetch(address):
    """Returns the bytes at `address`; raises `OSError` when they can't be had."""
    tls = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    with urllib.request.urlopen(address, timeout=60, context=tls) as answer:
        return answer.read()


def succeeds(command):
    """Runs `command`, whose complaints stay visible, and says whether it succeeded."""
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


class Links(HTMLParser):
    """Collects in `found` where the links of a page lead."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs).get("href", ""))
