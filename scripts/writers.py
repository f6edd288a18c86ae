"""Many writers on one SQLite file at once: nobody may be sent away, nothing may be lost or broken.

python -m scripts.writers [--seconds 60] [--writers 16] [--deferred]

Each writer is a process of its own that changes a persona and adds a statement to it, reading before it writes, again
and again. Afterwards every answered change has to be there, and the file has to be sound. --deferred begins
transactions as Django does by itself: it shows what the settings are for.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

PERSONAS = 20


@dataclass
class Written:
    """What one writer did: changes that were answered, what was said of others, and the seconds of the slowest."""

    changes: int = 0
    errors: Counter = field(default_factory=Counter)
    slowest: float = 0


def main(words):
    """Runs the writers and says how it went; returns the exit status."""
    options = options_of(words)
    with tempfile.TemporaryDirectory(prefix="writers-") as folder:
        path = Path(folder) / "writers.sqlite3"
        prepare(path, options.deferred)
        found = written_by_all(options.writers, options.seconds)
        troubles = [*troubles_of(found), *unsound()]
    changes = sum(each.changes for each in found)
    print(
        f"{options.writers} writers, {options.seconds:g} seconds: {changes:,} changes, "
        f"the slowest took {max(each.slowest for each in found):.1f} seconds."
    )
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    if not troubles:
        print("Nobody was sent away, every change is there, and the file is sound.")
    return 1 if troubles else 0


def options_of(words):
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m scripts.writers", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60, help="how long they write (60)")
    parser.add_argument("--writers", type=int, default=16, help="how many there are (16)")
    parser.add_argument("--deferred", action="store_true", help="begin transactions without the lock of a writer")
    return parser.parse_args(words)


def prepare(path, is_deferred):
    """Sets Django up on a new file with a few personas, as the settings have it."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{path}",
        "LOG_LEVEL": "ERROR",
    }
    os.environ.setdefault("SECRET_KEY", "only-for-the-writers")
    import django
    from django.conf import settings

    django.setup()
    if is_deferred:
        settings.DATABASES["default"]["OPTIONS"] |= {"transaction_mode": "DEFERRED", "timeout": 0.1}
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connections

    # Straight from the models: the way there takes longer, and makes the same tables.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    make_personas()
    # Each process opens one of its own: a connection must not cross a fork.
    connections.close_all()


def make_personas():
    """What all of them write to."""
    from personas.models import Facet, Persona, PersonaType

    kind = PersonaType.objects.create(name="Buyer", slug="buyer")
    Facet.objects.create(name="Goals", slug="goals")
    for number in range(PERSONAS):
        Persona.objects.create(name=f"Persona {number}", slug=f"persona-{number}", type=kind)


def written_by_all(writers, seconds):
    """Returns what each of the writers did in that time."""
    fork = multiprocessing.get_context("fork")
    deadline = time.monotonic() + seconds
    with fork.Pool(writers) as pool:
        return pool.starmap(write, [(number, deadline) for number in range(writers)], chunksize=1)


def write(writer, deadline):
    """Writes until the deadline, at least once."""
    from django.db import DatabaseError

    done, number = Written(), 0
    while number == 0 or time.monotonic() < deadline:
        begun, number = time.monotonic(), number + 1
        try:
            change(writer, number)
            done.changes += 1
        except DatabaseError as error:
            done.errors[str(error)] += 1
        done.slowest = max(done.slowest, time.monotonic() - begun)
    return done


def change(writer, number):
    """One transaction that reads first."""
    from django.db import transaction

    from personas.models import Facet, Persona, PersonaTrait, Trait

    with transaction.atomic():
        persona = Persona.objects.get(slug=f"persona-{(writer + number) % PERSONAS}")
        rank = PersonaTrait.objects.filter(persona=persona).count() + 1
        statement = f"Statement {number} of writer {writer}"
        trait = Trait.objects.create(facet=Facet.objects.get(), statement=statement)
        PersonaTrait.objects.create(persona=persona, trait=trait, rank=rank)
        persona.role_label = f"Changed by {writer}"
        persona.save()


def troubles_of(found):
    """Yields a sentence for each kind of error, and one for changes that were answered and aren't there."""
    from personas.models import PersonaTrait

    errors = sum((each.errors for each in found), Counter())
    for text, count in errors.most_common():
        yield f"{count:,} times: {text}"
    answered, there = sum(each.changes for each in found), PersonaTrait.objects.count()
    if answered != there:
        yield f"{answered:,} changes were answered, and {there:,} are there."


def unsound():
    """Yields what SQLite's own checks of the file find."""
    from django.db import connection

    with connection.cursor() as cursor:
        for check in ("integrity_check", "foreign_key_check"):
            cursor.execute(f"PRAGMA {check}")
            for row in cursor.fetchall():
                if row != ("ok",):
                    yield f"{check}: {row}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
