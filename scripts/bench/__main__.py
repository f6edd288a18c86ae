"""Measures on SQLite and on PostgreSQL, each in a process of its own, and prints one table. `make bench`."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.chromium import find_or_install
from scripts.postgres import throwaway_server

COLUMNS = ("page", "queries", "KB", "CPU ms", "× bare", "p99 ms")
BROWSER_COLUMNS = ("in the browser", "open ms", "× small", "save ms", "× small")


def main():
    chromium = find_or_install()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        addresses = {
            "SQLite": f"sqlite:///{folder / 'bench.sqlite3'}",
            "PostgreSQL": stack.enter_context(throwaway_server()),
        }
        for name, address in addresses.items():
            result = measured(address, folder / name, chromium)
            print(f"\n{name}\n")
            print_table(COLUMNS, result["pages"])
            print_table(BROWSER_COLUMNS, result["browser"])


def measured(address: str, folder: Path, chromium: str) -> dict:
    """The figures of one database: rows of texts under "pages" and "browser"."""
    folder.mkdir()
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environment |= {"SECRET_KEY": "only-for-the-benchmark", "DATABASE_URL": address, "CHROMIUM": chromium}
    environment |= {"MEDIA_ROOT": str(folder / "media"), "LOG_LEVEL": "ERROR"}
    output = folder / "figures.json"
    subprocess.run([sys.executable, "-m", "scripts.bench.worker", output], env=environment, check=True)
    return json.loads(output.read_text(encoding="utf-8"))


def print_table(columns: tuple[str, ...], rows: list[list[str]]) -> None:
    """Print a Markdown table, numbers to the right."""
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    print(f"| {' | '.join(name.ljust(width) for name, width in zip(columns, widths, strict=True))} |")
    print(f"|{'|'.join('-' * (width + 1) + (':' if number else '-') for number, width in enumerate(widths))}|")
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(text.rjust(width) for text, width in zip(others, widths[1:], strict=True))]
        print(f"| {' | '.join(cells)} |")
    print()


if __name__ == "__main__":
    main()
