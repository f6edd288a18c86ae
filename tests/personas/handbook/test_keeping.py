"""A persona whom something else uses isn't deleted by an import, whatever is no longer on its page."""

import pytest

from personas.handbook.apply import APART, MEANWHILE, apply_plan
from personas.handbook.pages import HandbookError
from personas.handbook.plan import make_plan
from personas.handbook.report import as_text
from personas.handbook.selection import Choices, selected
from personas.models import HandbookPage, Persona
from tests.journeys.factories import TouchpointFactory
from tests.personas.factories import TitleRuleFactory

from .samples import BAKERS, load_text, page

pytestmark = pytest.mark.usefixtures("vocabulary")

ALONE = BAKERS.split("    ## Miller")[0]
COOK = """
    ## Cook Cleo

    - **Goals:** Hot soup
    - **Biggest challenges:** Cold stoves
    """
COOKS = f"    # Buyer personas\n{COOK}"
STAYS = "Stays, as it is in use: {}. Deprecate it instead."


@pytest.fixture
def mio():
    load_text(BAKERS)
    return Persona.objects.get(slug="miller-mio")


def pruned(text=ALONE):
    return make_plan([page(text)], prune=True)


def gone(plan):
    return [(line.subject, line.text, bool(line.key)) for line in plan.lines if line.kind == "gone"]


def test_what_uses_her_is_said_and_she_stays_each_time(mio):
    TouchpointFactory.create_batch(2, persona=mio)
    for _ in range(2):
        plan = pruned()
        assert gone(plan) == [("Miller Mio", STAYS.format("2 touchpoints"), False)]
        apply_plan(plan)
        assert (Persona.objects.filter(pk=mio.pk).exists(), HandbookPage.objects.get().personas.count()) == (True, 2)
    assert f"  - Miller Mio: Persona – {STAYS.format('2 touchpoints')}" in as_text(plan, dry_run=False)


def test_nobody_can_take_her_away_without_pruning_either(mio):
    TouchpointFactory(persona=mio)
    plan = make_plan([page(ALONE)])
    assert (gone(plan)[0][2], plan.gone) == (False, [])


def test_what_is_her_own_keeps_nobody(mio):
    TitleRuleFactory(persona=mio)
    apply_plan(pruned())
    assert not Persona.objects.filter(pk=mio.pk).exists()


@pytest.fixture
def bente():
    """Mio reports to her; the page has a third."""
    load_text(BAKERS + COOK)
    bente = Persona.objects.get(slug="baker-bente")
    Persona.objects.filter(slug="miller-mio").update(reports_to=bente)
    return bente


def test_those_who_name_each_other_go_together(bente):
    apply_plan(pruned(COOKS))
    assert list(Persona.objects.values_list("name", flat=True)) == ["Cook Cleo"]


def test_of_those_who_name_each_other_none_goes_alone(bente):
    plan = pruned(COOKS)
    (key,) = [line.key for line in plan.lines if (line.kind, line.subject) == ("gone", "Miller Mio")]
    with pytest.raises(HandbookError, match=APART):
        apply_plan(selected(plan, Choices(left=frozenset([key]))))
    assert Persona.objects.count() == 3


def test_what_begins_to_use_her_meanwhile_keeps_her(mio):
    plan = pruned()
    TouchpointFactory(persona=mio)
    with pytest.raises(HandbookError, match=MEANWHILE):
        apply_plan(plan)
    assert Persona.objects.filter(pk=mio.pk).exists()


def test_whom_the_pages_name_stays(mio):
    text = ALONE.replace("    - **Goals:**", "    - **Subset of:** Miller Mio\n    - **Goals:**")
    assert gone(pruned(text))[-1] == ("Miller Mio", STAYS.format("these pages name it"), False)


def test_who_moved_to_another_page_stays(mio):
    mill = COOKS.replace("Buyer personas", "Mill people").replace("Cook Cleo", "Miller Mio")
    apply_plan(make_plan([page(ALONE), page(mill, "mill.md")], prune=True))
    assert list(mio.handbook_pages.values_list("name", flat=True)) == ["mill.md"]
