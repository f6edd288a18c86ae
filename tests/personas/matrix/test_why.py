import pytest

from personas.matrix.subjects import subjects
from personas.matrix.why import OTHERS, why
from personas.models import Persona
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trait():
    return TraitFactory(facet=FacetFactory(name="Goals", comparable=True), statement="Calm")


def ask(address, user=None):
    return why(address, user or UserFactory(), subjects(), Persona.objects.all())


def test_a_cell_tells_its_reason_and_who_else_has_it(trait):
    ada = PersonaFactory(name="Ada", slug="ada")
    PersonaTraitFactory(persona=ada, trait=trait, rank=2, detail="*Above all*.")
    bob = PersonaTraitFactory(trait=trait, rank=1).persona
    PersonaTraitFactory(trait=trait, persona=PersonaFactory(status="draft"))
    told = ask(f"s{trait.pk}.ada")
    assert (told.subject, told.name, told.persona, told.says) == ("Goals", "Calm", ada, "rank 2")
    assert (told.remark, told.url, told.others, told.more) == (
        "*Above all*.",
        "/personas/ada/#goals",
        [(bob, "rank 1")],
        0,
    )


def test_a_tier_is_told_in_words():
    preference = ContentPreferenceFactory(tier=3, qualifier="short ones", persona__slug="ada")
    told = ask(f"c{preference.content_format.pk}.ada")
    assert (told.subject, told.says, told.remark, told.others) == ("Content types", "tertiary", "short ones", [])


def test_only_so_many_others_are_named(trait):
    PersonaTraitFactory(trait=trait, persona__slug="ada")
    for _ in range(OTHERS + 3):
        PersonaTraitFactory(trait=trait)
    told = ask(f"s{trait.pk}.ada")
    assert (len(told.others), told.more) == (OTHERS, 3)


def test_a_draft_has_no_reasons_for_readers(trait):
    PersonaTraitFactory(trait=trait, persona__slug="ada", persona__status="draft")
    address = f"s{trait.pk}.ada"
    assert (ask(address), ask(address, EditorFactory()).name) == (None, "Calm")


@pytest.mark.parametrize(
    "address",
    ["", "s", "s1", "s1.", "s0.ada", "x1.ada", "s-1.ada", f"s{'9' * 18}.ada", f"s{'9' * 40}.ada", "s1.\0", "s१.a"],
)
def test_what_is_no_cell_has_no_reason(trait, address):
    PersonaTraitFactory(trait=trait, persona__slug="ada")
    assert ask(address) is None


def test_a_facet_that_is_not_compared_has_no_reasons_here():
    row = PersonaTraitFactory(persona__slug="ada")
    assert ask(f"s{row.trait.pk}.ada") is None
