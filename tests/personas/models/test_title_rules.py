"""Rules by which titles mean a persona."""

import pytest

from personas.models import TitleRule
from tests.personas.factories import PersonaFactory, TitleRuleFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


def test_a_persona_has_a_rule_once():
    rule = TitleRuleFactory(includes="bread\n[leader]")
    again = TitleRule(persona=rule.persona, includes=" Bread \r\n\r\n[leader]")
    assert messages_of(again)[0] == f"The persona has a rule that asks for this already: “{rule}”."
    assert refused_by_the_database(lambda: TitleRule.objects.create(persona=rule.persona, includes="bread\n[leader]"))
    TitleRule(persona=PersonaFactory(), includes="bread\n[leader]").full_clean()
    rule.full_clean()


def test_a_rule_asks_for_something():
    assert messages_of(TitleRule(persona=PersonaFactory(), includes=" \n"))[0] == (
        "Write at least one phrase that a title must include."
    )
    assert refused_by_the_database(lambda: TitleRule.objects.create(persona=PersonaFactory(), includes=""))


@pytest.mark.parametrize(("field", "text"), [("includes", "[boss]"), ("excludes", "of the")])
def test_phrases_are_checked_where_they_stand(field, text):
    rule = TitleRule(persona=PersonaFactory(), **{"includes": "bread", field: text})
    assert len(messages_of(rule)) == 1


def test_priorities_start_at_one():
    assert refused_by_the_database(lambda: TitleRuleFactory(priority=0))
    TitleRuleFactory(priority=1)


def test_lines_are_tidied_at_saving():
    rule = TitleRuleFactory(includes=" bread \r\n\r\n [leader] ", excludes="\n")
    assert (rule.includes, rule.excludes, rule.asks_for) == ("bread\n[leader]", "", "bread + [leader]")


def test_rules_go_with_their_persona():
    TitleRuleFactory().persona.delete()
    assert TitleRule.objects.count() == 0


def test_active_rules():
    rule = TitleRuleFactory()
    TitleRuleFactory(is_active=False)
    assert list(TitleRule.objects.active()) == [rule]
