"""The asset library: the list, one asset, and where else assets are shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journeys.ages import months_before, new_from, old_before
from journeys.assets.filter import AssetFilter
from journeys.models import Asset
from tests.journeys.factories import AssetFactory, ContentTaskFactory, JourneyFactory, StageFactory
from tests.personas.factories import ContentFormatFactory, EditorFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/journeys/assets/"


@pytest.fixture
def editor_client():
    client = Client()
    client.force_login(EditorFactory())
    return client


def found(client, **query):
    return [asset.title for asset in client.get(URL, query).context["page"]]


def counts(client, key, **query):
    groups = client.get(URL, query).context["filter"].groups
    return {option.label: option.count for group in groups if group.key == key for option in group.options}


def test_every_filter_narrows_by_its_own(reader_client):
    report, stage = ContentFormatFactory(name="Report"), StageFactory()
    ada, owner = PersonaFactory(name="Ada"), UserFactory()
    AssetFactory(title="A", content_format=report, personas=[ada], stages=[stage], owner=owner)
    AssetFactory(title="B", link_state="broken", published_on=old_before() - timedelta(days=1), summary="All of it")
    assert found(reader_client) == ["A", "B"]
    for query in ({"content": "report"}, {"persona": ada.slug}, {"stage": stage.pk}, {"owner": owner.pk}):
        assert found(reader_client, **query) == ["A"]
    for query in ({"link": "broken"}, {"age": "old"}, {"q": "all OF"}):
        assert found(reader_client, **query) == ["B"]
    assert found(reader_client, content="report", link="broken") == []


def test_ages_meet_without_a_gap(reader_client):
    days = [new_from(), new_from() - timedelta(days=1), old_before(), old_before() - timedelta(days=1), None]
    for number, day in enumerate(days):
        AssetFactory(title=str(number), published_on=day)
    assert [found(reader_client, age=age) for age in ("new", "fresh", "old", "undated")] == [
        ["0"], ["1", "2"], ["3"], ["4"],
    ]  # fmt: skip
    assert list(counts(reader_client, "age").values()) == [1, 2, 1, 1]


def test_months_before_the_last_of_a_month():
    assert months_before(1, new_from().replace(year=2026, month=3, day=31)).isoformat() == "2026-02-28"
    assert months_before(18, new_from().replace(year=2026, month=6, day=30)).isoformat() == "2024-12-30"


@pytest.mark.parametrize(
    ("order", "titles"), [("", "ABC"), ("title", "ABC"), ("newest", "BAC"), ("oldest", "ABC"), ("type", "CAB")]
)
def test_orders(reader_client, order, titles):
    first, second = ContentFormatFactory(order=1), ContentFormatFactory(order=2)
    AssetFactory(title="A", content_format=second, published_on=months_before(3))
    AssetFactory(title="B", content_format=second, published_on=months_before(1))
    AssetFactory(title="C", content_format=first)
    assert "".join(found(reader_client, sort=order)) == titles


def test_a_count_is_what_ticking_gives(reader):
    for number in range(2):
        AssetFactory(
            personas=[PersonaFactory(), PersonaFactory()], stages=[StageFactory()], owner=UserFactory(),
            published_on=months_before(10 * number),
        )  # fmt: skip

    def asked(query=""):
        return AssetFilter(QueryDict(query), Asset.objects.all(), reader)

    options = [(group, option) for group in asked().groups for option in group.options]
    assert len(options) == 2 + 4 + 2 + 4 + 2 + 5
    for group, option in options:
        assert asked(f"{group.name}={option.value}").qs.count() == option.count


@pytest.mark.parametrize(
    "query",
    [
        {"content": "x"}, {"persona": "a\0"}, {"stage": "x"}, {"stage": "9" * 40}, {"owner": "9" * 40}, {"age": "x"},
        {"link": "x"}, {"q": "\0"}, {"sort": "x"},
    ],
)  # fmt: skip
def test_garbage_is_told(reader_client, query):
    AssetFactory()
    response = reader_client.get(URL, query)
    assert (response.status_code, bool(response.context["filter"].problems)) == (200, True)


def test_readers_see_no_drafts_with_an_asset(reader_client, editor_client):
    draft = PersonaFactory(name="Secret", status="draft")
    stage = StageFactory(name="Hidden", journey=JourneyFactory(name="Hidden road", status="draft"))
    made = AssetFactory(title="Plain", personas=[draft], stages=[stage])
    ContentTaskFactory(asset=made, persona=draft, stage=StageFactory(), status="done")
    pages = [reader_client.get(URL), reader_client.get(made.get_absolute_url())]
    for page in pages:
        assert (b"Plain" in page.content, b"Secret" in page.content, b"Hidden" in page.content) == (True, False, False)
    assert counts(reader_client, "persona") == {}
    for query in ({"persona": draft.slug}, {"stage": stage.pk}):
        assert reader_client.get(URL, query).context["filter"].problems
    for address in (URL, made.get_absolute_url()):
        content = editor_client.get(address).content
        assert (b"Secret" in content, b"Hidden" in content) == (True, True)


def test_the_page_of_an_asset(reader_client):
    made = AssetFactory(
        title="<b>", summary="It *works*.", published_on=months_before(30), link_state="broken", link_note="Gone."
    )
    html = reader_client.get(made.get_absolute_url()).content.decode()
    assert ("<h1>&lt;b&gt;</h1>" in html, "<em>works</em>" in html, "more than 18 months" in html) == (True,) * 3
    assert "Gone." in html
    assert reader_client.get(f"{URL}{2**64}/").status_code == reader_client.get(f"{URL}0/").status_code == 404
    assert Client().get(URL).status_code == 302


def test_the_list_costs_the_same_for_one_asset_and_for_thirty(reader_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get(URL).status_code == 200
        return len(captured)

    def make(count):
        for _ in range(count):
            AssetFactory(personas=[PersonaFactory()], stages=[StageFactory()], owner=UserFactory())

    make(1)
    queries()
    first = queries()
    make(29)
    assert queries() == first


def test_nothing_there_yet(reader_client):
    assert b"There are no assets yet" in reader_client.get(URL).content


def test_a_personas_page_shows_what_was_made_for_her(reader_client):
    ada = PersonaFactory(name="Ada")
    for number in range(7):
        AssetFactory(title=f"Piece {number}", personas=[ada], published_on=months_before(number))
    AssetFactory(title="For nobody")
    html = reader_client.get(ada.get_absolute_url()).content.decode()
    assert [number for number in range(7) if f"Piece {number}" in html] == [0, 1, 2, 3, 4]
    assert ("All 7 in the asset library" in html, "For nobody" in html) == (True, False)
    assert "Content made for them" not in reader_client.get(PersonaFactory().get_absolute_url()).content.decode()


def test_content_types_show_their_newest_assets_at_a_constant_cost(reader_client):
    report = ContentFormatFactory(name="Report")
    for number in range(6):
        AssetFactory(title=f"Piece {number}", content_format=report, published_on=months_before(number))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            html = reader_client.get("/content-types/").content.decode()
        return len(captured), html

    queries()
    first, html = queries()
    assert [number for number in range(6) if f"Piece {number}" in html] == [0, 1, 2, 3]
    assert '<a href="/journeys/assets/?content=report">2 more Report assets</a>' in html
    AssetFactory.create_batch(20)
    assert queries()[0] == first


def test_the_search_finds_assets_by_title_and_then_by_summary(reader_client):
    AssetFactory(title="The long way", summary="About backlogs.")
    AssetFactory(title="Backlogs halved", content_format=ContentFormatFactory(name="Report"))
    html = reader_client.get("/search/", {"q": "backlogs", "kind": "assets"}).content.decode()
    assert 0 < html.index("halved") < html.index("The long way")
