"""What an import guessed is kept for an editor, once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from personas.handbook.apply import apply_plan
from personas.handbook.guesses import keep_guesses
from personas.handbook.plan import group_key, make_plan
from personas.handbook.selection import Choices, selected
from personas.models import ImportGuess, Persona

from .samples import page, writing_queries

pytestmark = pytest.mark.usefixtures("vocabulary")

TEXT = (
    "# Buyers\n\n## Bente\n\n- **Aims:** bread\n- **Bigest challenges:** flour\n- **job title:** baker\n\n"
    "### Shoes\n\n## Mio\n\n- **Bigest challenges:** rain\n- **Goals:** sun\n"
)


def kept() -> list[tuple]:
    guesses = ImportGuess.objects.order_by("line")
    return list(guesses.values_list("subject", "persona__slug", "written", "read_as", "reason", "page", "line"))


def load(**options):
    apply_plan(make_plan([page(TEXT)], **options), with_guesses=True)


def test_guesses_and_puzzles_are_kept_and_aliases_and_spellings_are_not():
    load()
    assert kept() == [
        ("Bente", "bente", "Bigest challenges", "Biggest challenges", "close match", "people.md", 6),
        ("Bente", "bente", "Shoes", "", "A label with nothing below it.", "people.md", 9),
        ("Mio", "mio", "Bigest challenges", "Biggest challenges", "close match", "people.md", 13),
    ]


def test_the_same_guess_is_kept_once_and_stays_settled():
    load()
    ImportGuess.objects.update(settled_at=timezone.now())
    plan = make_plan([page(TEXT)])
    with CaptureQueriesContext(connection) as captured:
        apply_plan(plan, with_guesses=True)
    assert (writing_queries(captured), ImportGuess.objects.filter(settled_at=None).count()) == ([], 0)


def test_guesses_about_who_is_left_are_left():
    plan = make_plan([page(TEXT)])
    apply_plan(selected(plan, Choices(left=frozenset([group_key("Mio")]))), with_guesses=True)
    assert {guess[0] for guess in kept()} == {"Bente"}


def test_guesses_about_somebody_who_is_not_in_the_catalogue_are_left():
    load()
    ImportGuess.objects.all().delete()
    Persona.objects.filter(slug="mio").delete()
    keep_guesses(make_plan([page(TEXT)]))
    assert {guess[0] for guess in kept()} == {"Bente"}


def test_nothing_is_kept_unless_asked():
    apply_plan(make_plan([page(TEXT)]))
    assert kept() == []


def test_the_command_keeps_them(tmp_path):
    (tmp_path / "people.md").write_text(TEXT, encoding="utf-8")
    call_command("import_handbook", str(tmp_path / "people.md"), stdout=StringIO())
    assert len(kept()) == 3


def crowd(number: int) -> str:
    """A page with that many personas, each with a guess."""
    people = (f"## P{n}\n\n- **Bigest challenges:** x\n- **Also called:** b\n\n" for n in range(number))
    return f"# Buyers\n\n{''.join(people)}"


def test_keeping_takes_the_same_number_of_queries_for_few_and_for_many():
    counts = []
    for number in (1, 40):
        plan = make_plan([page(crowd(number), f"{number}.md")])
        apply_plan(plan)
        with CaptureQueriesContext(connection) as captured:
            keep_guesses(plan)
        counts.append(len(captured))
    assert (counts, ImportGuess.objects.count()) == ([3, 3], 40)
