"""Facets, statements that personas share, and notes."""

import pytest
from django.db.models import ProtectedError

from personas.models import Facet, PersonaNote, PersonaTrait, Trait
from tests.personas.factories import FacetFactory, PersonaNoteFactory, PersonaTraitFactory, TraitFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "again",
    ["silos between teams", "Silos  between\tteams", "“Silos” between teams", "'Silos between teams'."],
)
def test_a_statement_exists_once_in_its_facet(again):
    trait = TraitFactory(statement="Silos between teams.")
    told = messages_of(Trait(facet=trait.facet, statement=again))
    assert told == [
        "This facet has the statement already: “Silos between teams.”.",
        "This facet has the statement already, perhaps in another case or spacing.",
    ]
    assert refused_by_the_database(lambda: Trait.objects.create(facet=trait.facet, statement=again))


def test_another_statement_and_another_facet():
    trait = TraitFactory(statement="Silos between teams")
    Trait(facet=trait.facet, statement="Silos between tools").full_clean()
    Trait(facet=FacetFactory(), statement="Silos between teams").full_clean()


def test_a_saved_statement_is_no_clash_with_itself():
    trait = TraitFactory(statement="silos between teams")
    trait.statement = "Silos between teams."
    trait.full_clean()
    trait.save()


def test_a_statement_says_something():
    facet = FacetFactory()
    assert messages_of(Trait(facet=facet, statement=""))[0] == "This field cannot be blank."
    assert refused_by_the_database(lambda: Trait.objects.create(facet=facet, statement=""))


def test_statements_stand_in_lists_only():
    prose = FacetFactory(kind=Facet.Kind.PROSE)
    assert messages_of(Trait(facet=prose, statement="Silos")) == [
        f"facet instance with id {prose.pk} is not a valid choice."
    ]


def test_a_facet_with_statements_stays_a_list():
    facet = TraitFactory().facet
    facet.full_clean()
    facet.kind = Facet.Kind.PROSE
    assert messages_of(facet) == ["It holds statements: it has to stay a list until they are moved or deleted."]


@pytest.mark.parametrize("kind", [kind for kind in Facet.Kind if kind not in Facet.SHARED_KINDS])
def test_special_kinds_of_facet_exist_once(kind):
    FacetFactory(kind=kind)
    again = FacetFactory.build(kind=kind)
    assert messages_of(again) == ["There is a facet of this kind already: change that one."]
    assert refused_by_the_database(again.save)


@pytest.mark.parametrize("kind", Facet.SHARED_KINDS)
def test_lists_and_prose_exist_as_often_as_wanted(kind):
    FacetFactory(kind=kind)
    FacetFactory.build(kind=kind).full_clean()


def test_only_lists_are_compared():
    FacetFactory.build(comparable=True).full_clean()
    prose = FacetFactory.build(comparable=True, kind=Facet.Kind.PROSE)
    assert messages_of(prose) == ["Only a list of statements can be compared."]
    assert refused_by_the_database(prose.save)


def test_a_persona_has_a_trait_once():
    one = PersonaTraitFactory()
    again = PersonaTrait(persona=one.persona, trait=one.trait)
    assert messages_of(again) == ["The persona has this trait already."]
    assert refused_by_the_database(again.save)
    PersonaTrait(persona=one.persona, trait=TraitFactory()).full_clean()


def test_ranks_start_at_one():
    row = PersonaTraitFactory(rank=1)
    row.full_clean()
    row.rank = 0
    assert messages_of(row)[0] == "Ensure this value is greater than or equal to 1."
    assert refused_by_the_database(row.save)


def test_a_note_a_facet():
    note = PersonaNoteFactory()
    again = PersonaNote(persona=note.persona, facet=note.facet, body="More.")
    assert messages_of(again) == ["The persona has a note in this facet already: change that one."]
    assert refused_by_the_database(again.save)
    PersonaNote(persona=note.persona, facet=FacetFactory(), body="More.").full_clean()


def test_a_note_says_something():
    assert messages_of(PersonaNoteFactory.build(persona=None, facet=None, body=" \n"))[-1] == (
        "Write something, or remove the note."
    )


def test_what_is_in_use_is_protected():
    row, note = PersonaTraitFactory(), PersonaNoteFactory()
    for used in (row.trait, row.trait.facet, note.facet):
        with pytest.raises(ProtectedError):
            used.delete()


def test_rows_go_with_their_persona_and_statements_stay():
    row = PersonaTraitFactory()
    row.persona.delete()
    assert (PersonaTrait.objects.count(), Trait.objects.get()) == (0, row.trait)


def test_how_rows_call_themselves():
    row = PersonaTraitFactory(persona__name="Parker", persona__role_label="", trait__statement="Silos")
    note = PersonaNoteFactory(persona=row.persona, facet__name="Day")
    assert [str(each) for each in (row, row.trait, row.trait.facet, note)] == [
        "Parker: Silos",
        "Silos",
        row.trait.facet.name,
        "Parker: Day",
    ]
