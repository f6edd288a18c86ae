"""A journey of two stages, in which Ada leads the first and takes part in the second; whom she listens to is known."""

from types import SimpleNamespace

import pytest

from journeys.models import Touchpoint
from tests.journeys.factories import JourneyFactory, StageFactory, TouchpointFactory
from tests.personas.factories import ContentFormatFactory, ContentPreferenceFactory, PersonaFactory

LEADS, TAKES_PART, IS_INFORMED = Touchpoint.Involvement.values


@pytest.fixture
def road(db):
    journey = JourneyFactory(name="Road")
    early, late = (StageFactory(journey=journey, name=name) for name in ("Early", "Late"))
    report, podcast = (ContentFormatFactory(name=name) for name in ("Report", "Podcast"))
    ada = PersonaFactory(name="Ada", role_label="")
    TouchpointFactory(persona=ada, stage=early, involvement=LEADS)
    TouchpointFactory(persona=ada, stage=late, involvement=TAKES_PART)
    ContentPreferenceFactory(persona=ada, content_format=report, tier=1)
    ContentPreferenceFactory(persona=ada, content_format=podcast, tier=3)
    return SimpleNamespace(journey=journey, early=early, late=late, report=report, podcast=podcast, ada=ada)
