import pytest

from personas.models import PersonaTrait
from personas.sharing import Sharing, shares_of

from .factories import FacetFactory, PersonaFactory, PersonaTraitFactory, TraitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ties():
    """Ada's two statements, of which Bob has the first; Cem has another one: their ties by persona and statement."""
    ada, bob, cem = (PersonaFactory(name=name) for name in ("Ada", "Bob", "Cem"))
    first, second, other = TraitFactory.create_batch(3, facet=FacetFactory(comparable=True))
    pairs = {"ada first": (ada, first), "ada second": (ada, second), "bob first": (bob, first), "cem": (cem, other)}
    return {name: PersonaTraitFactory(persona=persona, trait=trait) for name, (persona, trait) in pairs.items()}


def moved(tie, trait):
    PersonaTrait.objects.filter(pk=tie.pk).update(trait=trait)


# What happens to the ties, and whether Ada shares otherwise afterwards.
CHANGES = {
    "her rank": (lambda ties: PersonaTrait.objects.filter(pk=ties["ada first"].pk).update(rank=7), False),
    "another's rank": (lambda ties: PersonaTrait.objects.filter(pk=ties["bob first"].pk).update(rank=7), False),
    "one to share": (lambda ties: moved(ties["cem"], ties["ada second"].trait), True),
    "one less to share": (lambda ties: moved(ties["bob first"], ties["cem"].trait), True),
    "what she doesn't have": (lambda ties: ties["cem"].delete(), False),
    "hers goes": (lambda ties: ties["ada first"].delete(), True),
    "hers becomes another": (lambda ties: moved(ties["ada second"], ties["cem"].trait), True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_mended_it_is_as_made_again(ties, change):
    ada, before = ties["ada first"].persona.pk, Sharing.of(ties["ada first"].persona.pk)
    happens, is_otherwise = CHANGES[change]
    happens(ties)
    mended = before.mended({tie.persona_id for tie in ties.values()})
    assert mended.holders == Sharing.of(ada).holders
    assert (mended is not before) == is_otherwise


def test_a_statement_counts_others_and_not_herself(ties):
    shares = shares_of(ties["ada first"].persona_id, UserFactory())
    assert shares.counts == ((ties["ada first"].trait_id, 1),)
    assert shares.closest == {ties["bob first"].persona_id: 1}
