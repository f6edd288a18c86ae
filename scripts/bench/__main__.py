"""Measures on SQLite and on PostgreSQL, each in a process of its own, and prints tables. `make bench`."""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.chromium import find_or_install
from scripts.postgres import throwaway_server

PARTS = ("pages", "edits", "growth", "admin", "browser", "titles", "enablement")
DATABASES = ("sqlite", "postgresql")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PACES = {False: {"rounds": 5, "seconds": 0.2, "least": 2}, True: {"rounds": 3, "seconds": 0.1, "least": 2}}
LEGEND = """\
One worker on one core, signed in; medians of rounds in turns. Three figures: *edited*, after the role of a persona was
changed whom the page shows (the second table has other edits); *empty*, in a process that remembers nothing, as after
its start; *warm*, asked again.
Two figures: empty and warm. Ratios are of CPU time.
*bare*: the same bytes as a prepared string, behind all middleware, with one query. *plain*: the same page from one
template and prepared data. ✗: misses its target."""


def main() -> None:
    options = options_of(sys.argv[1:])
    chromium = find_or_install() if "browser" in options.only else ""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        for name in options.on:
            address = stack.enter_context(database(name, folder))
            tables = measured(address, folder / name, chromium, options)
            print(f"\n{NAMES[name]}, {options.personas:,} personas\n")
            for columns, rows in (table for table in tables if table[1]):
                print_table(columns, rows)
        print(LEGEND)


def options_of(words: list[str]) -> argparse.Namespace:
    """What the command line says. Ends the program with a sentence where it can't be understood."""
    parser = argparse.ArgumentParser(prog='make bench ARGS="…"', description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="the parts to measure")
    parser.add_argument("--pages", nargs="+", default=[""], help="of the pages those whose names begin so")
    parser.add_argument("--on", nargs="+", choices=DATABASES, default=DATABASES, help="the databases to measure on")
    parser.add_argument("--personas", type=int, default=1000, help="how many, 30 statements each; growth adds to 10 ×")
    parser.add_argument("--quick", action="store_true", help="shorter rounds: for a first look")
    options = parser.parse_args(words)
    if options.personas < 10:
        parser.error("--personas: at least 10 are needed.")
    return options


@contextlib.contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if name == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
    else:
        with throwaway_server() as address:
            yield address


def measured(address: str, folder: Path, chromium: str, options: argparse.Namespace) -> list[tuple]:
    """The tables of one database: columns and rows of texts."""
    folder.mkdir()
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environment |= {"SECRET_KEY": "only-for-the-benchmark", "DATABASE_URL": address, "CHROMIUM": chromium}
    environment |= {"MEDIA_ROOT": str(folder / "media"), "LOG_LEVEL": "ERROR"}
    output = folder / "figures.json"
    asked = {"parts": list(options.only), "pages": options.pages, "personas": options.personas}
    asked["pace"] = PACES[options.quick]
    command = [sys.executable, "-m", "scripts.bench.worker", json.dumps(asked), output]
    if subprocess.run(command, env=environment, check=False).returncode:
        raise SystemExit("Measuring stopped: the reason is above.")
    return json.loads(output.read_text(encoding="utf-8"))


def print_table(columns: list[str], rows: list[list[str]]) -> None:
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
