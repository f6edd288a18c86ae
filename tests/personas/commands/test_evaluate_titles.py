"""evaluate_titles: figures and the confusion table."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from personas.titles import evaluation
from personas.titles.catalogue import load
from personas.titles.evaluation import evaluate, read_labelled
from tests.personas.factories import PersonaFactory, PersonaTitleFactory

pytestmark = pytest.mark.django_db
FOLDER = Path(evaluation.__file__).parent


def run(path, **options) -> list[str]:
    out = StringIO()
    call_command("evaluate_titles", str(path), stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def labelled(tmp_path):
    for slug, title in (("ben", "Baker"), ("ada", "Poet")):
        persona = PersonaFactory(name=slug.title(), role_label="", slug=slug, status="published")
        PersonaTitleFactory(persona=persona, title__name=title)
    path = tmp_path / "labelled.csv"
    path.write_text("title,persona\nBaker,ben\nPoet,ben\nDancer,ada\nDiver,\n", encoding="utf-8")
    return path


def test_the_report(labelled):
    assert run(labelled, mistakes=True) == [
        "titles                    4",
        "accuracy              50.0%  answered as expected, “no match” included",
        "coverage              66.7%  of those with a persona were given one",
        "wrong but confident   25.0%  a wrong persona with 90 or more",
        "right 1, rightly none 1, missed 1, wrong 1",
        "",
        "expected  titles  right  answered instead",
        "ada            1      0  no match ×1",
        "ben            2      1  ada ×1",
        "no match       1      1",
        "",
        "Poet: ada instead of ben. Exact title.",
        "Dancer: no match instead of ada.",
    ]


def test_bad_input_is_one_sentence(labelled):
    with pytest.raises(CommandError, match="can't be read: No such file"):
        run(f"{labelled}.gone")


def test_the_starter_catalogue_answers_the_titles_that_came_along():
    call_command("load_starter", stdout=StringIO())
    catalogue = load()
    slugs = [each.slug for each in catalogue.people.values()]
    figures = {}
    for name in ("tune.csv", "test.csv"):
        found = evaluate(read_labelled((FOLDER / name).read_bytes(), slugs), catalogue)
        figures[name] = (round(found.accuracy, 2), round(found.wrong_but_confident, 2))
    # The second is what titles that nobody has seen before get: no rule or word was chosen by it.
    assert figures == {"tune.csv": (0.98, 0.01), "test.csv": (0.95, 0.02)}
