"""What is done to several personas at once: what changes, what stays, what the history says, and all or nothing."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from personas import effects, services
from personas.models import Facet, Persona, PersonaTrait, Trait
from tests.personas.factories import (
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TraitAliasFactory,
    TraitFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
EVERYBODY = Persona.objects.all()


@pytest.fixture
def editor():
    return EditorFactory(first_name="Ada", last_name="Hale")


def persona(name, **fields):
    return PersonaFactory(name=name, role_label="", **fields)


def told(answer):
    """What a verb answered: who changed, and who didn't."""
    return {effect.persona.name: effect.changes for effect in answer}


def history():
    return dict(LogEntry.objects.values_list("object_repr", "change_message"))


def state(field):
    return dict(Persona.objects.values_list("name", field))


@pytest.fixture
def one_of_each_status():
    persona("Dee", status="draft")
    persona("Pat", status="published")
    persona("Ned", status="deprecated", deprecated_on=DAY, deprecation_reason="Folded.")


@pytest.mark.parametrize(
    ("verb", "status", "unchanged", "message"),
    [
        (services.publish, "published", "Pat", "Published."),
        (services.put_back_to_draft, "draft", "Dee", "Put back to draft."),
    ],
)
def test_another_status(one_of_each_status, editor, verb, status, unchanged, message):
    answer = verb(EVERYBODY, by=editor)
    assert told(answer) == {name: name != unchanged for name in ("Dee", "Pat", "Ned")}
    assert set(state("status").values()) == {status}
    assert state("deprecated_on")["Ned"] is None
    assert state("deprecation_reason")["Ned"] == "Folded."
    assert history() == {name: message for name, changes in told(answer).items() if changes}


def test_the_end_of_a_deprecation_is_announced(one_of_each_status):
    (effect,) = effects.publishing(Persona.objects.deprecated())
    assert (effect.now, effect.text) == (
        "Deprecated since 20 Nov 2026",
        "Published: readers see it. The date of deprecation is cleared, the reason stays.",
    )


def test_a_change_moves_the_time_of_the_last_change(editor):
    changed, unchanged = persona("Dee", status="draft"), persona("Pat")
    services.publish(EVERYBODY, by=editor)
    assert state("updated_at")["Dee"] > changed.updated_at
    assert state("updated_at")["Pat"] == unchanged.updated_at


def test_deprecating(one_of_each_status, editor):
    heir = persona("Heir")
    old = EVERYBODY.exclude(name="Heir")
    answer = services.deprecate(old, by=editor, on=date(2026, 1, 2), reason="Merged.", successors=[heir])
    assert told(answer) == {"Dee": True, "Pat": True, "Ned": False}
    assert state("deprecated_on") == {"Dee": date(2026, 1, 2), "Pat": date(2026, 1, 2), "Ned": DAY, "Heir": None}
    assert state("deprecation_reason") == {"Dee": "Merged.", "Pat": "Merged.", "Ned": "Folded.", "Heir": ""}
    assert sorted(heir.predecessors.values_list("name", flat=True)) == ["Dee", "Pat"]
    assert history() == {"Dee": "Deprecated.", "Pat": "Deprecated."}


def test_deprecating_without_a_day_or_a_reason_keeps_the_old_reason(editor):
    old = persona("Dee", deprecation_reason="It was clear in 2019.")
    old.successors.add(heir := persona("Heir"))
    services.deprecate(EVERYBODY.filter(name="Dee"), by=editor, successors=[heir])
    old.refresh_from_db()
    assert (old.status, old.deprecated_on, old.deprecation_reason) == ("deprecated", None, "It was clear in 2019.")
    assert list(old.successors.all()) == [heir]


def test_nobody_takes_over_from_itself(editor):
    old = persona("Dee")
    with pytest.raises(ValidationError, match="Dee is to be deprecated, too"):
        services.deprecate(EVERYBODY, by=editor, successors=[old])
    assert (state("status"), history()) == ({"Dee": "published"}, {})


def test_an_owner(editor):
    persona("Dee")
    persona("Pat", owner=editor)
    assert told(services.assign_owner(EVERYBODY, by=editor, owner=editor)) == {"Dee": True, "Pat": False}
    assert (state("owner"), history()) == ({"Dee": editor.pk, "Pat": editor.pk}, {"Dee": "Owner: Ada Hale."})


def test_no_owner(editor):
    persona("Dee")
    persona("Pat", owner=editor)
    assert told(services.assign_owner(EVERYBODY, by=editor, owner=None)) == {"Dee": False, "Pat": True}
    assert (state("owner"), history()) == ({"Dee": None, "Pat": None}, {"Pat": "Owner: nobody."})


def test_a_review(editor):
    persona("Old", status="deprecated")
    persona("Due", reviewed_on=date(2025, 1, 1), review_due_on=date(2026, 1, 1))
    persona("Later", reviewed_on=date(2026, 11, 21))
    answer = services.mark_reviewed(EVERYBODY, by=editor, on=DAY, due=date(2027, 11, 20))
    assert told(answer) == {"Old": False, "Due": True, "Later": False}
    assert state("reviewed_on") == {"Old": None, "Due": DAY, "Later": date(2026, 11, 21)}
    assert state("review_due_on") == {"Old": None, "Due": date(2027, 11, 20), "Later": None}
    assert history() == {"Due": "Marked reviewed on 20 Nov 2026, next review 20 Nov 2027."}


def test_a_review_with_an_owner_and_no_next_date(editor):
    persona("Due", review_due_on=date(2026, 1, 1))
    services.mark_reviewed(EVERYBODY, by=editor, on=DAY, owner=editor)
    assert Persona.objects.values_list("owner", "reviewed_on", "review_due_on").get() == (editor.pk, DAY, None)
    assert history() == {"Due": "Marked reviewed on 20 Nov 2026. Owner: Ada Hale."}


def test_a_review_leaves_the_owner_unless_one_is_given(editor):
    persona("Due", owner=editor)
    services.mark_reviewed(EVERYBODY, by=editor, on=DAY)
    assert state("owner") == {"Due": editor.pk}


def ranks(facet):
    rows = PersonaTrait.objects.filter(trait__facet=facet)
    return sorted(rows.values_list("persona__name", "trait__statement", "rank"))


def test_a_new_statement_comes_last(editor):
    facet = FacetFactory(name="Challenges")
    PersonaTraitFactory(persona=persona("Dee"), trait=TraitFactory(facet=facet, statement="Noise"), rank=4)
    persona("Pat")
    answer = services.add_trait(EVERYBODY, by=editor, facet=facet, statement="  Silos\nbetween teams ")
    assert told(answer) == {"Dee": True, "Pat": True}
    assert ranks(facet) == [
        ("Dee", "Noise", 4),
        ("Dee", "Silos between teams", 5),
        ("Pat", "Silos between teams", 1),
    ]
    assert history() == dict.fromkeys(["Dee", "Pat"], "Added “Silos between teams” to Challenges.")


def test_nothing_comes_after_the_last_rank_there_is(editor):
    row = PersonaTraitFactory(rank=2**31 - 1)
    services.add_trait(EVERYBODY, by=editor, facet=row.trait.facet, statement="Silos")
    assert set(PersonaTrait.objects.values_list("rank", flat=True)) == {2**31 - 1}


@pytest.mark.parametrize("wording", ["silos between “teams”.", "teams that don't talk"])
def test_a_known_wording_is_the_trait_that_has_it(editor, wording):
    trait = TraitFactory(statement="Silos between teams")
    TraitAliasFactory(trait=trait, wording="Teams that don’t talk")
    PersonaTraitFactory(persona=persona("Dee"), trait=trait)
    persona("Pat")
    answer = services.add_trait(EVERYBODY, by=editor, facet=trait.facet, statement=wording)
    assert told(answer) == {"Dee": False, "Pat": True}
    assert {effect.text for effect in answer if not effect.changes} == {"It has “Silos between teams” already."}
    assert sorted(trait.persona_traits.values_list("persona__name", flat=True)) == ["Dee", "Pat"]
    assert Trait.objects.count() == 1


def test_the_same_words_in_another_facet_are_another_trait(editor):
    TraitFactory(statement="Silos")
    persona("Dee")
    services.add_trait(EVERYBODY, by=editor, facet=FacetFactory(), statement="Silos")
    assert Trait.objects.filter(statement="Silos").count() == 2


@pytest.mark.parametrize("statement", ["", "  ", "x" * 1001])
def test_a_statement_that_does_not_fit_is_refused(editor, statement):
    persona("Dee")
    with pytest.raises(ValidationError):
        services.add_trait(EVERYBODY, by=editor, facet=FacetFactory(), statement=statement)
    assert not Trait.objects.exists()


def test_prose_takes_no_statements(editor):
    with pytest.raises(ValidationError, match="holds no statements"):
        services.add_trait(EVERYBODY, by=editor, facet=FacetFactory(kind=Facet.Kind.PROSE), statement="Silos")


def test_nobody_to_change_makes_no_trait(editor):
    services.add_trait(EVERYBODY.none(), by=editor, facet=FacetFactory(), statement="Silos")
    assert not Trait.objects.exists()


def agreed(answer):
    return {effect.tag for effect in answer}


def test_what_was_agreed_to_is_done(one_of_each_status, editor):
    shown = agreed(effects.publishing(Persona.objects.all()))
    services.publish(EVERYBODY, by=editor, agreed=shown)
    assert set(state("status").values()) == {"published"}


def test_what_changed_since_is_not_done_and_nothing_else_either(one_of_each_status, editor):
    shown = agreed(effects.publishing(Persona.objects.all()))
    Persona.objects.filter(name="Dee").update(status="deprecated")
    with pytest.raises(services.Stale):
        services.publish(EVERYBODY, by=editor, agreed=shown)
    assert (state("status")["Ned"], history()) == ("deprecated", {})


def test_those_to_whom_nothing_happens_any_more_are_no_obstacle(one_of_each_status, editor):
    shown = agreed(effects.publishing(Persona.objects.all()))
    Persona.objects.filter(name="Dee").update(status="published")
    Persona.objects.filter(name="Pat").delete()
    assert told(services.publish(EVERYBODY, by=editor, agreed=shown)) == {"Dee": False, "Ned": True}


def test_a_failure_half_way_leaves_nothing_behind(editor, monkeypatch):
    persona("Dee")
    facet = FacetFactory()

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(services, "new_trait", fail)
    with pytest.raises(RuntimeError):
        services.add_trait(EVERYBODY, by=editor, facet=facet, statement="Silos")
    assert (history(), PersonaTrait.objects.count()) == ({}, 0)


@pytest.mark.parametrize("count", [1, 30])
def test_many_cost_what_one_costs(editor, count, django_assert_num_queries):
    PersonaFactory.create_batch(count)
    facet = FacetFactory()
    LogEntry.objects.log_actions(editor.pk, [facet], 2, "Any.")
    services.assign_owner(EVERYBODY, by=editor, owner=None)
    # A savepoint and its release twice, the lock, the update, the history, and the fifteen of a revision.
    with django_assert_num_queries(21):
        services.mark_reviewed(EVERYBODY, by=editor, on=DAY)
