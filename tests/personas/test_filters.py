"""Lists that an address narrows down: personas, content types, guides."""

import re
from datetime import date

import pytest
from django.test import Client

from personas.models import Team

from .factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    GuideFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    PurchasingRoleFactory,
    StarFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SIGNED_IN = 4


@pytest.fixture
def editor_client():
    client = Client()
    client.force_login(EditorFactory())
    return client


@pytest.fixture
def challenges():
    return FacetFactory(name="Challenges", comparable=True)


def found(client, **query):
    """The names that the list of personas answers."""
    return [card.persona.name for card in client.get("/personas/", query).context.get("cards", [])]


def counts(client, key, address="/personas/", **query):
    """Label and count of every option of a facet."""
    groups = client.get(address, query).context["filter"].groups
    return {option.label: option.count for group in groups if group.key == key for option in group.options}


def persona(name, **values):
    return PersonaFactory(name=name, role_label="", **values)


def having(name, *traits, **values):
    made = persona(name, **values)
    for trait in traits:
        PersonaTraitFactory(persona=made, trait=trait)
    return made


# Narrowing


def test_words_may_stand_in_different_places(reader_client, challenges):
    silos = TraitFactory(facet=challenges, statement="Silos between teams")
    having("Ada", silos)
    having("Bob", silos)
    assert found(reader_client, q="ada silo") == ["Ada"]
    assert found(reader_client, q="silos teams") == ["Ada", "Bob"]


def test_one_value_inside_a_facet_is_enough_and_all_facets_must_hold(reader_client, challenges):
    silos, speed = (TraitFactory(facet=challenges, statement=text) for text in ("Silos", "Speed"))
    calm = TraitFactory(facet=FacetFactory(comparable=True), statement="Calm")
    having("Ada", silos, calm)
    having("Bob", speed, type=PersonaTypeFactory(name="User"))
    having("Cem", calm)
    assert found(reader_client, trait=[silos.pk, speed.pk]) == ["Ada", "Bob"]
    assert found(reader_client, trait=[silos.pk, speed.pk, calm.pk]) == ["Ada"]
    assert found(reader_client, trait=[silos.pk, speed.pk], type="user") == ["Bob"]
    assert found(reader_client, type=["user", "buyer"]) == ["Ada", "Bob", "Cem"]


def test_words_and_job_titles(reader_client, challenges):
    having("Ada", TraitFactory(facet=challenges, statement="Silos"))
    PersonaTitleFactory(persona=persona("Bob"), title__name="Head of Procurement")
    assert found(reader_client, q="silo") == ["Ada"]
    assert found(reader_client, q="procure") == found(reader_client, title="procure") == ["Bob"]
    assert found(reader_client, title="silo") == []


def test_a_purchasing_role_anywhere_or_only_before_all_others(reader_client):
    influencer = PurchasingRoleFactory(name="Influencer")
    ada, bob = persona("Ada"), persona("Bob")
    PersonaPurchasingRoleFactory(persona=ada, role=influencer, rank=2)
    PersonaPurchasingRoleFactory(persona=bob, role=influencer, rank=2)
    PersonaPurchasingRoleFactory(persona=bob, rank=1)
    assert found(reader_client, role="influencer") == ["Ada", "Bob"]
    assert found(reader_client, role="influencer", first="1") == ["Ada"]
    assert counts(reader_client, "role", first="1")["Influencer"] == 1


def test_content_type_and_tier_are_of_one_preference(reader_client):
    podcast, report = ContentFormatFactory(name="Podcast"), ContentFormatFactory(name="Report")
    ada, bob = persona("Ada"), persona("Bob")
    ContentPreferenceFactory(persona=ada, content_format=podcast, tier=1)
    ContentPreferenceFactory(persona=bob, content_format=podcast, tier=2)
    ContentPreferenceFactory(persona=bob, content_format=report, tier=1)
    assert found(reader_client, content="podcast") == ["Ada", "Bob"]
    assert found(reader_client, content="podcast", tier="1") == ["Ada"]
    assert counts(reader_client, "content", tier="1") == {"Podcast": 1, "Report": 1}
    assert counts(reader_client, "tier", content="podcast") == {"Primary": 1, "Secondary": 1, "Tertiary": 0}


def test_status_owner_and_stars(reader, reader_client):
    dana = UserFactory(first_name="Dana", last_name="Wu")
    persona("Ada", owner=dana)
    persona("Old", status="deprecated")
    StarFactory(user=reader, persona=persona("Cem"))
    StarFactory(persona__name="Starred by another")
    assert found(reader_client, status="deprecated") == ["Old"]
    assert found(reader_client, owner=dana.pk) == ["Ada"]
    assert found(reader_client, starred="1") == ["Cem"]
    assert counts(reader_client, "owner") == {"Dana Wu": 1}


def test_deprecated_ones_are_one_click_away(reader_client):
    persona("Ada")
    persona("Old", status="deprecated")
    html = reader_client.get("/personas/?type=buyer").content.decode()
    assert found(reader_client) == ["Ada"]
    assert 'href="/personas/?type=buyer&amp;status=deprecated"' in html


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["Ada", "Bob", "Cem"]),
        ("name", ["Ada", "Bob", "Cem"]),
        ("role", ["Cem", "Bob", "Ada"]),
        ("type", ["Bob", "Ada", "Cem"]),
        ("reviewed", ["Bob", "Cem", "Ada"]),
        ("updated", ["Cem", "Bob", "Ada"]),
        ("-name", ["Cem", "Bob", "Ada"]),
        ("-role", ["Ada", "Bob", "Cem"]),
        ("-type", ["Ada", "Cem", "Bob"]),
        ("-reviewed", ["Cem", "Bob", "Ada"]),
        ("-updated", ["Ada", "Bob", "Cem"]),
    ],
)
def test_orders(reader_client, order, names):
    user = PersonaTypeFactory(name="User", order=2)
    PersonaFactory(name="Ada", role_label="Writer", type=user)
    PersonaFactory(name="Bob", role_label="Tester", reviewed_on=date(2026, 2, 2))
    PersonaFactory(name="Cem", role_label="Buyer", reviewed_on=date(2026, 1, 1), type=user)
    assert found(reader_client, sort=order) == names


# Counts


def test_a_count_ignores_the_choices_of_its_own_facet_and_heeds_the_others(reader_client, challenges):
    silos, speed = (TraitFactory(facet=challenges, statement=text) for text in ("Silos", "Speed"))
    calm = TraitFactory(facet=FacetFactory(name="Goals", comparable=True), statement="Calm")
    having("Ada", silos, calm)
    having("Bob", speed)
    having("Cem", speed, calm, type=PersonaTypeFactory(name="User"))
    assert counts(reader_client, "type", type="user") == {"Buyer": 2, "User": 1}
    assert counts(reader_client, "type", trait=calm.pk) == {"Buyer": 1, "User": 1}
    assert counts(reader_client, "trait-challenges", trait=silos.pk) == {"Silos": 1, "Speed": 2}
    assert counts(reader_client, "trait-challenges", trait=[silos.pk, calm.pk]) == {"Silos": 1, "Speed": 1}
    assert counts(reader_client, "trait-goals", trait=silos.pk) == {"Calm": 1}


def test_every_count_is_what_ticking_gives(reader_client, challenges):
    for name, kind in (("Ada", "Buyer"), ("Bob", "User"), ("Cem", "User")):
        made = having(name, TraitFactory(facet=challenges), type=PersonaTypeFactory(name=kind), owner=UserFactory())
        PersonaPurchasingRoleFactory(persona=made)
        ContentPreferenceFactory(persona=made)
    shown = reader_client.get("/personas/").context["filter"].groups
    options = [(group, option) for group in shown for option in group.options if option.count is not None]
    assert len(options) == 2 + 2 + 3 + 3 + 3 + 3 + 3
    for group, option in options:
        assert len(found(reader_client, **{group.name: option.value})) == option.count


def test_drafts_show_neither_in_counts_nor_in_options(reader_client, editor_client, challenges):
    owner = UserFactory()
    trait = TraitFactory(facet=challenges, statement="Secret")
    draft = having("Draft", trait, status="draft", owner=owner)
    PersonaPurchasingRoleFactory(persona=draft)
    ContentPreferenceFactory(persona=draft)
    persona("Ada")
    groups = reader_client.get("/personas/").context["filter"].groups
    assert sum(option.count or 0 for group in groups for option in group.options) == 2  # Ada: type and status
    for query in ({"trait": trait.pk}, {"owner": owner.pk}, {"status": "draft"}):
        response = reader_client.get("/personas/", query)
        assert "to choose" in response.context["filter"].problems[0]
        assert b"Secret" not in response.content
        assert found(editor_client, **query) == ["Draft"]


def test_a_facet_shows_its_most_common_statements_and_those_chosen(reader_client, challenges):
    traits = [TraitFactory(facet=challenges, statement=f"Statement {number:02}") for number in range(43)]
    having("Ada", *traits)
    having("Bob", traits[42])
    group = next(
        group
        for group in reader_client.get("/personas/", {"trait": traits[41].pk}).context["filter"].groups
        if group.key == "trait-challenges"
    )
    labels = [option.label for option in group.options]
    assert (labels[0], len(labels), group.more, "Statement 41" in labels) == ("Statement 42", 16, 27, True)


# Finding options


def options_found(client, key, **query):
    """Labels of the options that a facet shows, with their counts, and how many more there are."""
    groups = client.get("/personas/", query).context["filter"].shown_groups
    group = next(group for group in groups if group.key == key)
    return {option.label: option.count for option in group.options}, group.more


def test_rare_statements_are_found_by_their_words(reader_client, challenges):
    traits = [TraitFactory(facet=challenges, statement=f"Statement **{number:02}**") for number in range(40)]
    having("Ada", *traits)
    having("Bob", traits[7])
    find = {"find-trait-challenges": "MENT 3"}
    found, more = options_found(reader_client, "trait-challenges", **find)
    assert (len(found), more, found["Statement 30"]) == (13, 0, 1)
    assert options_found(reader_client, "trait-challenges", trait=traits[7].pk, **find)[0]["Statement 07"] == 2
    assert options_found(reader_client, "trait-challenges", q="bob", **find) == ({}, 0)
    assert len(options_found(reader_client, "trait-challenges", **{"find-trait-challenges": "statement"})[0]) == 15


def test_other_facets_are_searched_in_the_same_way(reader_client):
    for name in ("Ann", "Bea", "Annika"):
        PersonaFactory(owner=UserFactory(first_name=name, last_name=""))
    assert options_found(reader_client, "owner", **{"find-owner": "ann"})[0] == {"Ann": 1, "Annika": 1}


def test_options_alone_are_answered_for_a_search_in_them(reader_client, challenges):
    having("Ada", *[TraitFactory(facet=challenges, statement=f"Statement {number}") for number in range(20)])
    response = reader_client.get(
        "/personas/?type=buyer&find-trait-challenges=t+19",
        headers={"HX-Request": "true", "HX-Target": "options-trait-challenges"},
    )
    html = response.content.decode()
    assert (html.count('type="checkbox"'), "1 with “t 19”" in html, "<h1" in html) == (1, True, False)
    assert "HX-Target" in response["Vary"]


def test_what_options_were_searched_for_stays_while_filters_change_and_is_no_part_of_a_view(reader_client):
    PersonaFactory()
    shown = reader_client.get("/personas/?type=buyer&find-owner=x%00y").context["filter"]
    assert shown.chips[0].query == "?find-owner=x%00y"
    assert (shown.clear_query, shown.saved_query, shown.is_narrowed) == ("?", "type=buyer", True)


# Teams


def test_teams_of_the_owner(reader_client):
    sales, support = Team.objects.create(name="Sales"), Team.objects.create(name="Support")
    dana, eve, far = UserFactory(), UserFactory(), UserFactory()
    sales.members.add(dana, eve, far)
    support.members.add(eve)
    persona("Ada", owner=dana)
    persona("Bob", owner=eve, type=PersonaTypeFactory(name="User"))
    persona("Cem")
    persona("Draft", owner=far, status="draft")
    assert found(reader_client, team="sales") == found(reader_client, team=["sales", "support"]) == ["Ada", "Bob"]
    assert found(reader_client, team="support") == ["Bob"]
    assert counts(reader_client, "team") == {"Sales": 2, "Support": 1}
    assert counts(reader_client, "team", team="support", type="buyer") == {"Sales": 1, "Support": 0}


# What the page says


def test_chips_take_away_one_condition_each(reader_client, challenges):
    silos = TraitFactory(facet=challenges, statement="**Silos**")
    having("Ada", silos)
    chips = reader_client.get(f"/personas/?q=ada&type=buyer&trait={silos.pk}&sort=role&page=1").context["filter"].chips
    assert [(chip.label, chip.query) for chip in chips] == [
        ("Words: “ada”", f"?type=buyer&trait={silos.pk}&sort=role"),
        ("Type: Buyer", f"?q=ada&trait={silos.pk}&sort=role"),
        ("Challenges: Silos", "?q=ada&type=buyer&sort=role"),
    ]


def test_clear_all_keeps_how_the_list_is_shown(reader_client):
    PersonaFactory()
    response = reader_client.get("/personas/?q=x&type=buyer&view=table&sort=role&page=2")
    assert response.context["filter"].clear_query == "?view=table&sort=role"


def test_no_results_offer_every_way_out_with_its_count(reader_client):
    persona("Ada")
    PersonaTypeFactory(name="User")
    ways = reader_client.get("/personas/?q=ada&type=user").context["filter"].ways_out
    assert [(way.chip.label, way.count) for way in ways] == [("Words: “ada”", 0), ("Type: User", 1)]


@pytest.mark.parametrize(
    "query",
    [
        "type=nobody",
        "type=buyer&type=nobody",
        "status=gone",
        "owner=x",
        "owner=99999999999999999999",
        "owner=٣",
        "trait=0",
        "trait=-1",
        "trait=1e3",
        f"trait={'9' * 18}",
        "trait=%00",
        "role=nobody",
        "first=2",
        "content=nothing",
        "tier=4",
        "starred=yes",
        "sort=shoe+size",
        "view=cube",
        "q=%00",
        "title=%00",
        f"q={'x' * 201}",
    ],
)
def test_invalid_values_are_said_and_show_nothing(reader_client, query):
    PersonaFactory()
    response = reader_client.get(f"/personas/?{query}")
    assert (response.status_code, len(response.context["filter"].problems)) == (200, 1)
    assert "cards" not in response.context
    assert b"So nothing is shown" in response.content


def test_empty_values_ask_for_nothing(reader_client):
    PersonaFactory(name="Ada")
    assert found(reader_client, q="", type="", trait="", sort="", view="", title=" ") == ["Ada"]


def test_grid_and_table_show_the_same_personas(reader_client):
    PersonaFactory(name="Ada")
    grid, table = (reader_client.get("/personas/", {"view": view}).content.decode() for view in ("grid", "table"))
    assert ('class="cards"' in grid, "<table" in grid, "Ada" in grid) == (True, False, True)
    assert ('class="cards"' in table, "<table" in table, "Ada" in table) == (False, True, True)


@pytest.mark.parametrize(
    ("query", "name", "reviewed"),
    [
        ("", ("ascending", "?view=table&sort=-name"), ("", "?view=table&sort=reviewed")),
        ("&sort=-name", ("descending", "?view=table"), ("", "?view=table&sort=reviewed")),
        ("&sort=reviewed", ("", "?view=table"), ("descending", "?view=table&sort=-reviewed")),
        ("&sort=-reviewed", ("", "?view=table"), ("ascending", "?view=table&sort=reviewed")),
    ],
)
def test_headings_of_the_table_sort_it(reader_client, query, name, reviewed):
    PersonaFactory()
    response = reader_client.get(f"/personas/?view=table&page=1{query}")
    headings = response.context["filter"].headings
    assert [(headings[key].direction, headings[key].query) for key in ("name", "reviewed")] == [name, reviewed]
    assert response.content.decode().count("aria-sort") == 1


def test_an_address_that_asks_too_much_is_refused_with_a_sentence(reader_client):
    persona("Ada")
    response = reader_client.get("/personas/?" + "&".join(["type=x"] * 1001))
    assert (response.status_code, b"more than 1,000 parameters" in response.content) == (400, True)
    assert reader_client.get("/personas/?" + "&".join(["q="] * 1000)).status_code == 200


@pytest.mark.parametrize(("query", "status"), [("page=-1", 404), ("page=x", 404), (f"q={'x' * 8000}", 200)])
def test_pages_that_are_none_and_long_addresses_are_said(reader_client, query, status):
    PersonaFactory()
    response = reader_client.get(f"/personas/?{query}")
    assert (response.status_code, "cards" in response.context) == (status, False)
    assert b'class="notice error"' in response.content


def test_pages_have_numbers(reader_client):
    PersonaFactory.create_batch(25)
    html = " ".join(reader_client.get("/personas/?type=buyer&page=2").content.decode().split())
    assert 'href="?type=buyer&amp;page=2" aria-current="page"' in html


# A swap is a fresh load


@pytest.mark.parametrize(
    "address", ["/personas/?type=buyer&view=table", "/personas/?q=nobody", "/content-types/?q=p", "/guides/?q=g"]
)
def test_an_unfiltered_page_with_a_swap_equals_a_fresh_load(reader_client, address):
    PersonaFactory.create_batch(2)
    ContentFormatFactory(name="Podcast")
    GuideFactory(title="Guide")
    before = reader_client.get(address.partition("?")[0]).content.decode()
    fresh = reader_client.get(address).content.decode()
    swapped = reader_client.get(address, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    title, _, results = swapped.partition('<div id="results"')
    start, end = before.index('<div id="results"'), before.index("</main>")
    assert title.strip() in " ".join(fresh.split())
    own = outside(before[:start] + '<div id="results"' + results + before[end:])
    assert own == outside(fresh)


def outside(html):
    """A page without what differs from visit to visit: its tokens and nonces, its title (which htmx sets), and the
    words typed, which stay in their field."""
    token, nonce, words = (
        r'name="csrfmiddlewaretoken" value="\w+"',
        r'nonce="[^"]+"',
        r'name="q"\s+type="search"\s+value="[^"]*"',
    )
    anew = f"{token}|{nonce}|{words}|<title>.*?</title>"
    return "".join(re.sub(anew, "", html, flags=re.DOTALL).split())


# Queries


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_rows(reader_client, django_assert_num_queries, challenges, rows):
    owner = UserFactory()
    traits = [TraitFactory(facet=challenges), TraitFactory(facet=FacetFactory(comparable=True))]
    for _ in range(rows):
        made = having(f"Ada {_}", *traits, owner=owner)
        PersonaTraitFactory(persona=made, trait__facet=challenges)
        PersonaPurchasingRoleFactory(persona=made)
        ContentPreferenceFactory(persona=made, tier=1)
    query = {"q": "ada", "trait": [trait.pk for trait in traits], "owner": owner.pk, "type": "buyer", "tier": "1"}
    with django_assert_num_queries(SIGNED_IN + 23):
        assert len(found(reader_client, **query)) == min(rows, 24)


# Content types and guides


def test_content_types_by_words_whom_they_reach_and_tier(reader_client):
    podcast, report = ContentFormatFactory(name="Podcast"), ContentFormatFactory(name="Report", description="On paper")
    user = PersonaTypeFactory(name="User")
    ContentPreferenceFactory(content_format=podcast, persona__type=user, tier=2)
    ContentPreferenceFactory(content_format=podcast, tier=1)
    ContentPreferenceFactory(content_format=report, tier=1)
    ContentPreferenceFactory(content_format=report, persona__type=user, persona__status="draft")

    def names(**query):
        return [str(row) for row in reader_client.get("/content-types/", query).context["page"]]

    assert names(q="paper") == ["Report"]
    assert names(type="user") == ["Podcast"]
    assert names(type="user", tier="1") == []
    assert names(sort="reach") == ["Podcast", "Report"]
    assert counts(reader_client, "type", "/content-types/") == {"Buyer": 2, "User": 1}
    assert counts(reader_client, "tier", "/content-types/", type="user") == {
        "Primary": 0,
        "Secondary": 1,
        "Tertiary": 0,
    }


def test_the_tree_of_guides_has_them_all_on_one_page(reader_client):
    GuideFactory.create_batch(30)
    response = reader_client.get("/guides/")
    assert (response.context["paginator"].num_pages, response.content.count(b'class="branches"')) == (1, 1)
    assert reader_client.get("/guides/?page=2").status_code == 404


def test_guides_by_words_and_place(reader_client):
    whole = GuideFactory(title="Whole", body="")
    part = GuideFactory(title="Part", parent=whole, body="About silos")
    GuideFactory(title="Alone", body="About silos")
    GuideFactory(title="Detail", parent=part, body="")

    def titles(**query):
        return [guide.title for guide, above in reader_client.get("/guides/", query).context["found"]]

    assert titles(q="silos") == ["Alone", "Part"]
    assert titles(part="whole") == ["Detail", "Part", "Whole"]
    assert titles(part="whole", q="silos") == ["Part"]
    assert counts(reader_client, "part", "/guides/", q="silos") == {"Whole": 1}


@pytest.mark.parametrize("address", ["/content-types/?tier=9", "/guides/?part=none", "/guides/?q=%00"])
def test_invalid_values_of_the_other_lists(reader_client, address):
    ContentFormatFactory()
    GuideFactory()
    response = reader_client.get(address)
    assert (response.status_code, len(response.context["page"])) == (200, 0)
    assert b"So nothing is shown" in response.content
