"""Imports, merges, bulk actions and retirements that are killed leave what was before, or what is afterwards."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings

from tests.enablement.mail.test_processes import database_url
from tests.journeys.factories import TouchpointFactory
from tests.personas.factories import (
    AdministratorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
)
from tests.personas.killing import KILLED

pytestmark = pytest.mark.django_db(transaction=True)
LABELS = {"personas", "journeys", "admin", "reversion"}


@pytest.fixture(scope="module")
def killing(django_db_setup):
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "tests.personas.killing"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes) as process:

        def ask(name, number):
            process.stdin.write(f"{name} {number}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield ask
        process.stdin.close()


@pytest.fixture
def catalogue():
    facet = FacetFactory(name="Goals", comparable=True)
    FacetFactory(name="Duties", comparable=True)
    old, new = (PersonaFactory(status="published", name=name) for name in ("Old", "New"))
    PersonaFactory(status="draft", name="Draft")
    for persona, text in ((old, "Silos between teams"), (new, "Siloed teams")):
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet, statement=text))
        PersonaTitleFactory(persona=persona)
    TouchpointFactory(persona=old)
    AdministratorFactory()


def state():
    """Every row that any of the works could write."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in LABELS]
    return {model._meta.label: sorted(map(repr, model._base_manager.values_list())) for model in models}


@pytest.mark.parametrize("work", ["import", "table", "merge", "bulk", "retire"])
def test_nothing_between(killing, catalogue, work):
    before, points, number = state(), 0, 2
    assert killing(work, 0) == KILLED
    assert state() == before
    while (ended := killing(work, number)) == KILLED:
        assert state() == before
        points, number = points + 1, number * 2
    assert (ended, points >= 3) == (0, True)
    assert state() != before
