"""Journeys, coverage and assets are kept: a change shows at once, and nobody is shown what was made for others."""

from datetime import date
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import transaction

from journeys.models import Asset, ContentTask, Journey, Stage, StageAlias, Touchpoint, TouchpointFormat
from personas.models import ContentFormat, Guide, Persona, PersonaType
from tests.journeys.factories import (
    AssetFactory,
    ContentTaskFactory,
    JourneyFactory,
    StageAliasFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.personas.factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    GuideFactory,
    PersonaFactory,
    PersonaTypeFactory,
    UserFactory,
)
from tests.personas.kept.readers import assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
JOURNEY, COVERAGE = "/journeys/road/", "/journeys/coverage/"
ADDRESSES = [JOURNEY, f"{JOURNEY}?turn=1", "/journeys/", COVERAGE, "/journeys/assets/", "/content-types/"]
# Narrowed down by a persona, by a word of hers, and by an alias.
NARROWED = [
    *(f"{address}?persona=ada" for address in ("/journeys/", COVERAGE, "/journeys/assets/")),
    *(f"{COVERAGE}?q=zo&sort=gaps", "/journeys/?q=dawn&find-persona=count", f"{JOURNEY}?who=zo"),
    *("/journeys/assets/?q=for&sort=newest", "/journeys/assets/?age=undated&link=unchecked", "/journeys/?sort=people"),
]


@pytest.fixture(autouse=True)
def road():
    """A journey in which Ada and a draft matter, who both read reports; there is one for each of them."""
    caches["pages"].clear()
    told = "See [her](#ada) and [how](#how)."
    stage = StageFactory(journey=JourneyFactory(name="Road", slug="road", description=told), name="Early")
    StageAliasFactory(stage=stage, wording="Dawn")
    GuideFactory(slug="how")
    buyer = PersonaTypeFactory(name="Buyer")
    report = ContentFormatFactory(name="Report")
    for name, status in (("Ada", "published"), ("Secret Cid", "draft")):
        persona = PersonaFactory(
            name=name, slug=name.lower().replace(" ", "-"), role_label="", status=status, type=buyer
        )
        TouchpointFactory(persona=persona, stage=stage, key_message=f"Tell {name}", content_formats=[report])
        ContentPreferenceFactory(persona=persona, content_format=report, tier=1)
        asset = {"personas": [persona], "stages": [stage], "content_format": report, "owner": UserFactory()}
        AssetFactory(title=f"For {name[0]}", **asset)
    JourneyFactory(name="Hidden road", status="draft")
    return stage


def test_nobody_gets_a_page_that_was_made_for_somebody_else():
    planner = UserFactory(permissions=["journeys.add_contenttask", "journeys.add_touchpoint"], last_name="Planner")
    people = UserFactory(last_name="Reader"), EditorFactory(last_name="Editor"), planner
    clients = [client_of(user) for user in people]
    for address in ADDRESSES:
        alone = []
        for client in clients:
            caches["pages"].clear()
            alone.append(page(client, address))
        caches["pages"].clear()
        assert [page(client, address) for client in clients] == alone, address
        assert [page(client, address) for client in reversed(clients)] == alone[::-1], address
        assert [name in alone[0] for name in ("Secret Cid", "Hidden road", "Editor", "Planner")] == [False] * 4
        assert "Secret Cid" not in alone[2]


def test_a_kept_page_is_like_one_that_nobody_kept():
    reader = client_of(UserFactory())
    with transaction.atomic():  # where nothing is kept
        fresh = [page(reader, address) for address in ADDRESSES]
    for _ in range(2):
        assert [page(reader, address) for address in ADDRESSES] == fresh


def test_a_kept_page_takes_four_queries(django_assert_num_queries):
    reader = client_of(UserFactory())
    for address in ADDRESSES:
        page(reader, address)
        with django_assert_num_queries(4):  # the session, the account, the number, the stars
            page(reader, address)


# In this order, on one catalogue.
CHANGES = [
    lambda ada, stage: Persona.objects.filter(pk=ada.pk).update(role_label="Countess"),
    lambda ada, stage: Persona.objects.filter(pk=ada.pk).update(name="Zoë"),
    lambda ada, stage: Persona.objects.filter(pk=ada.pk).update(colour=ada.colour_number % 12 + 1),
    lambda ada, stage: PersonaType.objects.update(name="Purchaser"),
    lambda ada, stage: PersonaType.objects.update(slug="purchaser"),
    lambda ada, stage: Persona.objects.filter(pk=ada.pk).update(type=PersonaTypeFactory(name="Other")),
    lambda ada, stage: Guide.objects.update(slug="moved"),
    lambda ada, stage: StageAlias.objects.update(wording="Noon"),
    lambda ada, stage: Journey.objects.filter(slug="road").update(name="Street"),
    lambda ada, stage: Journey.objects.filter(status="draft").update(status="published"),
    lambda ada, stage: get_user_model().objects.filter(owned_assets__isnull=False).update(last_name="Diaz"),
    lambda ada, stage: Asset.objects.filter(owner__isnull=False).update(owner=None),
    lambda ada, stage: Persona.objects.filter(pk=ada.pk).update(slug="ada-lovelace"),
    lambda ada, stage: Touchpoint.objects.update(key_message="Tell them more", involvement=1),
    lambda ada, stage: Stage.objects.update(name="Earlier"),
    lambda ada, stage: StageFactory(journey=stage.journey, name="Late"),
    lambda ada, stage: ContentFormat.objects.update(name="Study", slug="study"),
    lambda ada, stage: ContentPreferenceFactory(persona=ada, tier=2),
    lambda ada, stage: Asset.objects.update(title="Renamed", published_on=date(2001, 1, 1)),
    lambda ada, stage: Asset.objects.update(link_state="broken"),
    lambda ada, stage: AssetFactory(personas=[ada], stages=[stage]),
    lambda ada, stage: Asset.stages.through.objects.all().delete(),
    lambda ada, stage: Asset.personas.through.objects.filter(persona=ada).delete(),
    lambda ada, stage: TouchpointFormat.objects.filter(touchpoint__persona=ada).delete(),
    lambda ada, stage: ContentTaskFactory(persona=ada, stage=stage, content_format=ContentFormat.objects.first()),
    lambda ada, stage: ContentTask.objects.all().delete(),
    lambda ada, stage: Persona.objects.filter(pk=ada.pk).update(status="deprecated"),
    lambda ada, stage: Persona.objects.filter(status="draft").update(status="published"),
    lambda ada, stage: Touchpoint.objects.filter(persona=ada).delete(),
    lambda ada, stage: Persona.objects.all().delete(),
]


def test_a_change_shows_at_once(road):
    ada, editor = Persona.objects.get(slug="ada"), client_of(EditorFactory())
    changes = [partial(change, ada, road) for change in CHANGES]
    assert_each_shows_at_once(enumerate(changes), lambda: [page(editor, each) for each in ADDRESSES + NARROWED])


def test_a_new_order_of_types_is_that_of_the_table(road):
    TouchpointFactory(stage=road, persona=PersonaFactory(name="Bob", type=PersonaTypeFactory(name="User", order=1)))
    reader, found = client_of(UserFactory()), []
    for order in (0, 2):
        PersonaType.objects.filter(name="Buyer").update(order=order)
        html = page(reader, JOURNEY)
        found.append(html.index(">Ada<") < html.index(">Bob"))
    assert found == [True, False]
