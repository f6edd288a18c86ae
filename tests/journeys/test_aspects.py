"""Texts are edited without anything being counted again."""

from datetime import date

import pytest

from journeys.aspects import COUNTED, MATTERING
from journeys.models import Asset, Touchpoint
from personas.data_version import numbers_of
from personas.data_version.catalogue import TAKEN_UP
from personas.models import ContentPreference
from tests.journeys.factories import AssetFactory, StageFactory, TouchpointFactory
from tests.personas.factories import ContentFormatFactory, ContentPreferenceFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = [
    (Asset, {"title": "Renamed", "summary": "More", "url": "https://example.com/other"}),
    (Touchpoint, {"key_message": "Other", "questions": "Why?"}),
    (ContentPreference, {"qualifier": "seldom", "rank": 7}),
]
COLUMNS = [
    (COUNTED, "content_format", ContentFormatFactory),
    (COUNTED, "published_on", lambda: date(2001, 1, 1)),
    (COUNTED, "link_state", lambda: "broken"),
    (COUNTED, "owner", UserFactory),
    (MATTERING, "persona", PersonaFactory),
    (MATTERING, "stage", StageFactory),
    (MATTERING, "involvement", lambda: 3),
    (TAKEN_UP, "persona", PersonaFactory),
    (TAKEN_UP, "content_format", ContentFormatFactory),
    (TAKEN_UP, "tier", lambda: 3),
]


@pytest.fixture(autouse=True)
def rows():
    AssetFactory()
    TouchpointFactory(involvement=1)
    ContentPreferenceFactory(tier=1)


@pytest.mark.parametrize(("model", "texts"), TEXTS)
def test_a_text_counts_for_nothing(model, texts):
    before = numbers_of(COUNTED, MATTERING, TAKEN_UP)
    model.objects.update(**texts)
    assert numbers_of(COUNTED, MATTERING, TAKEN_UP) == before


@pytest.mark.parametrize(("aspect", "field", "other"), COLUMNS)
def test_every_column_that_counts_does(aspect, field, other):
    value = other()
    before = numbers_of(aspect)
    aspect.model.objects.update(**{field: value})
    assert numbers_of(aspect) > before
