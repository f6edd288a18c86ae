"""The starter's assets: they leave gaps, are of different ages, and lead nowhere real."""

import csv
from urllib.parse import urlsplit

import pytest

from journeys.models import Asset
from journeys.starter.assets import FILE, load_assets
from personas.starter.colleagues import COLLEAGUES
from tests.journeys.factories import AssetFactory, JourneyFactory, StageFactory
from tests.personas.factories import ContentFormatFactory, PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_there_is_tied_together_and_the_rest_passed_over():
    ContentFormatFactory(name="Case study")
    ada, early = PersonaFactory(name="Tech Exec Tristan", role_label=""), StageFactory(name="Awareness")
    StageFactory(name="Awareness", journey=JourneyFactory(kind="product"))
    assert load_assets() == Asset.objects.count() == 2
    carrier = Asset.objects.get(title="A carrier counts its tools")
    assert ([*carrier.personas.all()], [*carrier.stages.all()], carrier.is_old) == ([ada], [early], True)
    assert load_assets() == 0


def test_they_are_kept_by_colleagues_who_are_there():
    ContentFormatFactory(name="Case study")
    felix = UserFactory(username="felix.moreau")
    assert load_assets() == 2
    assert {*Asset.objects.values_list("owner", flat=True)} == {None}
    Asset.objects.all().delete()
    TeamFactory().members.add(felix)
    load_assets()
    assert {*Asset.objects.values_list("owner", flat=True)} == {felix.pk}


def test_their_colleagues_are_in_the_starter():
    with FILE.open(encoding="utf-8", newline="") as file:
        named = {row["owner"] for row in csv.DictReader(file)}
    there = {".".join(name.lower().split()) for names in COLLEAGUES.values() for name in names}
    assert named - there == {""}


def test_nothing_is_added_to_what_somebody_keeps():
    AssetFactory()
    assert load_assets() == 0


def test_all_of_them_are_read_and_lead_nowhere_real():
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert 15 <= len(lines) - 1 <= 25
    addresses = [part for line in lines[1:] for part in line.split(",") if "://" in part]
    assert (len(addresses), {urlsplit(each).hostname for each in addresses}) == (len(lines) - 1, {"example.com"})
