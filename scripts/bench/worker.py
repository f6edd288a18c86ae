"""Seeds one database and measures on it, pinned to one core. Started by `python -m scripts.bench`."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def main(options: dict, output: Path) -> None:
    """Write the tables of the database that DATABASE_URL names to `output`, as JSON: pairs of columns and rows."""
    set_up()
    from django.core.management import call_command

    from . import catalogue, journeys

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    catalogue.make_catalogue(options["personas"])
    if {"pages", "edits"} & set(options["parts"]):
        journeys.make_journeys()
    output.write_text(json.dumps(list(tables(options))), encoding="utf-8")


def set_up() -> None:
    import django
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    settings.ROOT_URLCONF = "scripts.bench.urls"
    django.setup()


def tables(options: dict) -> Iterator[tuple]:
    """The tables of the parts that were asked for; the catalogue grows last."""
    from . import admin_form, browser, catalogue, edits, enablement, growth, measure, pages, titles, visitor

    pace = measure.Pace(**options["pace"])
    reader = visitor.Visitor(catalogue.make_reader())
    administrator = visitor.Visitor(catalogue.make_administrator())
    measure.settle()
    parts = options["parts"]
    if "titles" in parts:
        yield titles.COLUMNS, titles.rows()
    if "pages" in parts:
        with one_core():
            yield pages.COLUMNS, pages.rows(reader, pace, options["pages"])
    if "edits" in parts:
        with one_core():
            yield edits.COLUMNS, edits.rows(reader, pace, options["pages"])
    if "admin" in parts:
        with one_core():
            yield admin_form.COLUMNS, admin_form.rows(administrator, pace)
    if "browser" in parts:
        yield from browser.tables(reader, administrator)
    if "enablement" in parts:
        with one_core():
            yield enablement.columns(), enablement.rows(reader, pace)
    if "growth" in parts:
        with one_core():
            yield growth.columns(options["personas"]), growth.rows(reader, pace, options["personas"])


class one_core:
    """Keeps the process on one core inside a `with` block, where the system can."""

    def __enter__(self):
        self.cores = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else None
        if self.cores:
            os.sched_setaffinity(0, {min(self.cores)})

    def __exit__(self, *_):
        if self.cores:
            os.sched_setaffinity(0, self.cores)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), Path(sys.argv[2]))
