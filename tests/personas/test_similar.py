import pytest

from personas.comparison import Comparable, Comparison
from personas.matrix import Sorting
from personas.sharing import CLOSEST
from personas.similar import similar_to

from .factories import EditorFactory, FacetFactory, PersonaFactory, PersonaTraitFactory, TraitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    """A persona with five traits that can be compared."""
    persona = PersonaFactory(name="Ada")
    for trait in TraitFactory.create_batch(5, facet=FacetFactory(comparable=True)):
        PersonaTraitFactory(persona=persona, trait=trait)
    return persona


def sharing(persona, count, **values):
    """Another persona that has the first so many traits of this one, and one of its own."""
    other = PersonaFactory(role_label="", **values)
    rows = persona.persona_traits.select_related("trait__facet")[:count]
    for row in rows:
        PersonaTraitFactory(persona=other, trait=row.trait)
    PersonaTraitFactory(persona=other, trait=TraitFactory(facet=rows[0].trait.facet))
    return other


def found(persona, user):
    return [(other.name, shared) for other, shared in similar_to(persona, user)]


def test_who_shares_most_comes_first_and_names_break_ties(ada):
    for name, count in (("Cem", 2), ("Bob", 2), ("Dan", 4)):
        sharing(ada, count, name=name)
    PersonaTraitFactory(trait=TraitFactory(facet=ada.persona_traits.first().trait.facet))
    assert found(ada, UserFactory()) == [("Dan", 4), ("Bob", 2), ("Cem", 2)]


def test_there_are_at_most_five(ada):
    for number in range(CLOSEST + 1):
        sharing(ada, 1, name=f"Other {number}")
    assert found(ada, UserFactory()) == [(f"Other {number}", 1) for number in range(CLOSEST)]


def test_only_visible_personas_in_use_are_similar(ada):
    for status in ("draft", "published", "deprecated"):
        sharing(ada, 1, name=status, status=status)
    assert found(ada, UserFactory()) == [("published", 1)]
    assert found(ada, EditorFactory()) == [("draft", 1), ("published", 1)]


def test_only_facets_that_can_be_compared_count(ada):
    other = sharing(ada, 2, name="Bob")
    odd = TraitFactory(facet=FacetFactory(comparable=False))
    for persona in (ada, other, PersonaFactory()):
        PersonaTraitFactory(persona=persona, trait=odd)
    assert found(ada, UserFactory()) == [("Bob", 2)]
    comparison = Comparison([ada, other], UserFactory(), Comparable.of_catalogue(), (), Sorting())
    assert comparison.pair_count == 2


@pytest.mark.parametrize("others", [1, 30])
def test_four_queries_find_them(ada, django_assert_num_queries, others):
    for number in range(others):
        sharing(ada, 3, name=f"Other {number}")
    user = EditorFactory()
    user.has_perm("personas.change_persona")  # asked before the count starts
    with django_assert_num_queries(4):
        assert len(found(ada, user)) == min(others, CLOSEST)
