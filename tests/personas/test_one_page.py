import pytest
from django.test import Client

from personas.models import Facet
from personas.one_page import CONTENT_TYPES, FURTHER, LONGEST_TEXT, ROLES, STATEMENTS, TITLES, OnePage, Part, shortened
from personas.plain import text_of

from .factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    JobTitleFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PurchasingRoleFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGES = ["one-page", "text", "around"]
SIGNED_IN = 4  # queries of every page: the session, the user, the user's own rights and those of groups


@pytest.fixture
def ada():
    """A persona with a little of everything."""
    boss = PersonaFactory(name="Boss", role_label="")
    persona = PersonaFactory(name="Ada", role_label="Chief", slug="ada", reports_to=boss)
    about = FacetFactory(kind=Facet.Kind.INTRODUCTION)
    PersonaNoteFactory(persona=persona, facet=about, body="Ada wants *calm*.\nAlways.\n\nMore.")
    for name, in_summary in (("Challenges", True), ("Goals", False)):
        facet = FacetFactory(name=name, comparable=True, in_summary=in_summary)
        for rank in range(1, STATEMENTS + 3):
            trait = TraitFactory(facet=facet, statement=f"**{name}** {rank}")
            PersonaTraitFactory(persona=persona, trait=trait, rank=rank)
    PersonaTitleFactory(persona=persona, title=JobTitleFactory(name="CEO"))
    for name in ("Initiator", "Payer"):
        PersonaPurchasingRoleFactory(persona=persona, role=PurchasingRoleFactory(name=name), rank=1)
    for tier, name in ((1, "Podcast"), (2, "Webinar")):
        ContentPreferenceFactory(persona=persona, content_format=ContentFormatFactory(name=name), tier=tier)
    return persona


@pytest.fixture
def editor_client():
    client = Client()
    client.force_login(EditorFactory())
    return client


def test_the_sheet_says_the_first_things_in_plain_words(ada):
    sheet = OnePage(ada, UserFactory())
    assert sheet.introduction == "Ada wants calm. Always."
    assert sheet.leading == [Part("Challenges", [f"Challenges {rank}" for rank in (1, 2, 3)], 2)]
    assert sheet.further == [[Part("Goals", [f"Goals {rank}" for rank in (1, 2, 3)], 2)]]
    assert sheet.reached_by == [Part("Primary", ["Podcast"]), Part("Secondary", ["Webinar"])]
    assert (sheet.purchasing_roles, sheet.titles) == ([(1, "Initiator and Payer")], Part("Job titles", ["CEO"]))
    assert sheet.reports_to == ["Boss"]


def test_the_sheet_is_bounded(ada):
    long = "long words " * 90
    ada.notes.update(body=long)
    for _ in range(FURTHER + 2):
        trait = TraitFactory(facet=FacetFactory(comparable=True), statement=long)
        PersonaTraitFactory(persona=ada, trait=trait)
    for number in range(20):
        PersonaTitleFactory(persona=ada)
        PersonaPurchasingRoleFactory(persona=ada, rank=number + 2)
        ContentPreferenceFactory(persona=ada)
    sheet = OnePage(ada, UserFactory())
    assert LONGEST_TEXT - 20 < len(sheet.introduction) <= LONGEST_TEXT
    assert [len(row) for row in sheet.further] == [2] * (FURTHER // 2)
    assert (len(sheet.titles.lines), sheet.titles.left_out) == (TITLES, 21 - TITLES)
    assert len(sheet.purchasing_roles) == ROLES
    assert (len(sheet.reached_by[0].lines), sheet.reached_by[0].left_out) == (CONTENT_TYPES, 21 - CONTENT_TYPES)


def test_a_superior_whom_the_reader_may_not_see_is_not_named(ada):
    ada.reports_to.status = "draft"
    ada.reports_to.save()
    assert [OnePage(ada, user).reports_to for user in (UserFactory(), EditorFactory())] == [[], ["Boss"]]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Two words", "Two words"),
        ("Two  words\nor more", "Two words…"),
        ("Onewordthatislong", "Onewordth…"),
        ("A Onewordthatislong", "A Oneword…"),
        ("", ""),
    ],
)
def test_text_is_cut_between_words_where_it_can_be(text, short):
    assert shortened(text, 10) == short


def test_the_text_is_a_card_and_what_matters_most(ada):
    assert text_of(OnePage(ada, UserFactory()), "https://example.com/ada/") == (
        "**Ada (Chief)**\n"
        "Buyer\n"
        "Job titles: CEO\n"
        "Reports to: Boss\n"
        "Role in the purchase: 1 Initiator and Payer\n"
        "How to reach them: primary Podcast; secondary Webinar\n"
        "https://example.com/ada/\n"
        "\n"
        "Ada wants calm. Always.\n"
        "\n"
        "**Challenges**\n1. Challenges 1\n2. Challenges 2\n3. Challenges 3\n… and 2 more\n"
        "\n"
        "**Goals**\n1. Goals 1\n2. Goals 2\n3. Goals 3\n… and 2 more\n"
    )


def test_the_sheet_and_text_of_a_deprecated_persona_say_who_took_over(reader_client, ada):
    old = PersonaFactory(name="Old", role_label="", slug="old", status="deprecated")
    old.successors.add(ada, PersonaFactory(name="Secret", status="draft"))
    lines = text_of(OnePage(old, UserFactory()), "https://example.com/old/")
    assert b"use Ada (Chief) instead" in reader_client.get("/personas/old/one-page/").content
    assert lines == "**Old**\nBuyer · Deprecated\nUse instead: Ada (Chief)\nhttps://example.com/old/\n"


def test_the_text_is_served_as_plain_text(reader_client, ada):
    response = reader_client.get("/personas/ada/text/")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("text/plain; charset=utf-8", "nosniff")
    assert response.content.decode() == text_of(OnePage(ada, UserFactory()), "http://testserver/personas/ada/")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_asks_for_a_sign_in_and_only_reads(client, reader_client, ada, page):
    address = f"/personas/ada/{page}/"
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    assert [reader_client.get(address).status_code, reader_client.post(address).status_code] == [200, 405]


@pytest.mark.parametrize("page", PAGES)
def test_drafts_are_for_editors(reader_client, editor_client, page):
    PersonaFactory(slug="draft", status="draft")
    addresses = [f"/personas/draft/{page}/", f"/personas/nobody/{page}/"]
    assert [reader_client.get(address).status_code for address in addresses] == [404, 404]
    assert [editor_client.get(address).status_code for address in addresses] == [200, 404]


@pytest.mark.parametrize("page", PAGES)
def test_a_persona_without_anything_has_every_page(reader_client, page):
    PersonaFactory(slug="bare", name="Bare <b>", role_label="")
    response = reader_client.get(f"/personas/bare/{page}/")
    assert response.status_code == 200
    assert (b"Bare <b>" in response.content) == (page == "text")


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("page", "queries"), [("one-page", 11), ("text", 11), ("around", 3)])
def test_queries_do_not_grow(reader_client, django_assert_num_queries, ada, page, queries, rows):
    for number in range(rows):
        PersonaTraitFactory(persona=ada, trait=TraitFactory(facet=FacetFactory(comparable=True)))
        PersonaTitleFactory(persona=ada)
        PersonaPurchasingRoleFactory(persona=ada, rank=number + 2)
        ContentPreferenceFactory(persona=ada)
        PersonaFactory(reports_to=ada, parent=ada)
    with django_assert_num_queries(SIGNED_IN + queries):
        assert reader_client.get(f"/personas/ada/{page}/").status_code == 200


def test_the_banner_compares_old_with_new_whom_the_reader_may_see(reader_client, ada):
    old = PersonaFactory(slug="old", status="deprecated", deprecation_reason="Too *narrow*.")
    old.successors.add(ada, PersonaFactory(slug="secret", status="draft"))
    body = reader_client.get("/personas/old/").content.decode()
    assert 'href="/personas/compare/?p=old&amp;p=ada"' in body
    assert "Too <em>narrow</em>." in body
    old.successors.clear()
    assert "Compare old with new" not in reader_client.get("/personas/old/").content.decode()


def test_similar_personas_link_to_the_comparison(reader_client, ada):
    row = ada.persona_traits.first()
    PersonaTraitFactory(trait=row.trait, persona=PersonaFactory(slug="bob", name="Bob"))
    body = reader_client.get("/personas/ada/").content.decode()
    assert 'href="/personas/compare/?p=ada&amp;p=bob"' in body
    assert "1 shared trait<" in body
