"""The starter's content to make: for whom and by whom there is, and only where nobody keeps tasks yet."""

import pytest

from journeys.models import ContentTask
from journeys.starter.tasks import load_tasks
from tests.journeys.factories import ContentTaskFactory, StageFactory
from tests.personas.factories import ContentFormatFactory, PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_there_is_tied_together_and_the_rest_passed_over():
    wanted, stage = ContentFormatFactory(name="Case study"), StageFactory(name="Decision")
    tristan, nadia = PersonaFactory(name="Tech Exec Tristan", role_label=""), UserFactory(username="nadia.rothe")
    TeamFactory().members.add(nadia, UserFactory())
    assert load_tasks() == 1
    task = ContentTask.objects.get()
    assert (task.persona, task.stage, task.content_format, task.owner) == (tristan, stage, wanted, nadia)
    assert load_tasks() == 0


def test_nothing_is_added_to_what_somebody_keeps():
    ContentTaskFactory()
    assert load_tasks() == 0
