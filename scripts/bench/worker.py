"""Seeds one database and measures on it, pinned to one core. Started by `python -m scripts.bench`."""

import json
import os
import sys
from pathlib import Path

PERSONAS = 1000
TRAITS_EACH = 30


def main(output: Path) -> None:
    """Write the figures of the database that DATABASE_URL names to `output`, as JSON."""
    set_up()
    from django.core.management import call_command

    from . import admin_form, browser, catalogue, measure, pages, visitor

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    catalogue.make_catalogue(PERSONAS, TRAITS_EACH)
    administrator = catalogue.make_administrator()
    somebody = visitor.Visitor(administrator)
    rows = [*pages.rows(somebody), *admin_form.rows(somebody)]
    with one_core():
        table = [measure.figures(row, somebody) for row in rows]
    output.write_text(json.dumps({"pages": table, "browser": browser.figures(administrator)}), encoding="utf-8")


def set_up() -> None:
    import django
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    settings.ROOT_URLCONF = "scripts.bench.urls"
    django.setup()


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
    main(Path(sys.argv[1]))
