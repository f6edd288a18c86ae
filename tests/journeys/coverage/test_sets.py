"""Sets of personas are mended after a change: they are what reading all of them again gives."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from journeys import mattering
from journeys.coverage.sets import pieces_in, planned_in, recommended_in
from journeys.mattering import Reading, involved
from journeys.models import Asset, ContentTask, Touchpoint, TouchpointFormat
from personas.census import current_census
from tests.journeys.factories import AssetFactory, ContentTaskFactory, StageFactory, TouchpointFactory
from tests.personas.factories import ContentFormatFactory, PersonaFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 1)


def kinds(stages, roll):
    """Every kind of sets as it is now."""
    return involved(roll), recommended_in(stages, roll), pieces_in(stages, roll, DAY), planned_in(stages, roll)


# In this order, on one catalogue.
CHANGES = [
    lambda ada, bob, stage, form: Touchpoint.objects.filter(persona=ada).update(involvement=3),
    lambda ada, bob, stage, form: Touchpoint.objects.filter(persona=ada).update(stage=stage),
    lambda ada, bob, stage, form: TouchpointFormat.objects.filter(touchpoint__persona=bob).update(content_format=form),
    lambda ada, bob, stage, form: TouchpointFormat.objects.filter(touchpoint__persona=ada).delete(),
    lambda ada, bob, stage, form: Touchpoint.objects.filter(persona=bob).update(persona=PersonaFactory()),
    lambda ada, bob, stage, form: Touchpoint.objects.filter(persona=ada).delete(),
    lambda ada, bob, stage, form: Asset.objects.filter(personas=ada).update(published_on=DAY - timedelta(days=900)),
    lambda ada, bob, stage, form: Asset.objects.filter(personas=bob).update(link_state="broken"),
    lambda ada, bob, stage, form: Asset.objects.filter(personas=bob).update(content_format=form),
    lambda ada, bob, stage, form: Asset.objects.filter(personas=bob).first().personas.set([ada]),
    lambda ada, bob, stage, form: Asset.objects.filter(personas=ada).first().stages.set([stage]),
    lambda ada, bob, stage, form: Asset.personas.through.objects.filter(persona=ada).update(persona=bob),
    lambda ada, bob, stage, form: Asset.objects.filter(personas=bob).first().delete(),
    lambda ada, bob, stage, form: AssetFactory(personas=[ada, bob], stages=[stage], content_format=form),
    lambda ada, bob, stage, form: ContentTask.objects.filter(persona=ada).update(status="done"),
    lambda ada, bob, stage, form: ContentTaskFactory(persona=bob, stage=stage, content_format=form),
    lambda ada, bob, stage, form: ContentTask.objects.all().delete(),
]


@pytest.fixture
def place():
    """Two personas in one stage, with a piece and a to-do for each; another stage and another content type."""
    stage, form = StageFactory(), ContentFormatFactory()
    people = PersonaFactory(name="Ada"), PersonaFactory(name="Bob")
    PersonaFactory(name="Zoe")
    for persona in people:
        TouchpointFactory(persona=persona, stage=stage, content_formats=[form])
        AssetFactory(personas=[persona], stages=[stage], content_format=form, published_on=DAY)
        ContentTaskFactory(persona=persona, stage=stage, content_format=form)
    return *people, stage, StageFactory(journey=stage.journey), ContentFormatFactory()


@pytest.mark.parametrize("few", [mattering.FEW, 0])
def test_after_every_change_they_say_what_is_there(place, monkeypatch, few):
    monkeypatch.setattr(mattering, "FEW", few)
    ada, bob, stage, other, form = place
    stages, roll = (stage.pk, other.pk), current_census().roll
    before = kinds(stages, roll)
    for number, change in enumerate(CHANGES):
        change(ada, bob, other, form)
        kept = kinds(stages, roll)
        with transaction.atomic():  # where nothing is kept
            assert kept == kinds(stages, roll), number
        assert kept != before, number
        before = kept


def test_only_what_is_of_whom_a_change_concerns_is_read_again(place, monkeypatch):
    ada, bob, stage, other, form = place
    stages, roll = (stage.pk, other.pk), current_census().roll
    rewrite = (
        lambda: Touchpoint.objects.filter(persona=ada).update(involvement=1),
        lambda: TouchpointFormat.objects.filter(touchpoint__persona=ada).update(content_format=form),
        lambda: Asset.objects.filter(personas=ada).update(published_on=None),
        lambda: ada.assets.first().stages.add(other),
        lambda: ada.assets.first().personas.add(bob),
        lambda: ContentTask.objects.filter(persona=ada).update(content_format=form),
    )
    for change in rewrite:  # from now on the database has notes of all of these tables
        change()
    kinds(stages, roll)
    Touchpoint.objects.filter(persona=ada).update(involvement=2)
    Asset.objects.filter(personas=ada).update(published_on=DAY - timedelta(days=900))
    ContentTask.objects.filter(persona=ada).update(status="done")
    read = []
    monkeypatch.setattr(Reading, "everybody", lambda reading: read.append(reading.keys))
    kinds(stages, roll)
    assert read == []
