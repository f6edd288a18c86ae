"""load_starter: fills an empty catalogue and touches no other."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.models import Persona, PersonaType
from tests.personas.factories import GuideFactory, PersonaFactory, PersonaTypeFactory
from tests.personas.handbook.samples import writing_queries


def run() -> str:
    out = StringIO()
    call_command("load_starter", stdout=out)
    return out.getvalue()


def test_an_empty_catalogue_is_filled(db):
    assert run() == "Loaded the starter catalogue: 43 personas, 12 guides.\n"
    assert Persona.objects.count() == 43


@pytest.mark.parametrize("factory", [PersonaFactory, PersonaTypeFactory, GuideFactory])
def test_a_catalogue_that_holds_anything_is_left_alone(db, factory):
    factory()
    types = PersonaType.objects.count()
    with CaptureQueriesContext(connection) as captured:
        printed = run()
    assert printed == "The catalogue is not empty: the starter personas were left out.\n"
    assert (writing_queries(captured), PersonaType.objects.count()) == ([], types)


def test_a_second_load_does_nothing(db):
    run()
    with CaptureQueriesContext(connection) as captured:
        run()
    assert writing_queries(captured) == []
