"""After an edit, what a census holds of large tables is mended: it says what one that is taken anew would say."""

import pytest
from django.db import transaction

from personas.census import current_census
from personas.census.crowds import places_in
from personas.data_version.keeping import forget_all
from personas.data_version.reading import asked_once
from personas.models import Persona, PersonaTrait
from personas.search.words import parse
from tests.personas.factories import PersonaFactory, PersonaTraitFactory, TraitFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_kept():
    forget_all()


@pytest.fixture(params=[0, 70])
def people(request) -> list[Persona]:
    """Two with statements, and others: among many, a group of one is kept in another way."""
    ada = PersonaFactory(name="Ada", role_label="Cook")
    others = [Persona(name=f"Person {n:02}", slug=f"p-{n}", type=ada.type) for n in range(request.param)]
    Persona.objects.bulk_create(others)
    return [ada, PersonaFactory(name="Zoë", role_label="", type=ada.type)]


def statements(census) -> dict[int, set[int]]:
    """The personas of whom each statement is true, and the numbers that options show."""
    everybody = {key: set(census.roll.keys_of(census.of([group]))) for key, group in census.statements.items()}
    assert {key: count for key, count in census.count_statements(census.everybody).items() if count} == {
        key: len(found) for key, found in everybody.items()
    }
    return everybody


def names(census) -> list[tuple]:
    words = [census.named(parse(typed).words) for typed in ("ada", "zo", "cook", "person")]
    return [*zip(census.keys, census.names, strict=True), *map(places_in, words)]


def both(says) -> list:
    """What the kept census says, and one that is taken anew."""
    found = says(current_census())
    with transaction.atomic():
        return [found, says(current_census())]


def test_statements_that_come_go_and_move(people):
    ada, zoe = people
    silos, mice, cats = TraitFactory(), TraitFactory(), TraitFactory()
    tie = PersonaTraitFactory(persona=ada, trait=silos)
    edits = [
        lambda: PersonaTraitFactory(persona=ada, trait=mice),
        lambda: PersonaTraitFactory(persona=zoe, trait=silos),
        lambda: PersonaTrait.objects.filter(pk=tie.pk).update(rank=7),
        lambda: PersonaTrait.objects.filter(pk=tie.pk).update(trait=cats),
        lambda: PersonaTrait.objects.filter(trait=mice).update(persona=zoe),
        lambda: PersonaTrait.objects.filter(trait=cats).delete(),
        lambda: PersonaFactory(name="Mia", type=ada.type),
        lambda: ada.delete(),
        lambda: PersonaTrait.objects.all().delete(),
    ]
    for edit in edits:
        edit()
        found, expected = both(statements)
        assert found == expected


def test_what_is_said_of_one_persona_is_read_of_her_alone(people, django_assert_num_queries):
    ada, zoe = people
    tie = PersonaTraitFactory(persona=ada)
    for persona in (zoe, ada):  # from the first edit on
        statements(current_census())
        PersonaTraitFactory(persona=persona)
    statements(current_census())
    before = current_census().statement_ties
    PersonaTrait.objects.filter(pk=tie.pk).update(rank=7)
    # The numbers, whose rows have changed, and these rows.
    with asked_once(), django_assert_num_queries(4):
        assert statements(current_census()).keys() == before.statements.keys()
    assert current_census().statement_ties is before


def test_names_roles_and_their_order(people):
    ada, zoe = people
    namesake = PersonaFactory(name="Zoë", role_label="Baker", type=ada.type)
    edits = [
        lambda: Persona.objects.filter(pk=ada.pk).update(role_label="Chef"),
        lambda: Persona.objects.filter(pk=zoe.pk).update(role_label="Usher"),  # now after her namesake
        lambda: Persona.objects.filter(pk=namesake.pk).update(role_label="Vet"),
        lambda: Persona.objects.filter(pk=ada.pk).update(name="Yve"),
        lambda: Persona.objects.filter(pk__in=[ada.pk, zoe.pk]).update(role_label="Cook"),
        lambda: PersonaFactory(name="Mia", type=ada.type),
        lambda: namesake.delete(),
    ]
    names(current_census())
    for edit in edits:
        edit()
        found, expected = both(names)
        assert found == expected
        assert [key for key, _ in found[:-4]] == list(Persona.objects.sorted_by("name").values_list("pk", flat=True))
