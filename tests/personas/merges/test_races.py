"""Two people at once: one merges, the other one goes on using what is merged."""

from threading import Thread

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from personas.merges import MergeError, apply, merge
from personas.models import Persona, PersonaTrait, Trait, TraitAlias
from tests.personas.factories import EditorFactory, FacetFactory, PersonaFactory, PersonaTraitFactory, TraitFactory

pytestmark = pytest.mark.django_db(transaction=True)
# Long enough for the other one to get as far as it can, and short of what a locked database waits for.
A_MOMENT = 0.5


@pytest.fixture
def pair():
    facet = FacetFactory()
    kept, gone = (TraitFactory(facet=facet, statement=text) for text in ("Silos between teams", "Siloed teams"))
    PersonaTraitFactory(trait=gone)
    return kept, gone


class Colleague(Thread):
    """Somebody with a connection of their own; `error` is what they were told."""

    def __init__(self, work):
        super().__init__(daemon=True)
        self.work = work
        self.error = None

    def run(self):
        try:
            self.work()
        except (IntegrityError, OperationalError, MergeError) as error:
            self.error = error
        finally:
            connection.close()


def use(persona, trait):
    with transaction.atomic():
        PersonaTrait.objects.create(persona=persona, trait=trait)


def uses():
    return sorted(PersonaTrait.objects.values_list("persona", "trait__statement"))


def test_who_uses_a_statement_while_it_is_merged_is_refused(pair, monkeypatch):
    """The other one comes after the merge has read everything, and before it is written."""
    kept, gone = pair
    newcomer, by = PersonaFactory(), EditorFactory()
    colleague = Colleague(lambda: use(newcomer, gone))

    def carried_out(plan, carry_out=apply.carry_out):
        colleague.start()
        colleague.join(A_MOMENT)
        carry_out(plan)

    monkeypatch.setattr(apply, "carry_out", carried_out)
    merge(kept, [gone], by=by)
    colleague.join()
    assert isinstance(colleague.error, IntegrityError)
    (first,) = Persona.objects.exclude(pk=newcomer.pk)
    assert uses() == [(first.pk, "Silos between teams")]
    assert list(TraitAlias.objects.values_list("wording", flat=True)) == ["Siloed teams"]


def test_a_use_written_but_not_yet_committed_is_moved_or_the_merge_refused(pair):
    kept, gone = pair
    newcomer, by = PersonaFactory(), EditorFactory()
    colleague = Colleague(lambda: merge(kept, [gone], by=by))
    first = PersonaTrait.objects.get().persona

    def use_slowly():
        with transaction.atomic():
            PersonaTrait.objects.create(persona=newcomer, trait=gone)
            colleague.start()
            colleague.join(A_MOMENT)

    user = Colleague(use_slowly)
    user.start()
    user.join()
    colleague.join()
    errors = [error for error in (user.error, colleague.error) if error]
    if not errors:
        expected = {newcomer.pk: "Silos between teams", first.pk: "Silos between teams"}
    elif colleague.error:
        assert str(colleague.error) == apply.MEANWHILE
        expected = {newcomer.pk: "Siloed teams", first.pk: "Siloed teams"}
    else:
        assert isinstance(user.error, IntegrityError)
        expected = {first.pk: "Silos between teams"}
    assert len(errors) < 2
    assert uses() == sorted(expected.items())


def test_two_who_merge_the_same_pair_either_way_round_lose_nothing(pair):
    kept, gone = pair
    people = [
        Colleague(lambda by=by, one=one, other=other: merge(one, [other], by=by))
        for by, one, other in [(EditorFactory(), kept, gone), (EditorFactory(), gone, kept)]
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert [str(person.error) for person in people if person.error] == [apply.GONE]
    (stays,) = Trait.objects.all()
    (alias,) = TraitAlias.objects.all()
    assert {stays.statement, alias.wording} == {"Silos between teams", "Siloed teams"}
    assert [text for _, text in uses()] == [stays.statement]
