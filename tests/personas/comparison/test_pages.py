import re

import pytest
from django.test import Client

from personas.comparison.picks import picks_of
from personas.models import PersonaAddress

from ..factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SIGNED_IN = 4
HTMX = {"HX-Request": "true"}


@pytest.fixture
def goals():
    return FacetFactory(name="Goals", comparable=True, order=1)


@pytest.fixture
def cast(goals):
    """Ada, Bob and Cem: all want calm, two want speed, and Cem alone wants money."""
    people = [PersonaFactory(name=name, role_label="", slug=name.lower()) for name in ("Ada", "Bob", "Cem")]
    for statement, having in (("Calm", people), ("Speed", people[1:]), ("Money", people[2:])):
        trait = TraitFactory(facet=goals, statement=statement)
        for rank, persona in enumerate(having, start=1):
            PersonaTraitFactory(persona=persona, trait=trait, rank=rank)
    return people


@pytest.fixture
def editor_client():
    client = Client()
    client.force_login(EditorFactory())
    return client


def compare(client, *slugs, **values):
    return client.get("/personas/compare/", {"p": slugs} | values)


def rows_of(response):
    """The names of the rows, in their order; None when nothing is compared."""
    matrix = response.context["matrix"]
    return matrix and [row.head.name for row in matrix.rows]


def words_of(response):
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


# Whom an address names


def test_personas_come_once_and_in_the_order_of_the_address(cast):
    picks = picks_of(["cem", "ada", "cem", " ada ", ""], UserFactory())
    assert (picks.slugs, picks.problems, picks.is_lost) == (
        ("cem", "ada"),
        ["Cem is named more than once, and shown once.", "Ada is named more than once, and shown once."],
        False,
    )


def test_drafts_are_as_unknown_to_readers_as_nobody_and_deprecated_ones_are_shown(cast):
    PersonaFactory(slug="secret", status="draft")
    PersonaFactory(slug="old", status="deprecated")
    slugs = ["secret", "nobody", "old"]
    assert picks_of(slugs, UserFactory()).problems == [
        "There is no persona “secret”.",
        "There is no persona “nobody”.",
    ]
    assert picks_of(slugs, EditorFactory()).slugs == ("secret", "old")


@pytest.mark.parametrize(("status", "slugs"), [("published", ["now"]), ("draft", [])])
def test_former_slugs_lead_to_the_same_personas(status, slugs):
    persona = PersonaFactory(name="Ada", role_label="", slug="now", status=status)
    PersonaAddress.objects.create(slug="then", persona_key=persona.pk)
    picks = picks_of(["then", "now"], UserFactory())
    assert picks.slugs == tuple(slugs)
    assert picks.problems == (
        ["Ada is named more than once, and shown once."]
        if slugs
        else ["There is no persona “then”.", "There is no persona “now”."]
    )


def test_there_is_room_for_eight():
    personas = [PersonaFactory(slug=f"p{number}", name=f"P{number}", role_label="") for number in range(10)]
    picks = picks_of([persona.slug for persona in personas], UserFactory())
    assert (len(picks.personas), picks.problems) == (
        8,
        ["There is room for 8 personas, so these are left out: P8, P9."],
    )


@pytest.mark.parametrize("name", ["\0", "ada\0", "x" * 5000, "<b>", "a b", "é", "'; --"])
def test_any_name_is_answered(cast, name, reader):
    picks = picks_of([name] * 300, reader)
    assert (picks.personas, picks.is_lost) == ([], True)


# The page


def test_rows_say_who_shares_them(reader_client, cast):
    response = compare(reader_client, "ada", "bob", "cem")
    assert [(row.head.name, row.head.count) for row in response.context["matrix"].rows] == [
        ("Calm", 3),
        ("Speed", 2),
        ("Money", 1),
    ]
    assert "Ada, Bob and Cem compared" in words_of(response)
    assert [[cell and cell.text for cell in row.cells] for row in response.context["comparison"].pairs.rows] == [
        [None, "1", "1"],
        ["1", None, "2"],
        ["1", "2", None],
    ]


def test_two_personas_are_told_how_much_they_share(reader_client, cast):
    assert "They share 2 statements." in words_of(compare(reader_client, "bob", "cem"))


@pytest.mark.parametrize(
    ("only", "rows"),
    [("", ["Calm", "Speed", "Money"]), ("differences", ["Speed", "Money"]), ("shared", ["Calm", "Speed"])],
)
def test_rows_can_be_chosen(reader_client, cast, only, rows):
    assert rows_of(compare(reader_client, "ada", "bob", "cem", only=only)) == rows


def test_facets_can_be_chosen(reader_client, cast):
    other = FacetFactory(name="Tools", comparable=True, order=0)
    PersonaTraitFactory(persona=cast[0], trait=TraitFactory(facet=other, statement="Editor"))
    PersonaTitleFactory(persona=cast[1], title__name="Buyer")
    assert rows_of(compare(reader_client, "ada", "bob")) == ["Editor", "Calm", "Speed", "Buyer"]
    assert rows_of(compare(reader_client, "ada", "bob", facet=["tools", "job-titles"])) == ["Editor", "Buyer"]


def test_relations_are_compared_too(reader_client, cast):
    ada, bob, cem = cast
    ada.reports_to = bob.reports_to = cem
    ada.save(), bob.save()
    assert rows_of(compare(reader_client, "ada", "bob", facet="relations")) == ["Reports to Cem"]


def test_rows_are_sorted_by_a_persona(reader_client, cast):
    response = compare(reader_client, "bob", "cem", sort="by:cem")
    assert rows_of(response) == ["Money", "Speed", "Calm"]
    assert re.findall(r'aria-sort="(\w+)"', response.content.decode()) == ["ascending"]


def test_a_statement_is_never_taken_for_html(reader_client, cast, goals):
    PersonaTraitFactory(persona=cast[0], trait=TraitFactory(facet=goals, statement="<script>alert(1)</script>& so"))
    assert "<script>alert" not in compare(reader_client, "ada", "bob").content.decode()


def test_deprecated_personas_are_compared_with_a_tag(reader_client, cast):
    PersonaFactory(slug="old", name="Old", role_label="", status="deprecated")
    assert "Old Deprecated Remove" in words_of(compare(reader_client, "ada", "old"))


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"only": "some"}, "There is no choice of rows “some”."),
        ({"facet": ["goals", "nothing"]}, "There is no facet “nothing” to compare."),
        ({"sort": "size"}, "There is no order “size”."),
        ({"sort": "by:eve"}, "“eve” isn't compared here, so nothing can be sorted by it."),
        ({"sort": "name\0"}, "Null characters are not allowed."),
        ({"one": "eve"}, "“eve” isn't compared here."),
    ],
)
def test_a_wrong_address_is_explained_and_compares_nothing(reader_client, cast, values, problem):
    response = compare(reader_client, "ada", "bob", **values)
    assert (response.status_code, rows_of(response), response.context["form"].problems) == (200, None, [problem])


def test_a_phone_shows_two_columns_that_differ(reader_client, cast):
    shown = [
        compare(reader_client, "ada", "bob", "cem", **values).context["shown"]
        for values in ({}, {"one": "cem"}, {"one": "cem", "other": "bob"}, {"one": "bob", "other": "bob"})
    ]
    assert shown == [[1, 2], [3, 1], [3, 2], [2, 1]]


@pytest.mark.parametrize("slugs", [[], ["ada"], ["ada", "secret"]])
def test_fewer_than_two_lead_to_the_picker(reader_client, cast, slugs):
    PersonaFactory(slug="secret", name="Undercover", status="draft")
    response = compare(reader_client, *slugs)
    assert (response.status_code, response.templates[0].name) == (200, "compare/pick.html")
    html = response.content.decode()
    assert ("Undercover" in html, html.count(" checked")) == (False, bool(slugs))


def test_names_that_lead_to_nobody_are_not_found(reader_client, editor_client, cast):
    PersonaFactory(slug="secret", status="draft")
    assert [compare(client, "secret").status_code for client in (reader_client, editor_client)] == [404, 200]


def test_the_picker_finds_by_name_and_keeps_what_is_ticked(reader_client, cast):
    response = compare(reader_client, "ada", "cem", choose="1", find="bo\0")
    assert re.findall(r'value="(\w+)"( checked)?', response.content.decode().partition("<main")[2]) == [
        ("bo", ""),
        ("1", ""),
        ("ada", " checked"),
        ("cem", " checked"),
        ("bob", ""),
    ]


def test_the_picker_lists_the_first_sixty(reader_client):
    PersonaFactory.create_batch(61)
    assert "The first 60 of 61 are listed." in words_of(compare(reader_client))


@pytest.mark.parametrize("target", ["results", "why"])
def test_htmx_gets_its_part_alone_and_the_page_has_the_same(reader_client, cast, goals, target):
    key = goals.traits.get(statement="Calm").pk
    address = f"/personas/compare/?p=ada&p=bob&why=s{key}.bob"
    part, whole = (reader_client.get(address, headers=HTMX | {"HX-Target": name}) for name in (target, ""))
    assert f'id="{target}"' in part.content.decode().strip().partition(">")[0]
    assert " ".join(part.content.decode().split()) in " ".join(whole.content.decode().split())


def test_the_reason_for_a_cell(reader_client, cast, goals):
    row = cast[1].persona_traits.get(trait__statement="Calm")
    row.detail = "Above **all** in spring."
    row.save()
    words = words_of(compare(reader_client, "ada", "bob", why=f"s{row.trait.pk}.bob"))
    assert "Bob Goals, rank 2 Calm Above all in spring. Also: Ada (rank 1). Close" in words
    assert "There is nothing in this cell" in words_of(compare(reader_client, "ada", "bob", why="s0.bob"))


@pytest.mark.parametrize("size", [2, 8])
def test_queries_do_not_grow(reader_client, django_assert_num_queries, goals, size):
    personas = PersonaFactory.create_batch(size, parent=PersonaFactory())
    for persona in personas:
        for _ in range(size):
            PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=goals))
            PersonaTitleFactory(persona=persona)
            PersonaPurchasingRoleFactory(persona=persona)
            ContentPreferenceFactory(persona=persona)
    with django_assert_num_queries(SIGNED_IN + 1 + 2 + 8 + 1):
        assert compare(reader_client, *[persona.slug for persona in personas]).status_code == 200


# Downloads


@pytest.mark.parametrize("form", ["csv", "xlsx", "pptx"])
def test_a_comparison_can_be_taken_away(reader_client, cast, form):
    response = reader_client.get(f"/personas/compare/download/{form}/?p=ada&p=bob&only=shared")
    assert (response.status_code, response["Content-Disposition"]) == (
        200,
        f'attachment; filename="ada-and-bob-compared-only-shared.{form}"',
    )


def test_a_download_holds_what_the_screen_shows(reader_client, cast):
    response = reader_client.get("/personas/compare/download/csv/?p=ada&p=bob&only=differences&sort=-name")
    assert response.content.decode("utf-8-sig").splitlines() == ["Facet,What they have,Ada,Bob", "Goals,Speed,,1"]


@pytest.mark.parametrize("query", ["", "p=ada", "p=ada&p=secret", "p=ada&p=bob&only=some"])
def test_a_download_of_nothing_leads_back_to_the_page_that_says_why(reader_client, cast, query):
    PersonaFactory(slug="secret", status="draft")
    response = reader_client.get(f"/personas/compare/download/csv/?{query}")
    assert response["Location"] == f"/personas/compare/?{query}"


def test_there_are_no_other_downloads(reader_client, cast):
    assert reader_client.get("/personas/compare/download/exe/?p=ada&p=bob").status_code == 404


@pytest.mark.parametrize("address", ["/personas/compare/", "/personas/compare/download/csv/"])
def test_comparing_is_for_those_signed_in_and_only_reads(client, reader_client, address):
    assert client.get(f"{address}?p=ada")["Location"].startswith("/accounts/login/")
    assert reader_client.post(address).status_code == 405


def test_a_persona_never_takes_the_address_of_these_pages():
    personas = [PersonaFactory(name=name, role_label="") for name in ("Compare", "Charts")]
    assert [persona.slug for persona in personas] == ["compare-2", "charts-2"]


# The tray


def test_cards_and_pages_offer_the_comparison(reader_client, cast):
    for address in ("/personas/", "/personas/ada/"):
        html = reader_client.get(address).content.decode()
        [box] = re.findall(r'<input type="checkbox"[^>]*value="ada"[^>]*>', html)
        assert ('name="p"' in box, 'form="tray-form"' in box, 'id="tray-form"' in html) == (True, True, True)
