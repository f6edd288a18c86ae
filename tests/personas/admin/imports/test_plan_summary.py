"""What a plan comes to, in one sentence."""

import pytest

from personas.admin.imports.plan_summary import summary_of
from personas.handbook.plan import make_plan
from personas.models import Persona
from tests.journeys.factories import TouchpointFactory
from tests.personas.handbook.samples import BAKERS, load, load_text, page, words_page

TIPS = "\n    ## Tips\n\n    Greet.\n"
SHOES = "\n    ## Cook Cora\n\n    - **Goals:** x\n    - **Shoe size:** 40\n"
STAY = "1 thing is no longer on the page and stays unless you tick it."


@pytest.fixture(autouse=True)
def vocabulary(db):
    load(words_page())


def summary(text, **options):
    return summary_of(make_plan([page(text)], **options))


def test_what_is_new():
    assert summary(BAKERS) == "Applying this adds 2 personas."
    assert summary(BAKERS + SHOES + TIPS) == "Applying this adds 3 personas, 1 guide and 1 new word."


def test_who_is_in_use_stays_whatever_is_ticked():
    load_text(BAKERS)
    TouchpointFactory(persona=Persona.objects.get(slug="miller-mio"))
    gone = BAKERS.split("    ## Miller")[0]
    assert summary(gone, prune=True) == "There is nothing to write: the catalogue says all of this already."


def test_what_changes_and_what_is_gone():
    load_text(BAKERS + TIPS)
    assert summary(BAKERS + TIPS) == "There is nothing to write: the catalogue says all of this already."
    changed = BAKERS.replace("Late flour", "Later flour") + TIPS.replace("Greet", "Greet all")
    assert summary(changed) == f"Applying this changes 1 persona and 1 guide. {STAY}"
    gone = BAKERS.split("    ## Miller")[0]
    assert summary(gone + SHOES, prune=True) == (
        "Applying this adds 1 persona and 1 new word. "
        "2 things are no longer on the page and go unless you untick them."
    )
