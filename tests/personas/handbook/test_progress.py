"""Long work in steps."""

import pytest

from personas.handbook.apply import apply_steps
from personas.handbook.plan import make_plan, plan_steps
from personas.handbook.progress import finish
from personas.models import Facet, Persona

from .samples import BAKERS, page


def counting(fails=False):
    yield "one"
    if fails:
        raise ValueError("no")
    yield "two"
    return 3


def test_all_steps_at_once():
    assert finish(counting()) == 3
    with pytest.raises(ValueError, match="no"):
        finish(counting(fails=True))


@pytest.mark.usefixtures("vocabulary")
def test_planning_and_applying_say_what_they_do():
    assert list(plan_steps([page(BAKERS)])) == [
        "Opening people.md",
        "Reading people.md",
        "Comparing with the catalogue",
    ]
    assert list(apply_steps(make_plan([page(BAKERS)])))[:3] == [
        "Writing 2 job titles",
        "Writing 4 traits",
        "Writing 2 personas",
    ]


@pytest.mark.usefixtures("vocabulary")
def test_work_that_nobody_follows_to_the_end_is_undone():
    steps = apply_steps(make_plan([page(BAKERS.replace("Goals:", "Shoe size:"))]))
    while next(steps) != "Writing 2 personas":
        pass
    next(steps)
    assert (Facet.objects.filter(slug="shoe-size").count(), Persona.objects.count()) == (1, 2)
    steps.close()
    assert (Facet.objects.filter(slug="shoe-size").count(), Persona.objects.count()) == (0, 0)
