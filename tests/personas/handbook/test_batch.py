"""Pages read together, in whatever order."""

from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.handbook.plan import make_plan
from personas.handbook.writer import write_handbook
from personas.models import Facet, Guide, HandbookPage, Persona, PersonaType, Trait

from .samples import BAKERS, load, load_text, page, words_page, writing_queries

MILL = page(
    "# Mill people\n\n## Miller Mio\n\nMio grinds.\n\n- **Goals:**\n  - Dry grain\n  - less waste.\n"
    "- **Pain points:** Wet grain\n\n"
    "## Tips\n\nBring sieves.\n",
    "mill.md",
)
OVENS = page(
    "# Night people\n\n- **Oven Olaf**\n  - **Goals:** Less waste\n  - **Also called:** Stoker\n"
    "- **Baker Bente**\n  - **Goals:** Sleep\n  - **Purchasing role:** Influencer\n",
    "ovens.md",
)
BAKERY = page(BAKERS + "\n    ## Tips\n\n    Greet.\n", "bakers.md")


def catalogue() -> dict:
    """Who is in the catalogue, what is said about them without regard to order, and every guide."""
    people = {}
    for persona in Persona.objects.all():
        people[persona.slug] = (
            sorted(persona.persona_traits.values_list("trait__facet__key", "trait__key")),
            sorted(persona.persona_titles.values_list("title__key", flat=True)),
            sorted(persona.purchasing_roles.values_list("role__key", flat=True)),
            sorted(persona.notes.values_list("facet__key", "body")),
        )
    return {"people": people, "guides": sorted(Guide.objects.values_list("title", "body"))}


@pytest.mark.parametrize(
    "order", list(permutations([BAKERY, MILL, OVENS])), ids=lambda order: "-".join(p.name[0] for p in order)
)
def test_every_order_of_pages_gives_the_same_personas(vocabulary, order):
    for source in order:
        load(source)
    apart = catalogue()
    assert list(apart["people"]) == ["baker-bente", "miller-mio", "oven-olaf"]
    assert Trait.objects.filter(facet__slug="goals").count() == 4
    Persona.objects.all().delete()
    Guide.objects.all().delete()
    HandbookPage.objects.all().delete()
    load(*order)
    assert catalogue() == apart


@pytest.mark.parametrize(
    "order", list(permutations([BAKERY, MILL, OVENS])), ids=lambda order: "-".join(p.name[0] for p in order)
)
def test_after_every_order_each_page_again_is_unchanged(vocabulary, order):
    for source in order:
        load(source)
    with CaptureQueriesContext(connection) as captured:
        load(*order)
        for source in order:
            load(source)
    assert writing_queries(captured) == []


def test_two_versions_of_a_page_in_one_import(vocabulary):
    older = page(BAKERS, "2025.md")
    newer = page(BAKERS.replace("**three**", "**four**").replace("Late flour", "Later flour"), "2026.md")
    load(older, newer)
    bente = Persona.objects.get(slug="baker-bente")
    assert [note.body for note in bente.notes.all()] == ["Bente runs **four** ovens."]
    assert HandbookPage.objects.count() == 1
    assert make_plan([older, newer]).changes_anything is False


def test_pages_of_one_title_about_others_are_two_pages(vocabulary):
    load_text(BAKERS, "a.md")
    load_text(BAKERS.replace("Bente", "Bo").replace("Miller Mio", "Miller Max"), "b.md")
    assert list(HandbookPage.objects.values_list("name", flat=True)) == ["a.md", "b.md"]


def test_another_page_of_the_same_title_and_file_name(vocabulary):
    load_text(BAKERS)
    load_text(BAKERS.replace("Bente", "Bo").replace("Miller Mio", "Miller Max"))
    assert list(HandbookPage.objects.values_list("name", flat=True)) == ["people.md", "people.md (2)"]


def test_guides_of_the_same_title_on_two_pages_get_addresses_of_their_own(vocabulary):
    load(BAKERY, MILL)
    assert sorted(Guide.objects.values_list("slug", "page__name")) == [("tips", "bakers.md"), ("tips-2", "mill.md")]


def test_an_empty_catalogue_takes_the_starter_vocabulary(db):
    load(BAKERY)
    assert (PersonaType.objects.count(), Facet.objects.get(key="goal").slug) == (4, "goals")


def test_pages_may_bring_their_own_vocabulary(db):
    load(BAKERY, words_page())
    assert (PersonaType.objects.count(), Facet.objects.count()) == (3, 13)


def test_an_anchor_or_a_name_may_stand_for_a_persona(vocabulary):
    body = "- **Goals:** x\n- **Also called:** y\n- **Subset of:** {}\n\n"
    wanted = ["[the bakers](#baker-bente)", "Baker Bente", "the baker bente persona", "#", "Nobody"]
    people = "".join(f"## Kim {n}\n\n" + body.format(each) for n, each in enumerate(wanted, start=1))
    plan = load(page(BAKERS), page(f"# Users\n\n{people}", "kims.md"))
    assert list(Persona.objects.filter(parent__slug="baker-bente").values_list("name", flat=True)) == [
        "Kim 1",
        "Kim 2",
        "Kim 3",
    ]
    puzzles = [(line.subject, line.text) for line in plan.lines if line.kind == "not_understood"]
    assert puzzles == [("Kim 4", "#"), ("Kim 5", "Nobody")]


def test_nobody_is_a_subset_of_herself(vocabulary):
    load(page("# Users\n\n## Kim\n\n- **Goals:** x\n- **Also called:** y\n- **Subset of:** Kim\n"))
    assert Persona.objects.get().parent is None


def test_a_persona_whose_address_an_editor_changed_is_known_by_name_and_role(vocabulary):
    load(BAKERY)
    Persona.objects.filter(slug="baker-bente").update(slug="bente")
    load(BAKERY, OVENS)
    assert list(Persona.objects.values_list("slug", flat=True)) == ["bente", "miller-mio", "oven-olaf"]


def test_what_is_exported_after_an_import_is_unchanged_by_its_own_import(vocabulary):
    load(BAKERY, MILL, OVENS)
    exported = write_handbook()
    assert make_plan(exported).changes_anything is False


def test_pruning_by_the_catalogues_own_export_removes_nothing(vocabulary):
    load(BAKERY, MILL, OVENS)
    before = catalogue()
    load(*write_handbook(), prune=True)
    assert catalogue() == before
