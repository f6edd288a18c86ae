"""The coverage page: what it shows, to whom, of which part; its files; and planning from it."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pptx import Presentation

from journeys.ages import old_before
from journeys.models import Asset, ContentTask, Journey
from tests.journeys.factories import (
    AssetFactory,
    ContentTaskFactory,
    JourneyFactory,
    StageFactory,
    TouchpointFactory,
    TouchpointFormatFactory,
)
from tests.personas.factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    PersonaFactory,
    PersonaTypeFactory,
    UserFactory,
)

from .conftest import IS_INFORMED

pytestmark = pytest.mark.django_db
URL = "/journeys/coverage/"
LONG_AGO = date(2020, 1, 1)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def planner():
    return UserFactory(permissions=["journeys.add_contenttask"])


@pytest.fixture
def planner_client(planner):
    return client_of(planner)


def cells(client, **query):
    """Row and text of every cell that says something, by stage."""
    matrix = client.get(URL, query).context["matrix"]
    return {
        (row.head.group.name, row.head.name, matrix.columns[place].name): cell.text
        for row in matrix.rows
        for place, cell in enumerate(row.cells)
        if cell
    }


def asset(road, stage, form=None, **values):
    return AssetFactory(content_format=form or road.report, personas=[road.ada], stages=[stage], **values)


def recommend(road, stage, form):
    touchpoint = road.ada.touchpoints.get(stage=stage)
    TouchpointFormatFactory(touchpoint=touchpoint, content_format=form)


# What it says


def test_every_content_type_of_a_persona_in_every_stage_that_she_matters_in(reader_client, road):
    asset(road, road.early)
    asset(road, road.early)
    assert cells(reader_client) == {
        ("Ada", "Report (primary)", "Early"): "2",
        ("Ada", "Report (primary)", "Late"): "Missing!",
        ("Ada", "Podcast (tertiary)", "Early"): "None yet",
        ("Ada", "Podcast (tertiary)", "Late"): "None yet",
    }


def test_old_broken_and_planned_ones(reader_client, road):
    asset(road, road.early, published_on=LONG_AGO)
    asset(road, road.early, published_on=LONG_AGO, link_state="broken")
    asset(road, road.late, link_state="broken")
    ContentTaskFactory(persona=road.ada, stage=road.late, content_format=road.podcast)
    ContentTaskFactory(persona=road.ada, stage=road.early, content_format=road.podcast, status="dropped")
    assert list(cells(reader_client).values()) == ["2 old", "1 broken", "None yet", "Planned"]
    asset(road, road.early, published_on=timezone.localdate())
    assert cells(reader_client)["Ada", "Report (primary)", "Early"] == "3"


def test_an_asset_covers_only_where_persona_stage_and_content_type_all_meet(reader_client, road):
    AssetFactory(content_format=road.report, personas=[road.ada])
    AssetFactory(content_format=road.report, stages=[road.early])
    AssetFactory(content_format=road.podcast, personas=[road.ada], stages=[StageFactory()])
    assert set(cells(reader_client).values()) == {"Missing!", "None yet"}


def test_what_is_there_without_being_looked_for_is_shown_and_never_missed(reader_client, road):
    film = ContentFormatFactory(name="Film")
    asset(road, road.late, film)
    assert cells(reader_client)["Ada", "Film (not among their sources)", "Late"] == "1"
    assert ("Ada", "Film (not among their sources)", "Early") not in cells(reader_client)


def test_what_the_journey_recommends_is_wanted_there_alone_and_less_loudly(reader_client, road):
    film = ContentFormatFactory(name="Film")
    recommend(road, road.late, film)
    recommend(road, road.late, road.podcast)
    row = ("Ada", "Film (recommended)")
    said = cells(reader_client)
    assert ((*row, "Early") in said, said[*row, "Late"]) == (False, "Wanted")
    assert said["Ada", "Podcast (tertiary)", "Late"] == "None yet"
    context = reader_client.get(URL).context
    assert (context["tally"]["gaps"], context["filter"].count_formats()["film"]) == (5, 1)
    asset(road, road.late, film)
    assert cells(reader_client)[*row, "Late"] == "1"
    assert {name for name, *_ in cells(reader_client, content="film")} == {"Ada"}


def test_who_does_not_matter_in_a_stage_misses_nothing_there(reader_client, road):
    bob = PersonaFactory(name="Bob", role_label="")
    ContentPreferenceFactory(persona=bob, content_format=road.report)
    assert {name for name, *_ in cells(reader_client)} == {"Ada"}
    TouchpointFactory(persona=bob, stage=road.late, involvement=IS_INFORMED)
    assert [key[2] for key in cells(reader_client) if key[0] == "Bob"] == ["Late"]


def test_the_words_and_the_shade_of_a_primary_gap_are_the_loudest(reader_client, road):
    html = reader_client.get(URL).content.decode()
    assert '<td class="s5">Missing!</td>' in html
    assert '<td class="s2">None yet</td>' in html


def test_the_gaps_are_counted_and_the_next_pieces_named_with_reasons(reader_client, road):
    asset(road, road.early, published_on=LONG_AGO)
    context = reader_client.get(URL).context
    assert context["tally"] == {"gaps": 3, "primary": 1, "weak": 1}
    named = [(row.content, row.stage, row.score) for row in context["pieces"]]
    assert named == [("Report", "Late", "8"), ("Report", "Early", "6"), ("Podcast", "Early", "3")]
    ContentTaskFactory(persona=road.ada, stage=road.late, content_format=road.report)
    assert [row.content for row in reader_client.get(URL).context["pieces"]] == ["Report", "Podcast", "Podcast"]


# Narrowing down


def test_filters_narrow_personas_rows_and_columns(reader_client, road):
    bob = PersonaFactory(name="Bob", role_label="", type=PersonaTypeFactory(name="User"))
    TouchpointFactory(persona=bob, stage=road.early)
    ContentPreferenceFactory(persona=bob, content_format=road.podcast, tier=2)
    assert {name for name, *_ in cells(reader_client, type="user")} == {"Bob"}
    assert {name for name, *_ in cells(reader_client, persona=road.ada.slug)} == {"Ada"}
    assert {name for name, *_ in cells(reader_client, q="bo")} == {"Bob"}
    assert {row for _, row, _ in cells(reader_client, content="podcast")} == {
        "Podcast (tertiary)",
        "Podcast (secondary)",
    }
    assert {key[0::2] for key in cells(reader_client, stage=road.late.pk)} == {("Ada", "Late")}


def test_only_gaps_leaves_out_rows_and_personas_without_any(reader_client, road):
    for stage in (road.early, road.late):
        asset(road, stage)
    assert {row for _, row, _ in cells(reader_client, gaps="1")} == {"Podcast (tertiary)"}
    response = reader_client.get(URL, {"gaps": "1", "content": "report"})
    assert (response.context["page"].object_list, "Without" in response.content.decode()) == ([], True)


def test_most_gaps_first(reader_client, road):
    zoe = PersonaFactory(name="Zoe", role_label="")
    TouchpointFactory(persona=zoe, stage=road.early)
    for number in range(5):
        ContentPreferenceFactory(persona=zoe, rank=number + 1)
    names = [name for name, *_ in cells(reader_client)]
    assert (names[0], next(name for name, *_ in cells(reader_client, sort="gaps"))) == ("Ada", "Zoe")


def test_counts_beside_the_options_are_gaps(reader_client, road):
    asset(road, road.early)
    groups = {group.key: group for group in reader_client.get(URL, {"stage": road.early.pk}).context["filter"].groups}
    shown = {key: {option.label: option.count for option in group.options} for key, group in groups.items()}
    assert (shown["stage"], shown["content"]) == ({"Early": 1, "Late": 2}, {"Report": 0, "Podcast": 1})
    assert (shown["type"], shown["persona"]) == ({"Buyer": 1}, {"Ada": 1})


@pytest.mark.parametrize(
    "query",
    [
        {"journey": "nowhere"}, {"stage": "99999"}, {"stage": "x"}, {"type": "nobody"}, {"persona": "a\0b"},
        {"content": "\0"}, {"q": "\0"}, {"gaps": "2"}, {"sort": "x"}, {"stage": "9" * 40},
    ],
)  # fmt: skip
def test_garbage_in_the_address_is_told_and_shows_nothing(reader_client, road, query):
    response = reader_client.get(URL, query)
    assert (response.status_code, bool(response.context["filter"].problems)) == (200, True)
    assert b"Missing!" not in response.content
    assert reader_client.get(f"{URL}download/csv/", query).status_code == 302


def test_pages(reader_client, road):
    for number in range(9):
        TouchpointFactory(persona=PersonaFactory(name=f"P{number}"), stage=road.early)
    assert reader_client.get(URL).context["paginator"].num_pages == 2
    assert reader_client.get(URL, {"page": 3}).status_code == 404


def test_nothing_to_show_yet(reader_client, db):
    assert b"There is no journey yet" in reader_client.get(URL).content
    assert reader_client.get(f"{URL}download/csv/").status_code == 404
    JourneyFactory(name="Empty")
    assert b"Nobody is marked" in reader_client.get(URL).content


# Who sees what


def test_readers_never_see_drafts(reader_client, road):
    secret = PersonaFactory(name="Secret", role_label="", status="draft")
    TouchpointFactory(persona=secret, stage=road.early)
    ContentPreferenceFactory(persona=secret, content_format=road.report)
    ContentTaskFactory(persona=secret, stage=road.early, content_format=road.report)
    hidden = JourneyFactory(name="Hidden road", status="draft", order=0)
    Journey.objects.filter(pk=hidden.pk).update(order=0)
    TouchpointFactory(persona=road.ada, stage=StageFactory(journey=hidden, name="Hidden stage"))
    everything = reader_client.get(URL).content + reader_client.get(f"{URL}download/csv/").content
    assert b"Secret" not in everything
    assert b"Hidden" not in everything
    assert reader_client.get(URL, {"persona": secret.slug}).context["filter"].problems
    assert reader_client.get(URL, {"journey": hidden.slug}).context["filter"].problems
    editor = client_of(EditorFactory())
    assert b"Hidden" in editor.get(URL).content
    assert b"Secret" in editor.get(URL, {"journey": road.journey.slug}).content


def test_deprecated_personas_miss_nothing(reader_client, road):
    TouchpointFactory(persona=PersonaFactory(name="Old", status="deprecated"), stage=road.early)
    assert {name for name, *_ in cells(reader_client)} == {"Ada"}


def test_a_cell_leads_on(reader_client, planner_client, road):
    asset(road, road.early)
    task = ContentTaskFactory(persona=road.ada, stage=road.late, content_format=road.podcast)
    html = planner_client.get(URL, {"type": "buyer"}).content.decode()
    place = f"persona=ada&amp;stage={road.early.pk}&amp;content=report"
    assert f'<a href="/journeys/assets/?{place}">1</a>' in html
    assert f'<a href="/journeys/tasks/{task.pk}/">Planned</a>' in html
    assert (
        f'"/journeys/coverage/plan/?persona=ada&amp;stage={road.late.pk}&amp;content=report&amp;back=type%3Dbuyer"'
        in html
    )
    assert "/plan/" not in reader_client.get(URL).content.decode()


# Files


def test_files_hold_everything_with_formulas_defused(reader_client, road):
    road.ada.name = "=Ada"
    road.ada.save()
    for number in range(9):
        TouchpointFactory(persona=PersonaFactory(name=f"P{number}", role_label=""), stage=road.early)
    response = reader_client.get(f"{URL}download/csv/")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        ["Persona", "Content type", "Early", "Late"],
        ["'=Ada", "Report (primary)", "Missing!", "Missing!"],
        ["'=Ada", "Podcast (tertiary)", "None yet", "None yet"],
    ]
    book = load_workbook(BytesIO(reader_client.get(f"{URL}download/xlsx/").content))
    assert [cell.value for cell in book["Table"][2]] == rows[1]
    slides = Presentation(BytesIO(reader_client.get(f"{URL}download/pptx/").content)).slides
    table = slides[1].shapes[1].table
    assert [table.cell(1, column).text for column in range(3)] == ["=Ada: Report (primary)", "Missing!", "Missing!"]
    assert reader_client.get(f"{URL}download/exe/").status_code == 404


# Planning


def plan_url(road, **others):
    query = {"persona": road.ada.slug, "stage": road.early.pk, "content": road.report.slug} | others
    return "/journeys/coverage/plan/?" + "&".join(f"{name}={value}" for name, value in query.items())


def test_planning_makes_a_to_do_and_leads_back(planner, planner_client, road):
    owner = UserFactory(is_staff=True)
    assert planner_client.get(plan_url(road)).status_code == 200
    sent = {"owner": owner.pk, "due_on": "2027-01-31", "note": "Ask Acme."}
    response = planner_client.post(plan_url(road, back="type%3Dbuyer"), sent)
    assert (response.status_code, response.url) == (302, "/journeys/coverage/?type=buyer")
    [task] = ContentTask.objects.values("persona", "stage", "content_format", "owner", "note", "due_on", "created_by")
    assert task == {
        "persona": road.ada.pk, "stage": road.early.pk, "content_format": road.report.pk, "owner": owner.pk,
        "note": "Ask Acme.", "due_on": date(2027, 1, 31), "created_by": planner.pk,
    }  # fmt: skip
    assert cells(planner_client)["Ada", "Report (primary)", "Early"] == "Planned"


def test_a_second_one_for_the_same_place_is_refused_with_a_sentence(planner_client, road):
    planner_client.post(plan_url(road), {"note": "first"})
    response = planner_client.post(plan_url(road), {"note": "kept"})
    assert response.status_code == 422
    assert b"Somebody has planned this already." in response.content
    assert b"kept" in response.content
    assert ContentTask.objects.count() == 1


@pytest.fixture
def others(road):
    """Two more who lack what Ada lacks early, and a third who isn't in the journey."""
    found = [PersonaFactory(name=name, role_label="") for name in ("Bob", "Cleo", "Dora")]
    for persona in found:
        ContentPreferenceFactory(persona=persona, content_format=road.report)
    for persona in found[:2]:
        TouchpointFactory(persona=persona, stage=road.early)
    return found


def planned_for():
    return sorted(ContentTask.objects.values_list("persona__name", flat=True))


def test_one_plan_for_all_who_lack_the_same(planner_client, road, others):
    [piece] = [row for row in planner_client.get(URL).context["pieces"] if row.stage == "Early"][:1]
    form = planner_client.get(piece.url).context["form"]
    assert [str(each) for each in form.fields["others"].queryset] == ["Bob", "Cleo"]
    assert [str(each) for each in form["others"].initial] == ["Bob", "Cleo"]
    assert not planner_client.get(plan_url(road)).context["form"]["others"].initial
    response = planner_client.post(piece.url, {"others": ["bob", "cleo"]}, follow=True)
    assert planned_for() == ["Ada", "Bob", "Cleo"]
    assert [str(message) for message in response.context["messages"]] == ["Planned: Report for 3 personas, Early."]


@pytest.mark.parametrize("chosen", [["bob", "dora"], ["bob", "nobody"], ["bob", "a\0b"]])
def test_whoever_does_not_lack_it_is_refused_and_nothing_planned(planner_client, road, others, chosen):
    response = planner_client.post(plan_url(road), {"others": chosen})
    assert (response.status_code, planned_for()) == (422, [])
    assert b"Not all of them lack it any more" in response.content


def test_only_those_that_the_coverage_showed_are_offered(planner_client, road, others):
    form = planner_client.get(plan_url(road, back="persona%3Dbob%26persona%3Dada")).context["form"]
    assert [str(each) for each in form.fields["others"].queryset] == ["Bob"]


@pytest.mark.parametrize(
    "sent", [{"due_on": "tomorrow"}, {"owner": "99999999"}, {"owner": "x"}, {"note": "a\0b"}, {"owner": "9" * 40}]
)
def test_what_cannot_be_read_is_told_and_nothing_written(planner_client, road, sent):
    response = planner_client.post(plan_url(road), sent)
    assert (response.status_code, ContentTask.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "others", [{"persona": "x"}, {"stage": "x"}, {"stage": "9" * 30}, {"content": "x"}, {"persona": "%00"}]
)
def test_planning_what_is_not_there(planner_client, road, others):
    assert planner_client.get(plan_url(road, **others)).status_code == 404
    assert planner_client.post(plan_url(road, **others), {"note": "x"}).status_code == 404


def test_nobody_plans_for_what_they_may_not_see_or_without_the_permission(reader_client, planner_client, road):
    assert reader_client.get(plan_url(road)).status_code == 403
    assert reader_client.post(plan_url(road), {"note": "x"}).status_code == 403
    draft = PersonaFactory(status="draft")
    assert planner_client.post(plan_url(road, persona=draft.slug), {"note": "x"}).status_code == 404
    hidden = StageFactory(journey__status="draft")
    assert planner_client.post(plan_url(road, stage=hidden.pk), {"note": "x"}).status_code == 404
    assert ContentTask.objects.count() == 0
    assert Client().get(plan_url(road)).url.startswith("/accounts/login/")


def test_an_owner_who_does_not_work_in_the_admin_is_refused(planner_client, road):
    response = planner_client.post(plan_url(road), {"owner": UserFactory().pk})
    assert b"Choose one of the colleagues." in response.content


# What it costs


def test_the_page_costs_the_same_for_one_persona_and_for_thirty(reader_client, road):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get(URL).status_code == 200
        return len(captured)

    def more(count):
        formats = [ContentFormatFactory() for _ in range(count)]
        for number in range(count):
            persona = PersonaFactory(name=f"More {number}")
            TouchpointFactory(persona=persona, stage=road.early)
            ContentPreferenceFactory(persona=persona, content_format=formats[number], tier=1 + number % 3)
            AssetFactory(personas=[persona], stages=[road.early], content_format=formats[number - 1])
            ContentTaskFactory(persona=persona, stage=road.early, content_format=formats[number])

    more(1)
    queries()
    first = queries()
    assert first == 21
    more(29)
    assert queries() == first


def test_old_begins_where_the_constant_says(reader_client, road):
    made = asset(road, road.early, published_on=old_before())
    assert cells(reader_client)["Ada", "Report (primary)", "Early"] == "1"
    Asset.objects.filter(pk=made.pk).update(published_on=old_before() - timedelta(days=1))
    assert cells(reader_client)["Ada", "Report (primary)", "Early"] == "1 old"
