"""Bringing back: what was, in the catalogue of today."""

import pytest
from django.core.exceptions import ValidationError
from reversion.models import Version

from personas.history import log_change
from personas.history.editions import publish_edition
from personas.history.restoring import Overtaken, recover, restore
from personas.history.versions import deleted, snapshot_in, versions_of
from personas.models import (
    ContentFormat,
    Edition,
    Facet,
    JobTitle,
    Persona,
    PersonaTrait,
    PurchasingRole,
    Trait,
)
from tests.personas.factories import EditorFactory, FacetAliasFactory, PersonaFactory

from .states import full_persona, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


def emptied(persona):
    """Takes away everything that the persona says."""
    for relation in ("persona_traits", "notes", "persona_titles", "purchasing_roles", "content_preferences"):
        getattr(persona, relation).all().delete()
    persona.title_rules.all().delete()
    persona.reports_to, persona.role_label = None, "Nobody"
    persona.save()


def test_everything_comes_back(editor):
    persona = full_persona()
    before = now(persona)
    emptied(persona)
    restore(persona, before, by=editor, message="Restored.")
    assert now(persona) == before
    assert versions_of(persona.pk).get().revision.comment == "Restored."


def test_what_is_decided_for_today_stays(editor):
    persona = full_persona()
    before = now(persona)
    Persona.objects.filter(pk=persona.pk).update(status="draft", slug="ada-2", reviewed_on=None, owner=editor)
    persona = restore(persona, before, by=editor, message="Restored.")
    assert (persona.status, persona.slug, persona.reviewed_on, persona.owner) == ("draft", "ada-2", None, editor)


def test_what_is_gone_from_the_vocabulary_is_made_again(editor):
    persona = full_persona()
    before = now(persona)
    emptied(persona)
    for model in (Trait, Facet, JobTitle, PurchasingRole, ContentFormat):
        model.objects.all().delete()
    restore(persona, before, by=editor, message="Restored.")
    after = now(persona)
    assert [row.trait.name for row in after.facets[0].statements] == ["Fewer tools", "More sleep"]
    assert [tie.of.name for tie in (*after.titles, *after.roles, *after.preferences)] == [
        "Head of Ink",
        "Initiator",
        "Podcast",
    ]


def test_what_was_renamed_or_merged_is_found(editor):
    persona = full_persona()
    before = now(persona)
    emptied(persona)
    Trait.objects.all().delete()
    Facet.objects.all().delete()
    aims = FacetAliasFactory(wording="Goals", term__name="Aims").term
    reworded = Trait.objects.create(facet=aims, statement="Fewer tools")
    restore(persona, before, by=editor, message="Restored.")
    rows = PersonaTrait.objects.filter(persona=persona).order_by("rank")
    assert [row.trait.facet.name for row in rows] == ["Aims", "Aims"]
    assert rows[0].trait == reworded


def test_a_reworded_statement_keeps_the_wording_that_all_share(editor):
    persona = full_persona()
    before = now(persona)
    trait = Trait.objects.get(statement="More sleep")
    trait.statement = "More rest"
    trait.save()
    emptied(persona)
    restore(persona, before, by=editor, message="Restored.")
    assert [row.trait.name for row in now(persona).facets[0].statements] == ["Fewer tools", "More rest"]


def test_a_change_meanwhile_is_not_overwritten(editor):
    persona = full_persona()
    log_change([persona], by=editor, message="First.")
    seen = versions_of(persona.pk).get().pk
    before = now(persona)
    emptied(persona)
    log_change([persona], by=editor, message="Emptied.")
    with pytest.raises(Overtaken):
        restore(persona, before, by=editor, message="Restored.", seen=seen)
    assert now(persona).facets == []


def test_a_name_that_somebody_else_has_now_is_refused_whole(editor):
    persona = full_persona()
    before = now(persona)
    emptied(persona)
    PersonaFactory(name="Ada", role_label="Buyer")
    with pytest.raises(ValidationError, match="name and role already"):
        restore(persona, before, by=editor, message="Restored.")
    assert now(persona).facets == []


def test_recovered_with_its_editions_under_a_free_address(editor):
    persona = full_persona()
    publish_edition(persona, by=editor, note="First.", is_material=False)
    log_change([persona], by=editor, message="Deleted.", action=3)
    key = persona.pk
    persona.delete()
    PersonaFactory(name="Another", slug="ada")
    recovered = recover(snapshot_in(deleted().get()), by=editor)
    assert (recovered.pk, recovered.slug, recovered.status) == (key, "ada-buyer", "published")
    assert Edition.objects.get().persona == recovered
    assert (deleted().count(), versions_of(key).first().revision.comment) == (0, "Recovered.")
    with pytest.raises(Overtaken):
        recover(snapshot_in(versions_of(key).first()), by=editor)


def test_the_library_reverts_a_version_by_the_same_way():
    persona = full_persona()
    log_change([persona], by=None, message="First.")
    before = now(persona)
    emptied(persona)
    version = Version.objects.get_for_object(persona).get()
    assert version.field_dict["name"] == "Ada"
    version.revert()
    assert now(persona) == before


def test_the_cost_does_not_grow_with_the_rows(editor, django_assert_max_num_queries):
    persona = full_persona()
    facet = Facet.objects.get(name="Goals")
    traits = Trait.objects.bulk_create([Trait(facet=facet, statement=str(n), key=str(n)) for n in range(60)])
    PersonaTrait.objects.bulk_create([PersonaTrait(persona=persona, trait=trait, rank=9) for trait in traits])
    before = now(persona)
    with django_assert_max_num_queries(75):
        restore(persona, before, by=editor, message="Restored.")
