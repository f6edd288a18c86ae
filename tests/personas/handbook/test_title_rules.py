"""Title rules on the writer's own pages."""

import pytest

from personas.handbook.apply import apply_plan
from personas.handbook.pages import HandbookError
from personas.handbook.plan import make_plan
from personas.handbook.writer import write_handbook
from personas.models import Persona, TitleRule
from tests.personas.factories import PersonaFactory, TitleRuleFactory

from .samples import page

pytestmark = pytest.mark.django_db

PAGE = """\
---
dramatis: personas
title: Buyer personas
type: buyer
---

# Buyer personas

## Ben

<!-- title rule
includes:
  - bread
-->

Bakes.
"""


def rules():
    fields = ("includes", "excludes", "priority", "is_active", "note")
    return list(TitleRule.objects.order_by("pk").values_list(*fields))


def test_there_and_back():
    persona = PersonaFactory()
    TitleRuleFactory(
        persona=persona, includes="bread, c++ -- rolls\n[leader]", excludes="guard -->\nsales", priority=7
    )
    TitleRuleFactory(persona=persona, includes="yes", is_active=False, note="“No”: since May # ever")
    before, pages = rules(), write_handbook()
    Persona.objects.all().delete()
    apply_plan(make_plan(pages))
    assert (rules(), write_handbook() == pages) == (before, True)
    assert make_plan(pages).changes_anything is False


def test_a_changed_rule_is_changed():
    apply_plan(make_plan([page(PAGE)]))
    apply_plan(make_plan([page(PAGE.replace("  - bread\n", "  - bread\nexcludes: guard\npriority: 5\n"))]))
    assert rules() == [("bread", "guard", 5, True, "")]


def test_a_page_that_tells_of_no_rule_leaves_them():
    apply_plan(make_plan([page(PAGE)]))
    plan = make_plan([page(PAGE.replace("<!-- title rule\nincludes:\n  - bread\n-->\n\n", ""))], prune=True)
    apply_plan(plan)
    assert len(rules()) == 1


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ('includes:\n  - "[boss]"', "There is no level “[boss]”."),
        ("excludes:\n  - sales", "Write at least one phrase that a title must include."),
        ("includes: bread\npriority: high", "the priority of a title rule is a number from 1 to 32767."),
        ("includes: bread\npriority: 0", "the priority of a title rule is a number from 1 to 32767."),
        ("includes: bread\nactive: 7", "whether a title rule is active is either true or false."),
        ("includes: bread\nboss: yes", "a title rule has no “boss”."),
        (f"includes: bread\nnote: {'x' * 501}", "the note of a title rule has at most 500 letters."),
    ],
)
def test_a_bad_rule_is_refused_with_its_place(record, sentence):
    with pytest.raises(HandbookError) as refused:
        make_plan([page(PAGE.replace("includes:\n  - bread", record))])
    assert sentence in str(refused.value)
    assert "line 11" in str(refused.value)
