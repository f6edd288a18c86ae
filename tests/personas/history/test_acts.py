"""The seam of the history: one act makes one revision of each persona, as it is when everything is written."""

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from reversion.models import Revision

from personas.history import log_change, recorded
from personas.history.versions import deleted, snapshot_in, versions, versions_of
from personas.models import Persona
from tests.personas.factories import (
    EditorFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TitleRuleFactory,
    TraitFactory,
)

pytestmark = pytest.mark.django_db


def comments(persona):
    return list(versions_of(persona.pk).values_list("revision__comment", flat=True))


def test_a_change_of_several_personas_is_a_line_each():
    editor, personas = EditorFactory(), PersonaFactory.create_batch(2)
    log_change(Persona.objects.all(), by=editor, message="Marked reviewed.")
    lines = LogEntry.objects.values_list("user", "object_id", "action_flag", "change_message").order_by("object_id")
    assert list(lines) == [(editor.pk, str(each.pk), CHANGE, "Marked reviewed.") for each in personas]
    assert [each.revision.user for each in versions()] == [editor, editor]


def test_nothing_changed_is_no_line():
    log_change(Persona.objects.none(), by=EditorFactory(), message="Marked reviewed.")
    assert not LogEntry.objects.exists()
    assert not Revision.objects.exists()


def test_one_act_is_one_revision_with_all_that_it_wrote():
    editor, persona = EditorFactory(), PersonaFactory()
    with recorded():
        log_change([persona], by=editor, message="First.")
        with recorded():
            log_change([persona], by=editor, message="Second.")
        PersonaTraitFactory(persona=persona, trait__statement="Written last")
    [version] = versions()
    assert version.revision.comment == "First. Second."
    assert [row.trait.name for row in snapshot_in(version).facets[0].statements] == ["Written last"]


def test_what_was_not_changed_is_not_kept_again():
    persona = PersonaFactory()
    for message in ("First.", "Second."):
        log_change([persona], by=EditorFactory(), message=message)
    assert comments(persona) == ["First."]


def test_an_act_that_fails_leaves_nothing():
    persona = PersonaFactory()

    @recorded()
    def half():
        log_change([persona], by=EditorFactory(), message="Half.")
        raise InterruptedError

    with pytest.raises(InterruptedError):
        half()
    log_change([], by=None, message="Nothing.")
    assert comments(persona) == []


def test_whoever_shares_a_reworded_statement_changes_too():
    row = PersonaTraitFactory(trait__statement="Silos")
    log_change([row.persona], by=None, message="Before.")
    row.trait.statement = "Silos between teams"
    row.trait.save()
    log_change([row.trait], by=EditorFactory(), message="Reworded.")
    assert comments(row.persona) == ["Reworded.", "Before."]


def test_a_rule_belongs_to_its_persona():
    rule = TitleRuleFactory()
    log_change([rule], by=EditorFactory(), message="Added a rule.")
    assert comments(rule.persona) == ["Added a rule."]


def test_a_deletion_keeps_what_was_and_tells_of_those_who_named_it():
    gone = PersonaFactory(name="Ada")
    other = PersonaFactory(reports_to=gone)
    with recorded():
        log_change([gone], by=EditorFactory(), message="Deleted.", action=DELETION)
        gone.delete()
    [version] = deleted()
    assert (snapshot_in(version).name, version.revision.comment) == ("Ada", "Deleted.")
    assert snapshot_in(versions_of(other.pk).get()).reports_to is None


@pytest.mark.parametrize("size", [1, 30])
def test_the_cost_does_not_grow_with_the_number_of_personas(django_assert_num_queries, size):
    editor = EditorFactory()
    for persona in PersonaFactory.create_batch(size):
        PersonaTraitFactory(persona=persona, trait=TraitFactory())
    log_change(Persona.objects.all(), by=editor, message="Warm.")
    Persona.objects.update(role_label="Another")
    with django_assert_num_queries(18):
        log_change(Persona.objects.all(), by=editor, message="Changed.")
