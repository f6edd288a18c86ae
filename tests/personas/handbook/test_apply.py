"""A plan is done whole or not at all, and once."""

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from personas.handbook import apply
from personas.handbook.apply import MEANWHILE, apply_plan
from personas.handbook.pages import HandbookError
from personas.handbook.plan import make_plan
from personas.history.versions import deleted, snapshot_in, versions_of
from personas.models import (
    Facet,
    Guide,
    HandbookPage,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaTrait,
    PurchasingRole,
    Trait,
)
from tests.personas.factories import EditorFactory, PersonaFactory, TraitFactory

from .samples import BAKERS, load, load_text, page, writing_queries

pytestmark = pytest.mark.usefixtures("vocabulary")

TIPS = "\n    ## Tips\n\n    Greet **them**.\n\n    ### Mornings\n\n    Bring [coffee](https://a.example).\n"


def traits(name: str) -> list[tuple]:
    links = PersonaTrait.objects.filter(persona__name=name).order_by("trait__facet__order", "rank")
    return list(links.values_list("trait__facet__name", "trait__statement", "rank"))


def test_everything_on_a_page_arrives():
    load_text(BAKERS + TIPS)
    bente = Persona.objects.get(slug="baker-bente")
    assert (bente.name, bente.role_label, bente.type.slug, bente.status) == (
        "Baker Bente",
        "Baker",
        "buyer",
        "published",
    )
    assert traits("Baker Bente") == [
        ("Goals", "Bread by six", 1),
        ("Goals", "Less waste", 2),
        ("Biggest challenges", "Late flour", 1),
    ]
    assert [note.body for note in bente.notes.all()] == ["Bente runs **three** ovens."]
    assert [(link.title.name, link.rank) for link in bente.persona_titles.all()] == [
        ("Head baker", 1),
        ("Oven lead", 2),
    ]
    assert [(link.role.name, link.rank) for link in bente.purchasing_roles.all()] == [
        ("Decision-maker", 1),
        ("Initiator", 2),
    ]
    assert list(Guide.objects.values_list("title", "parent__title", "body")) == [
        ("Tips", None, "Greet **them**."),
        ("Mornings", "Tips", "Bring [coffee](https://a.example)."),
    ]


def test_what_personas_share_is_one_trait():
    load_text(BAKERS)
    shared = Trait.objects.get(statement="Less waste")
    assert sorted(shared.persona_traits.values_list("persona__name", flat=True)) == ["Baker Bente", "Miller Mio"]


def test_the_page_and_who_is_on_it_are_remembered():
    load_text(BAKERS)
    stored = HandbookPage.objects.get()
    assert (stored.title, stored.name) == ("Buyer personas", "people.md")
    assert sorted(stored.personas.values_list("slug", flat=True)) == ["baker-bente", "miller-mio"]


def test_the_same_page_again_writes_nothing():
    load_text(BAKERS + TIPS)
    before = dict(Persona.objects.values_list("slug", "updated_at"))
    with CaptureQueriesContext(connection) as captured:
        load_text(BAKERS + TIPS)
    assert writing_queries(captured) == []
    assert dict(Persona.objects.values_list("slug", "updated_at")) == before


def test_a_newer_version_updates_the_same_rows():
    load_text(BAKERS)
    keys = dict(Persona.objects.values_list("slug", "pk"))
    load_text(BAKERS.replace("Less waste", "No waste").replace("**three**", "**four**"), "people-v2.md")
    assert dict(Persona.objects.values_list("slug", "pk")) == keys
    assert [note.body for note in Persona.objects.get(slug="baker-bente").notes.all()] == [
        "Bente runs **four** ovens."
    ]
    assert HandbookPage.objects.count() == 1


def test_only_personas_that_change_get_a_new_time():
    load_text(BAKERS)
    before = dict(Persona.objects.values_list("slug", "updated_at"))
    load_text(BAKERS.replace("Late flour", "Later flour"))
    after = dict(Persona.objects.values_list("slug", "updated_at"))
    assert {slug for slug in before if after[slug] != before[slug]} == {"baker-bente"}


def test_pruning_removes_what_is_no_longer_on_the_page():
    load_text(BAKERS + TIPS)
    text = BAKERS.replace("      - Late flour\n", "      - Cold ovens\n").replace(", Oven lead", "")
    load_text(text + "\n    ## Tips\n\n    Greet **them**.\n", prune=True)
    assert traits("Baker Bente")[2:] == [("Biggest challenges", "Cold ovens", 1)]
    assert list(Persona.objects.get(slug="baker-bente").persona_titles.values_list("title__name", flat=True)) == [
        "Head baker"
    ]
    assert list(Guide.objects.values_list("title", flat=True)) == ["Tips"]


def test_a_persona_no_longer_on_her_page_stays_until_it_is_pruned():
    load_text(BAKERS)
    without_mio = BAKERS.split("    ## Miller")[0]
    plan = load_text(without_mio)
    assert [(line.kind, line.text) for line in plan.lines if line.kind == "gone"] == [("gone", "Miller Mio")]
    assert Persona.objects.count() == 2
    load_text(without_mio, prune=True)
    assert list(Persona.objects.values_list("slug", flat=True)) == ["baker-bente"]


MILL = """\
    # Mill people

    ## Miller Mio

    - **Goals:**
      - Less waste
      - Dry grain
    - **Biggest challenges:** Wet grain
    """


def test_pruning_leaves_a_persona_who_is_on_another_page():
    load_text(BAKERS)
    load_text(MILL, "mill.md")
    load_text(BAKERS.split("    ## Miller")[0], prune=True)
    assert sorted(Persona.objects.values_list("slug", flat=True)) == ["baker-bente", "miller-mio"]


def test_pruning_leaves_what_another_page_says_about_a_persona():
    load_text(BAKERS)
    load_text(MILL, "mill.md")
    load_text(BAKERS, prune=True)
    assert traits("Miller Mio") == [
        ("Goals", "Less waste", 1),
        ("Goals", "Dry grain", 2),
        ("Biggest challenges", "Wet grain", 1),
    ]


def test_pruning_leaves_what_an_editor_added_by_hand():
    load_text(BAKERS)
    other = PersonaFactory()
    load_text(BAKERS, prune=True)
    assert Persona.objects.filter(pk=other.pk).exists()


def test_nothing_is_written_when_it_fails_in_the_middle(monkeypatch):
    plan = make_plan([page(BAKERS + TIPS)])
    monkeypatch.setattr(apply, "touch_personas", lambda plan: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply_plan(plan)
    assert [model.objects.count() for model in (Persona, Trait, JobTitle, Guide, HandbookPage)] == [0] * 5


def test_nothing_is_written_when_the_last_table_fails(monkeypatch):
    plan = make_plan([page(BAKERS + TIPS)])

    def refuse(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(Guide._default_manager, "bulk_create", refuse)
    monkeypatch.setattr(type(Guide._default_manager), "bulk_create", refuse)
    with pytest.raises(DatabaseError):
        apply_plan(plan)
    assert [model.objects.count() for model in (Persona, Trait, JobTitle, Guide, HandbookPage)] == [0] * 5


def test_a_catalogue_that_changed_meanwhile_is_left_alone():
    plan = make_plan([page(BAKERS)])
    PersonaFactory(name="Miller Mio", role_label="Miller", slug="mio")
    with pytest.raises(HandbookError) as refused:
        apply_plan(plan)
    assert str(refused.value) == MEANWHILE
    assert list(Persona.objects.values_list("slug", flat=True)) == ["mio"]


def test_a_row_deleted_meanwhile_stops_the_import():
    load_text(BAKERS)
    plan = make_plan([page(BAKERS.replace("- Wet grain", "- Wet grain\n      - Mice"))])
    Persona.objects.get(slug="miller-mio").delete()
    with pytest.raises(HandbookError) as refused:
        apply_plan(plan)
    assert (str(refused.value), Trait.objects.filter(statement="Mice").exists()) == (MEANWHILE, False)


def test_a_row_to_change_that_was_deleted_meanwhile_stops_the_import():
    load_text(BAKERS)
    plan = make_plan([page(BAKERS.replace("**three**", "**four**"))])
    Persona.objects.get(slug="baker-bente").delete()
    with pytest.raises(HandbookError) as refused:
        apply_plan(plan)
    assert str(refused.value) == MEANWHILE


def test_an_editors_change_after_the_plan_is_not_overwritten():
    load_text(BAKERS)
    plan = make_plan([page(BAKERS.replace("**three**", "**four**"))])
    PersonaNote.objects.update(body="Bente runs **nine** ovens.")
    with pytest.raises(HandbookError) as refused:
        apply_plan(plan)
    assert (str(refused.value), PersonaNote.objects.get().body) == (MEANWHILE, "Bente runs **nine** ovens.")


def test_a_guide_that_changes_gets_a_new_time():
    load_text(BAKERS + TIPS)
    before = dict(Guide.objects.values_list("title", "updated_at"))
    load_text(BAKERS + TIPS.replace("coffee", "tea"))
    after = dict(Guide.objects.values_list("title", "updated_at"))
    assert {title for title in before if after[title] != before[title]} == {"Mornings"}


def test_a_plan_applied_twice_is_refused_the_second_time():
    plan = make_plan([page(BAKERS)])
    apply_plan(plan)
    with pytest.raises(HandbookError):
        apply_plan(plan)
    assert Persona.objects.count() == 2


def test_whoever_imports_is_in_the_history():
    editor = EditorFactory()
    apply_plan(make_plan([page(BAKERS)]), by=editor)
    changed = BAKERS.replace("## Baker Bente", "## Baker Bente (deprecated)")
    apply_plan(make_plan([page(changed)]), by=editor)
    entries = LogEntry.objects.order_by("pk").values_list("user", "object_repr", "action_flag")
    assert sorted(entries) == [
        (editor.pk, "Baker Bente", ADDITION),
        (editor.pk, "Baker Bente", CHANGE),
        (editor.pk, "Miller Mio", ADDITION),
    ]


def test_every_persona_that_an_import_changes_is_kept_as_it_became_whoever_imports():
    load_text(BAKERS)
    load_text(BAKERS.replace("Late flour", "No flour"), "other.md", prune=True)
    bente, mio = Persona.objects.get(slug="baker-bente"), Persona.objects.get(slug="miller-mio")
    assert [version.revision.comment for version in versions_of(bente.pk)] == [
        "Imported from a handbook page: other.md.",
        "Imported from a handbook page: people.md.",
    ]
    assert versions_of(mio.pk).count() == 1
    kept = snapshot_in(versions_of(bente.pk).first())
    assert "No flour" in [row.trait.name for part in kept.facets for row in part.statements]


def test_a_persona_that_an_import_removes_can_be_recovered():
    load_text(BAKERS)
    load_text(BAKERS.split("    ## Miller")[0], prune=True)
    [version] = deleted()
    assert (version.object_repr, version.revision.comment) == (
        "Miller Mio",
        "Removed: no longer on the imported page.",
    )


def test_the_status_is_that_of_new_personas_only():
    load_text(BAKERS.split("    ## Miller")[0])
    load_text(BAKERS, status="draft")
    assert dict(Persona.objects.values_list("slug", "status")) == {"baker-bente": "published", "miller-mio": "draft"}


def test_what_an_editor_changed_beyond_the_page_stays():
    load_text(BAKERS)
    Persona.objects.filter(slug="baker-bente").update(
        slug="bente", colour=7, status="draft", source_url="https://a.example"
    )
    load_text(BAKERS.replace("Late flour", "Later flour"))
    bente = Persona.objects.get(name="Baker Bente")
    assert (bente.slug, bente.colour, bente.status, bente.source_url) == ("bente", 7, "draft", "https://a.example")


def test_the_wording_of_a_shared_trait_is_no_pages_to_change():
    TraitFactory(facet=Facet.objects.get(slug="goals"), statement="LESS waste.")
    load_text(BAKERS)
    assert list(Trait.objects.filter(facet__slug="goals").values_list("statement", flat=True)) == [
        "Bread by six",
        "LESS waste.",
    ]


def test_new_vocabulary_is_kept():
    load_text("# Buyers\n\n## Bente\n\n- **Goals:** x\n- **Purchasing role:** Taste judge\n- **Shoe size:** 40\n")
    role, facet = PurchasingRole.objects.get(name="Taste judge"), Facet.objects.get(name="Shoe size")
    assert (role.key, role.slug, role.order) == ("taste judge", "taste-judge", 5)
    assert (facet.key, facet.kind, facet.order) == ("shoe size", "list", 14)


def test_relations_between_personas_of_one_page():
    text = (
        "# Buyers\n\n## Bente\n\n- **Goals:** x\n- **Subset of:** [Mio](#mio)\n- **Aims:** y\n- **Also called:** b\n\n"
        "## Mio\n\n- **Goals:** x\n- **Also called:** m\n"
    )
    load_text(text)
    assert Persona.objects.get(slug="bente").parent == Persona.objects.get(slug="mio")
    with CaptureQueriesContext(connection) as captured:
        load_text(text)
    assert writing_queries(captured) == []


def test_a_page_with_many_personas_takes_few_queries():
    people = "\n\n".join(f"## Bente {n}\n\n- **Goals:** Bread {n}\n- **Also called:** Baker {n}" for n in range(30))
    with CaptureQueriesContext(connection) as captured:
        load(page(f"# Buyers\n\n{people}\n"))
    assert len(writing_queries(captured)) < 12
