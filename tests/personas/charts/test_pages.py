import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from personas.charts import COLUMNS_A_PAGE, ROWS_A_PAGE
from personas.models import PersonaTrait, Trait
from personas.wording import wording_key

from ..factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
)

pytestmark = pytest.mark.django_db
SIGNED_IN = 4
HTMX = {"HX-Request": "true"}


@pytest.fixture
def goals():
    return FacetFactory(name="Goals", comparable=True, order=1)


@pytest.fixture
def cast(goals):
    """Ada and Bob are buyers, Cem is a user; all want calm, two want speed, and Cem alone wants money."""
    kinds = ("Buyer", "Buyer", "User")
    people = [
        PersonaFactory(name=name, role_label="", slug=name.lower(), type=PersonaTypeFactory(name=kind))
        for name, kind in zip(("Ada", "Bob", "Cem"), kinds, strict=True)
    ]
    for statement, having in (("Calm", people), ("Speed", people[1:]), ("Money", people[2:])):
        trait = TraitFactory(facet=goals, statement=statement)
        for rank, persona in enumerate(having, start=1):
            PersonaTraitFactory(persona=persona, trait=trait, rank=rank)
    return people


def many(goals, columns, rows):
    """As many personas with as many statements each, the same for all."""
    personas = PersonaFactory.create_batch(columns)
    traits = Trait.objects.bulk_create(
        Trait(facet=goals, statement=f"Want {number:04}", key=wording_key(str(number))) for number in range(rows)
    )
    PersonaTrait.objects.bulk_create(
        PersonaTrait(persona=persona, trait=trait, rank=rank)
        for persona in personas
        for rank, trait in enumerate(traits, start=1)
    )


def table_of(response):
    """The printed table: a list a row, the heading first; None when nothing is shown."""
    matrix = response.context.get("matrix")
    if matrix is None:
        return None
    rows = [[row.head.name, *(cell.text if cell else "" for cell in row.cells)] for row in matrix.rows]
    return [["", *(column.name for column in matrix.columns)], *rows]


def words_of(response):
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return without_tags(main)


def without_tags(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_facet_by_persona_prints_ranks(reader_client, cast):
    assert table_of(reader_client.get("/personas/charts/goals/")) == [
        ["", "Ada", "Bob", "Cem"],
        ["Calm", "1", "2", "3"],
        ["Speed", "", "1", "2"],
        ["Money", "", "", "1"],
    ]


def test_content_types_print_their_tier_and_roles_their_rank(reader_client, cast):
    podcast = ContentFormatFactory(name="Podcast")
    ContentPreferenceFactory(persona=cast[0], content_format=podcast, tier=3)
    ContentPreferenceFactory(persona=cast[2], content_format=podcast, tier=1)
    PersonaPurchasingRoleFactory(persona=cast[1], role__name="Initiator", rank=2)
    tiers, roles = (reader_client.get(f"/personas/charts/{key}/") for key in ("content-types", "purchasing-roles"))
    assert table_of(tiers) == [["", "Ada", "Cem"], ["Podcast", "Tertiary", "Primary"]]
    assert table_of(roles) == [["", "Bob"], ["Initiator", "2"]]
    assert "1 more has nothing here and is left out." in words_of(tiers)
    assert "2 more have nothing here and are left out." in words_of(roles)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ada", "Bob", "Cem"]),
        ("deprecated=on", ["Ada", "Bob", "Cem", "Old"]),
        ("type=buyer", ["Ada", "Bob"]),
        ("type=buyer&deprecated=on", ["Ada", "Bob", "Old"]),
        ("type=buyer&type=user", ["Ada", "Bob", "Cem"]),
        ("p=cem&p=old", ["Cem", "Old"]),
        ("p=cem&type=buyer", ["Ada", "Bob", "Cem"]),
        ("p=new&p=cem", ["Cem", "New"]),
    ],
)
def test_whom_a_chart_shows(reader_client, cast, goals, query, names):
    calm = goals.traits.get(statement="Calm")
    PersonaTraitFactory(persona=PersonaFactory(name="Old", role_label="", slug="old", status="deprecated"), trait=calm)
    PersonaTraitFactory(persona=PersonaFactory(name="Draft", status="draft"), trait=calm)
    PersonaFactory(name="New", role_label="", slug="new")
    assert table_of(reader_client.get(f"/personas/charts/goals/?{query}"))[0][1:] == names


@pytest.mark.parametrize("few", [0, 100])
def test_who_has_nothing_is_left_out_however_many_they_are(reader_client, cast, monkeypatch, few):
    monkeypatch.setattr("personas.charts.chart.FEW", few)
    PersonaFactory(name="Silent", role_label="", slug="silent")
    PersonaFactory(name="Named", role_label="", slug="named", type=cast[0].type)
    shown = [table_of(reader_client.get(f"/personas/charts/goals/{query}"))[0][1:] for query in ("", "?p=named&p=cem")]
    assert shown == [["Ada", "Bob", "Cem"], ["Cem", "Named"]]
    assert "2 more have nothing here and are left out." in words_of(reader_client.get("/personas/charts/goals/"))


def test_drafts_are_for_editors(client, reader_client, goals):
    PersonaTraitFactory(
        persona=PersonaFactory(name="Ada", role_label="", slug="ada", status="draft"),
        trait=TraitFactory(facet=goals, statement="Calm"),
    )
    client.force_login(EditorFactory())
    address = "/personas/charts/goals/?p=ada"
    assert [table_of(person.get(address)) for person in (client, reader_client)] == [
        [["", "Ada"], ["Calm", "1"]],
        None,
    ]
    assert "There is no persona “ada”." in words_of(reader_client.get(address))
    assert table_of(reader_client.get("/personas/charts/goals/")) == [[""]]


@pytest.mark.parametrize(
    ("sort", "rows"),
    [
        ("", ["Calm", "Speed", "Money"]),
        ("name", ["Calm", "Money", "Speed"]),
        ("-count", ["Money", "Speed", "Calm"]),
        ("by:cem", ["Money", "Speed", "Calm"]),
        ("by:ada", ["Calm", "Speed", "Money"]),
    ],
)
def test_rows_are_sorted(reader_client, cast, sort, rows):
    response = reader_client.get("/personas/charts/goals/", {"sort": sort})
    assert [row[0] for row in table_of(response)[1:]] == rows
    assert response.content.decode().count("aria-sort=") == bool(sort)


def test_headings_lead_to_the_order_by_them_and_back(reader_client, cast):
    html = reader_client.get("/personas/charts/goals/?type=buyer&sort=by:ada").content.decode()
    assert dict(re.findall(r'id="sort-([\w-]+)"\s+href="([^"]+)"', html)) == {
        "name-": "?type=buyer&amp;sort=name",
        "count-": "?type=buyer&amp;sort=count",
        "by-ada": "?type=buyer&amp;sort=-by%3Aada",
        "by-bob": "?type=buyer&amp;sort=by%3Abob",
    }


def test_only_what_is_shared(reader_client, cast):
    response = reader_client.get("/personas/charts/goals/?only=shared")
    assert [row[0] for row in table_of(response)[1:]] == ["Calm", "Speed"]
    alone = reader_client.get("/personas/charts/goals/?only=shared&p=ada")
    assert "No two of these personas share anything here." in words_of(alone)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("type=nobody", "There is no type of persona called “nobody”."),
        ("only=some", "There is no choice of rows “some”."),
        ("sort=size", "There is no order “size”."),
        ("sort=by:eve", "“eve” isn't in this chart, so nothing can be sorted by it."),
        ("page=0", "There is no such page of personas."),
        ("page=x", "There is no such page of personas."),
        ("page=2", "There is no such page of this chart."),
        ("rows=9", "There is no such page of this chart."),
        ("rows=99999999999999999999", "There is no such page of rows."),
        ("p=nobody", "There is no persona “nobody”."),
    ],
)
def test_a_wrong_address_is_explained_and_shows_nothing(reader_client, cast, query, problem):
    response = reader_client.get(f"/personas/charts/goals/?{query}")
    assert (response.status_code, table_of(response), response.context["problems"]) == (200, None, [problem])


def test_a_large_chart_comes_in_pages_and_says_so(reader_client, goals):
    many(goals, COLUMNS_A_PAGE + 1, ROWS_A_PAGE + 1)
    response = reader_client.get("/personas/charts/goals/?page=2&rows=2")
    assert [len(row) for row in table_of(response)] == [2, 2]
    assert "Rows 101–101 of 101, personas 31–31 of 31. Downloads hold all of it." in words_of(response)
    lines = reader_client.get("/personas/charts/goals/download/csv/?page=2").content.decode().splitlines()
    assert (len(lines), lines[0].count(",")) == (ROWS_A_PAGE + 2, COLUMNS_A_PAGE + 2)


@pytest.mark.parametrize("size", [3, 29])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/personas/charts/", SIGNED_IN + 9),
        ("/personas/charts/goals/", SIGNED_IN + 10),
        ("/personas/charts/goals/?sort=by:ada", SIGNED_IN + 12),
        ("/personas/charts/goals/download/csv/", SIGNED_IN + 11),
    ],
)
def test_queries_do_not_grow(reader_client, django_assert_num_queries, goals, address, queries, size):
    many(goals, size, size)
    PersonaTraitFactory(persona__slug="ada", trait=goals.traits.first())
    with django_assert_num_queries(queries):
        assert reader_client.get(address).status_code == 200


def test_the_overview_counts_what_two_or_more_share(reader_client, cast):
    response = reader_client.get("/personas/charts/")
    assert table_of(response) == [["", "Personas"], ["Calm", "3"], ["Speed", "2"]]
    assert re.findall(r'<rect width="(\d+)%"', response.content.decode()) == ["100", "67"]


def test_the_overview_names_five_of_a_facet(reader_client, goals):
    many(goals, 2, 9)
    assert len(table_of(reader_client.get("/personas/charts/"))) == 1 + 5


def test_charts_lead_to_each_other_with_the_same_personas(reader_client, cast):
    html = reader_client.get("/personas/charts/goals/?type=buyer&sort=name&rows=1").content.decode()
    assert 'href="/personas/charts/content-types/?type=buyer"' in html
    assert 'href="/personas/charts/?type=buyer"' in html


@pytest.mark.parametrize("form", ["csv", "xlsx", "pptx"])
@pytest.mark.parametrize(
    ("address", "name"), [("goals/", "goals-rank-for-each-persona-buyer"), ("", "most-shared-statements-buyer")]
)
def test_charts_can_be_taken_away(reader_client, cast, form, address, name):
    response = reader_client.get(f"/personas/charts/{address}download/{form}/?type=buyer")
    assert (response.status_code, response["Content-Disposition"]) == (200, f'attachment; filename="{name}.{form}"')


@pytest.mark.parametrize("query", ["", "?type=buyer"])
def test_a_download_leads_back_to_its_page(reader_client, cast, query):
    content = reader_client.get(f"/personas/charts/goals/download/xlsx/{query}").content
    about = dict(load_workbook(BytesIO(content))["About"].values)
    assert about["Link"] == f"http://testserver/personas/charts/goals/{query}"


def test_a_download_is_what_is_filtered_on_screen(reader_client, cast):
    response = reader_client.get("/personas/charts/goals/download/csv/?type=buyer&sort=-name&only=shared")
    assert response.content.decode("utf-8-sig").splitlines() == ["Facet,Statement,Ada,Bob", "Goals,Calm,1,2"]


@pytest.mark.parametrize(
    ("query", "conditions"),
    [
        ("", ""),
        ("?type=user&type=buyer", " (Buyer, User)"),
        ("?only=shared&deprecated=1", " (with deprecated personas, only what two or more share)"),
        ("?p=ada&p=bob&p=cem&p=deb", " (Ada, Bob, Cem, 1 more)"),
        ("?p=ada&type=user", " (Ada, User)"),
    ],
)
def test_a_file_says_what_it_is_kept_to(reader_client, cast, query, conditions):
    PersonaFactory(name="Deb", slug="deb")
    content = reader_client.get(f"/personas/charts/goals/download/xlsx/{query}").content
    about = dict(load_workbook(BytesIO(content))["About"].values)
    assert about["Shows"] == f"Goals: rank for each persona{conditions}"


@pytest.mark.parametrize(("address", "title"), [("", "Charts"), ("goals/", "Goals, a chart")])
def test_page_and_swap_say_whose_chart_it_is(reader_client, cast, address, title):
    address = f"/personas/charts/{address}?type=buyer&deprecated=1"
    swapped, whole = reader_client.get(address, headers=HTMX | {"HX-Target": "results"}), reader_client.get(address)
    for response in (swapped, whole):
        assert f"<title>{title} (Buyer, with deprecated personas) · Dramatis</title>" in response.content.decode()
        assert "2 personas: Buyer, with deprecated personas." in without_tags(response.content.decode())


def test_too_much_for_slides_is_said_before_and_after(reader_client, goals):
    many(goals, 30, 250)
    assert "Too large for slides" in words_of(reader_client.get("/personas/charts/goals/"))
    response = reader_client.get("/personas/charts/goals/download/pptx/")
    assert (response.status_code, "more than 60 slides" in words_of(response)) == (422, True)


@pytest.mark.parametrize("address", ["/personas/charts/download/csv/", "/personas/charts/goals/download/csv/"])
def test_a_download_of_nothing_leads_back_to_the_page_that_says_why(reader_client, cast, address):
    response = reader_client.get(f"{address}?type=nobody")
    assert response["Location"] == f"{address.removesuffix('download/csv/')}?type=nobody"


@pytest.mark.parametrize(
    "address", ["nothing/", "job-titles/", "nothing/download/csv/", "goals/download/exe/", "download/exe/"]
)
def test_there_are_no_other_charts(reader_client, cast, address):
    assert reader_client.get(f"/personas/charts/{address}").status_code == 404


@pytest.mark.parametrize(("address", "target"), [("", "results"), ("goals/", "results"), ("goals/", "why")])
def test_htmx_gets_its_part_alone_and_the_page_has_the_same(reader_client, cast, goals, target, address):
    key = goals.traits.get(statement="Calm").pk
    address = f"/personas/charts/{address}?why=s{key}.bob"
    part, whole = (reader_client.get(address, headers=HTMX | {"HX-Target": name}) for name in (target, ""))
    part = re.sub("<title>.*?</title>", "", part.content.decode()).strip()
    assert f'id="{target}"' in part.partition(">")[0]
    assert " ".join(part.split()) in " ".join(whole.content.decode().split())


@pytest.mark.parametrize("address", ["/personas/charts/", "/personas/charts/goals/", "/personas/charts/download/csv/"])
def test_charts_are_for_those_signed_in_and_only_read(client, reader_client, goals, address):
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    assert reader_client.post(address).status_code == 405


def test_an_empty_catalogue_has_empty_charts(reader_client):
    for address in ("", "purchasing-roles/"):
        response = reader_client.get(f"/personas/charts/{address}")
        assert (response.status_code, response.content.count(b'class="empty"')) == (200, 1)
