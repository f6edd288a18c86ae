"""Processes that are killed while they write: `python -m tests.personas.killing` loads the application once and makes
each of them as a copy of itself.

It reads a line an order, the name of a work and a number: the copy dies at that query of the work, or, for 0, when all
is written and about to be committed; for -1 it lives. It answers with how the copy ended.
"""

import os
import signal
import sys
import traceback
from datetime import date
from importlib import import_module

import django

KILLED = -signal.SIGKILL
PAGE = """
# Personas

## Baker Bente

**Goals:**

- Bread at six
- Fewer old ovens

**Duties:**

- Baking
"""


def main():
    django.setup()
    load_everything()
    for order in sys.stdin:
        name, number = order.split()
        pid = os.fork()
        if not pid:
            live_until(int(number), WORKS[name])
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def load_everything():
    """Whatever each copy would otherwise load for itself."""
    names = ("handbook.apply", "handbook.pages", "handbook.plan", "merges", "retirement", "services")
    for name in (*names, "spreadsheets.bringing_in"):
        import_module(f"personas.{name}")


def live_until(number, work):
    from django.db import connection

    left = number

    def execute(run, *arguments):
        nonlocal left
        left -= 1
        if left == 0:
            die()
        return run(*arguments)

    status = 1
    try:
        if number == 0:
            connection._commit = die
        with connection.execute_wrapper(execute):
            work()
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def bring_in():
    from personas.handbook.apply import apply_plan
    from personas.handbook.pages import read_page
    from personas.handbook.plan import make_plan

    apply_plan(make_plan([read_page("bakers.md", PAGE.encode())]))


def bring_in_table():
    from personas.models import Persona
    from personas.spreadsheets.bringing_in import bring_in as bring_in_sheet
    from personas.spreadsheets.bringing_in import preview_of
    from personas.spreadsheets.registry import TABLES, read_table

    rows = [f"{slug},Miller" for slug in Persona.objects.order_by("pk").values_list("slug", flat=True)]
    sheet = read_table("\n".join(["Address,Role", *rows]).encode(), TABLES["personas"])
    preview = preview_of(sheet, TABLES["personas"](somebody()))
    bring_in_sheet(sheet, TABLES["personas"], preview.fingerprint, by=somebody())


def merge_two():
    from personas.merges import merge
    from personas.models import Trait

    kept, gone = Trait.objects.order_by("pk")[:2]
    merge(kept, [gone], by=somebody())


def publish_all():
    from personas import services
    from personas.models import Persona

    services.publish(Persona.objects.all(), by=somebody())


def retire_one():
    from personas.models import Persona
    from personas.retirement import plan_retirement, retire

    old, new = Persona.objects.order_by("pk")[:2]
    plan = plan_retirement(old, [new], by=somebody())
    goes_to = {(group.use.name, line.row.pk): new.pk for group in plan.groups for line in group.lines}
    retire(old, by=somebody(), on=date(2026, 11, 20), reason="x", successors=[new], goes_to=goes_to)


def somebody():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get()


WORKS = {
    "import": bring_in,
    "table": bring_in_table,
    "merge": merge_two,
    "bulk": publish_all,
    "retire": retire_one,
}

if __name__ == "__main__":
    main()
