"""Views of journeys, coverage, assets and to-dos are saved like those of the catalogue."""

import re

import pytest

from personas.models import SavedView
from tests.journeys.factories import AssetFactory, ContentTaskFactory, JourneyFactory, StageFactory, TouchpointFactory

pytestmark = pytest.mark.django_db
PAGES = [
    ("journeys", "/journeys/?sort=name", "Journeys"),
    ("coverage", "/journeys/coverage/?journey=road&type=buyer", "Content coverage"),
    ("assets", "/journeys/assets/?sort=newest", "Asset library"),
    ("tasks", "/journeys/tasks/?status=open", "Content to make"),
]


@pytest.fixture
def road():
    stage = StageFactory(journey=JourneyFactory(name="Road"))
    touchpoint = TouchpointFactory(stage=stage)
    AssetFactory(personas=[touchpoint.persona], stages=[stage])
    return ContentTaskFactory(persona=touchpoint.persona, stage=stage)


@pytest.mark.parametrize(("page", "address", "label"), PAGES)
def test_every_list_can_be_saved_as_it_stands(reader_client, road, page, address, label):
    html = reader_client.get(address).content.decode()
    assert re.findall(r'name="page" value="(\w+)"', html) == [page]
    query = address.partition("?")[2]
    response = reader_client.post("/views/", {"name": "Mine", "page": page, "query": query})
    [view] = SavedView.objects.all()
    assert (response["Location"], view.get_absolute_url(), view.get_page_display()) == (address, address, label)
    assert f'<a href="{address.replace("&", "&amp;")}">Mine</a>' in reader_client.get("/").content.decode()
