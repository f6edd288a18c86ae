"""An import ends with links to all that changed."""

import pytest
from django.urls import reverse

from personas.admin.imports import outcome as outcome_module
from personas.admin.imports.outcome import outcome_of
from personas.handbook.apply import apply_plan
from personas.handbook.plan import make_plan
from personas.handbook.selection import NO_CHOICES, selected
from personas.handbook.synonyms import Synonym
from personas.models import Facet, Guide, Persona
from tests.personas.factories import AdministratorFactory, UserFactory
from tests.personas.handbook.samples import BAKERS, load, page, words_page

TIPS = "\n    ## Tips\n\n    Greet.\n"
SHOES = "\n    ## Cook Cora\n\n    - **Goals:** x\n    - **Shoe size:** 40\n    - **Hat size:** 7\n"


@pytest.fixture(autouse=True)
def vocabulary(db):
    load(words_page())


def outcome(text, user=None, **options):
    plan = make_plan([page(text)], **options)
    offered = sum(1 for line in plan.lines if line.key)
    plan = selected(plan, NO_CHOICES)
    apply_plan(plan)
    return outcome_of(plan, offered=offered, user=user or AdministratorFactory())


def links(told):
    return {
        section.heading: [(link.kind, link.name, link.is_new) for link in section.links]
        for section in told["sections"]
    }


def test_personas_guides_and_words():
    hats = Synonym(Facet, "Hat size", "goal")
    told = outcome(BAKERS + SHOES + TIPS, synonyms=[hats])
    assert links(told) == {
        "Personas": [("", "Baker Bente", True), ("", "Cook Cora", True), ("", "Miller Mio", True)],
        "Guides": [("", "Tips", True)],
        "Vocabulary": [("facet", "Goals", False), ("facet", "Shoe size", True)],
    }
    link = told["sections"][0].links[0]
    persona = Persona.objects.get(slug="baker-bente")
    change = reverse("admin:personas_persona_change", args=[persona.pk])
    assert (link.look, link.change) == (persona.get_absolute_url(), change)


def test_only_what_changed_is_linked():
    outcome(BAKERS + TIPS)
    told = outcome(BAKERS.replace("Late flour", "Later flour") + TIPS)
    assert links(told) == {"Personas": [("", "Baker Bente", False)]}
    assert told["counts"] == ["1 new", "1 changed", "1 left out"]


def test_what_was_removed_is_named():
    outcome(BAKERS + TIPS)
    told = outcome(BAKERS.split("    ## Miller")[0], prune=True)
    assert (told["removed"], Guide.objects.count()) == (["Miller Mio", "Tips"], 0)


def test_of_many_only_the_first_are_linked(monkeypatch):
    monkeypatch.setattr(outcome_module, "SHOWN", 1)
    (section,) = outcome(BAKERS)["sections"]
    assert ([link.name for link in section.links], section.more) == (["Baker Bente"], 1)


def test_who_may_not_change_words_gets_no_links_to_them():
    told = outcome(BAKERS + SHOES, user=UserFactory(permissions=["personas.change_persona"]))
    assert [bool(link.change) for section in told["sections"] for link in section.links] == [True] * 3 + [False] * 2
