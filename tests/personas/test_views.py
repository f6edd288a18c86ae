import re
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings as project_settings
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import Client
from PIL import Image

from personas.models import Facet, Persona
from personas.portraits import portrait_url

from .factories import (
    AdministratorFactory,
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    PurchasingRoleFactory,
    TraitFactory,
)

pytestmark = pytest.mark.django_db
ADDRESSES = ["/", "/personas/", "/personas/deprecated/", "/guides/", "/content-types/"]
INLINE_TAG = re.compile(r"</?(?:a|em|span|strong)\b[^>]*>")
SIGNED_IN = 4  # queries of every page: the session, the user, the user's own rights and those of groups


def text_of(response):
    """The words of a page's main part, with single spaces."""
    main = response.content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", INLINE_TAG.sub("", main)).split())


def title_of(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]


def names_of(response):
    """The names on the cards of a list page."""
    return [card.persona.name for card in response.context.get("cards", [])]


def full_persona(facet, **values):
    """A persona with something in every place that a card or a page has for it."""
    persona = PersonaFactory(**values)
    PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet))
    PersonaTitleFactory(persona=persona)
    PersonaPurchasingRoleFactory(persona=persona)
    ContentPreferenceFactory(persona=persona)
    PersonaNoteFactory(persona=persona)
    return persona


@pytest.fixture
def comparable():
    return FacetFactory(name="Challenges", comparable=True, in_summary=True)


@pytest.fixture
def editor_client():
    client = Client()
    client.force_login(EditorFactory())
    return client


@pytest.mark.parametrize("address", [*ADDRESSES, "/personas/ada/", "/personas/ada/portrait/", "/guides/words/"])
def test_every_page_asks_for_a_sign_in(client, address):
    PersonaFactory(slug="ada")
    GuideFactory(slug="words")
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("address", [*ADDRESSES, "/personas/ada/", "/guides/words/"])
def test_every_page_has_one_heading_and_only_reads(reader_client, address):
    PersonaFactory(slug="ada")
    GuideFactory(slug="words")
    response = reader_client.get(address)
    assert (response.status_code, response.content.count(b"<h1")) == (200, 1)
    assert reader_client.post(address).status_code == 405


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_empty_catalogue_says_what_to_do(address, reader_client, editor_client):
    for client in (reader_client, editor_client):
        response = client.get(address)
        assert (response.status_code, response.content.count(b'class="empty"')) == (200, 1)


# Queries: the same literal for 1 and for 30.


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", SIGNED_IN + 10),
        ("/personas/", SIGNED_IN + 16),
        ("/personas/deprecated/", SIGNED_IN + 3),
        ("/guides/", SIGNED_IN - 2 + 2),
        ("/content-types/", SIGNED_IN + 11),
    ],
)
def test_queries_do_not_grow_with_rows(reader_client, django_assert_num_queries, comparable, address, queries, rows):
    for _ in range(rows):
        persona = full_persona(comparable)
        PersonaFactory(status="deprecated").successors.add(persona)
        GuideFactory(parent=GuideFactory())
    with django_assert_num_queries(queries):
        assert reader_client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_a_persona_page_do_not_grow(reader_client, django_assert_num_queries, comparable, rows):
    persona = full_persona(comparable, parent=PersonaFactory(), reports_to=PersonaFactory())
    PersonaNoteFactory(persona=persona, facet=FacetFactory(kind=Facet.Kind.INTRODUCTION), body="See [Bob](#bob).")
    for _ in range(rows):
        row = PersonaTraitFactory(
            persona=persona, trait=TraitFactory(statement="*Like* [Bob](#bob)", facet=FacetFactory())
        )
        PersonaTraitFactory(trait=row.trait)
        PersonaTitleFactory(persona=persona)
        PersonaPurchasingRoleFactory(persona=persona)
        ContentPreferenceFactory(persona=persona)
        PersonaFactory(parent=persona)
        PersonaFactory(reports_to=persona)
        PersonaFactory(status="deprecated").successors.add(persona)
    with django_assert_num_queries(SIGNED_IN + 22):
        assert reader_client.get(persona.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_a_guide_do_not_grow(reader_client, django_assert_num_queries, rows):
    guide = GuideFactory(parent=GuideFactory())
    for _ in range(rows):
        GuideFactory(parent=GuideFactory(parent=guide))
    with django_assert_num_queries(SIGNED_IN - 2 + 2):
        assert reader_client.get(guide.get_absolute_url()).status_code == 200


# Home


def test_home_counts_by_type_what_is_in_use(reader_client):
    for kind, count in (("Buyer", 2), ("User", 13)):
        PersonaFactory.create_batch(count, type=PersonaTypeFactory(name=kind))
    PersonaFactory(type=PersonaTypeFactory(name="Past"), status="deprecated")
    context = reader_client.get("/").context
    cast = [(group["type"].name, group["count"], len(group["faces"])) for group in context["cast"]]
    assert cast == [("Buyer", 2, 2), ("User", 13, 12)]


def test_home_tells_editors_what_waits_for_them(reader_client, editor_client):
    PersonaFactory(status="draft", review_due_on=date(2000, 1, 1))
    assert "1 draft 1 overdue review" in text_of(editor_client.get("/"))
    assert "For editors" not in text_of(reader_client.get("/"))


# The list


def test_the_list_shows_what_the_reader_may_see_in_use(reader_client, editor_client):
    for status in ("draft", "published", "deprecated"):
        PersonaFactory(name=status, status=status)
    assert [names_of(client.get("/personas/")) for client in (reader_client, editor_client)] == [
        ["published"],
        ["draft", "published"],
    ]


def test_the_list_of_one_type(reader_client):
    PersonaFactory(name="Ada", type=PersonaTypeFactory(name="Buyer"))
    PersonaFactory(name="Bob", type=PersonaTypeFactory(name="User"))
    response = reader_client.get("/personas/?type=user")
    assert (names_of(response), title_of(response)) == (["Bob"], "Personas, Type: User · Dramatis")
    assert "1 persona" in text_of(response)


@pytest.mark.parametrize("kind", ["nobody", "Buyer", "%00", "<b>", "1"])
def test_an_unknown_type_is_said_to_be_unknown_and_shows_nothing(reader_client, kind):
    PersonaFactory()
    response = reader_client.get(f"/personas/?type={kind}")
    assert (response.status_code, names_of(response)) == (200, [])
    assert "So nothing is shown" in text_of(response)


def test_a_type_without_personas_says_so(reader_client):
    PersonaFactory()
    PersonaTypeFactory(name="Internal")
    assert text_of(reader_client.get("/personas/?type=internal")).endswith(
        "No persona for Type: Internal. Without Type: Internal: 1 result Show all"
    )


def test_a_page_holds_24_and_the_links_keep_the_type(reader_client):
    PersonaFactory.create_batch(25)
    pages = [reader_client.get("/personas/?type=buyer" + rest) for rest in ("", "&page=2")]
    assert [len(names_of(page)) for page in pages] == [24, 1]
    assert title_of(pages[1]) == "Personas, Type: Buyer, page 2 · Dramatis"
    assert 'href="?type=buyer&amp;page=2"' in pages[0].content.decode()
    assert 'href="?type=buyer&amp;page=1"' in pages[1].content.decode()


@pytest.mark.parametrize("address", ["/personas/", "/personas/deprecated/"])
@pytest.mark.parametrize("number", ["2", "0", "-1", "last", "1.5", "%00", "9" * 5000])
def test_a_page_that_is_not_there_is_not_found(reader_client, address, number):
    response = reader_client.get(f"{address}?page={number}")
    assert (response.status_code, response.context["page"]) == (404, None)
    assert "Go to the first page" in text_of(response)


def test_htmx_gets_the_results_alone(reader_client):
    PersonaFactory(name="Ada")
    whole = reader_client.get("/personas/")
    part = reader_client.get("/personas/", headers={"HX-Request": "true", "HX-Target": "results"})
    title, _, results = part.content.decode().partition('<div id="results"')
    assert title.strip() == f"<title>{title_of(whole)}</title>"
    assert " ".join(results.split()) in " ".join(whole.content.decode().split())


def test_a_card_says_who_it_is_what_they_want_and_how_it_stands(editor_client, comparable):
    persona = PersonaFactory(
        name="Ada", role_label="Engineer", status="draft", review_due_on=date(2000, 1, 1), reviewed_on=date(1999, 1, 1)
    )
    PersonaNoteFactory(
        persona=persona, facet=FacetFactory(kind=Facet.Kind.INTRODUCTION), body="Wants **calm**. Always."
    )
    PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=comparable, statement="Silos"))
    PersonaPurchasingRoleFactory(persona=persona, role=PurchasingRoleFactory(name="Influencer"))
    words = text_of(editor_client.get("/personas/"))
    assert words.partition(" A Ada ")[2] == (
        "Engineer · Buyer Wants calm. Challenges Silos Draft Review overdue In a purchase: Influencer"
        " ☆ Star Ada Compare Ada"
    )


# One persona


def test_a_persona_page_shows_all_that_is_known(reader_client, comparable):
    persona = PersonaFactory(
        name="Ada", role_label="Engineer", reviewed_on=date(2026, 11, 3), source_url="https://example.com/s"
    )
    other = PersonaTraitFactory(trait=TraitFactory(facet=comparable, statement="**Silos** everywhere"))
    PersonaTraitFactory(persona=persona, trait=other.trait, lead_in="At work:", detail="Mostly *abroad*.")
    PersonaTitleFactory(persona=persona, title__name="Programmer", qualifier="in _London_")
    PersonaPurchasingRoleFactory(persona=persona, role__name="Initiator", rank=2, qualifier="for renewals only")
    PersonaPurchasingRoleFactory(persona=persona, role__name="Researcher", rank=2)
    ContentPreferenceFactory(persona=persona, content_format__name="Podcast", qualifier="short ones")
    html = reader_client.get("/personas/ada-engineer/").content.decode()
    words = text_of(reader_client.get("/personas/ada-engineer/"))
    assert "A Ada Engineer Buyer · Published · reviewed 3 Nov 2026" in words
    assert "Role in the purchase Initiator (for renewals only) and Researcher" in words
    assert "Challenges At work: Silos everywhere shared with 1 Mostly abroad." in words
    assert "Primary Podcast (short ones)" in words
    assert "Job titles Programmer (in London)" in words
    assert '<li value="2">Initiator' in html
    assert 'href="/content-types/#podcast"' in html
    assert 'href="https://example.com/s"' in html


def test_only_editors_reach_drafts_and_are_told(reader_client, editor_client):
    address = PersonaFactory(status="draft").get_absolute_url()
    assert reader_client.get(address).status_code == 404
    assert "Only editors see this page" in text_of(editor_client.get(address))


def test_a_deprecated_persona_says_since_when_why_and_who_took_over(reader_client):
    persona = PersonaFactory(
        status="deprecated", deprecated_on=date(2022, 11, 1), deprecation_reason="Was *too* narrow."
    )
    persona.successors.add(PersonaFactory(name="Ada", role_label=""), PersonaFactory(name="Draft", status="draft"))
    response = reader_client.get(persona.get_absolute_url())
    assert text_of(response).startswith("Deprecated since 1 Nov 2022. Use Ada instead. Was too narrow.")
    assert title_of(response) == f"{persona.heading} (deprecated) · Dramatis"


def test_staff_who_may_edit_get_the_way_to_the_admin(reader_client, editor_client):
    persona = PersonaFactory()
    link = f'href="/admin/personas/persona/{persona.pk}/change/"'
    pages = [client.get(persona.get_absolute_url()).content.decode() for client in (reader_client, editor_client)]
    assert [link in page for page in pages] == [False, True]


def test_the_deprecated_list_names_successors_that_the_reader_may_see(reader_client):
    persona = PersonaFactory(name="Old", role_label="", status="deprecated", deprecated_on=date(2022, 11, 1))
    persona.successors.add(PersonaFactory(name="Ada", role_label=""), PersonaFactory(name="Draft", status="draft"))
    PersonaFactory(name="In use")
    assert text_of(reader_client.get("/personas/deprecated/")).endswith(
        "1 persona O Old Buyer, deprecated since 1 Nov 2022. Now: Ada."
    )


# Portraits


@pytest.fixture
def portrait():
    """The bytes of a red square, which is Ada's portrait."""
    data = BytesIO()
    Image.new("RGB", (4, 4), "red").save(data, "PNG")
    PersonaFactory(slug="ada").portrait.save("ada.PNG", ContentFile(data.getvalue()))
    return data.getvalue()


def body_of(response):
    return b"".join(response.streaming_content)


def test_a_portrait_is_for_readers_only_and_asks_again(reader_client, portrait):
    response = reader_client.get("/personas/ada/portrait/")
    assert body_of(response) == portrait
    assert {name: response[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/png",
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    again = reader_client.get("/personas/ada/portrait/", headers={"If-Modified-Since": response["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_address_on_a_page_may_be_kept_for_good(reader_client, portrait):
    address = portrait_url(Persona.objects.get())
    assert f'src="{address}"' in reader_client.get("/personas/ada/").content.decode()
    response = reader_client.get(address)
    assert (body_of(response), response["Cache-Control"]) == (portrait, "private, max-age=31536000, immutable")
    other = reader_client.get("/personas/ada/portrait/?v=other")
    assert (body_of(other), other["Cache-Control"]) == (portrait, "private, no-cache")


def test_lists_show_the_small_portrait_and_the_large_one_where_there_is_no_other(reader_client, portrait):
    ada = Persona.objects.get()
    address = portrait_url(ada, small=True)
    assert f'src="{address}"' in reader_client.get("/personas/").content.decode()
    assert body_of(reader_client.get(address)) == portrait
    ada.portrait_small.save("small.png", ContentFile(b"small"))
    assert body_of(reader_client.get(address)) == b"small"


def test_a_portrait_of_a_draft_or_of_nobody_is_not_found(reader_client, editor_client, portrait):
    Persona.objects.update(status="draft")
    assert reader_client.get("/personas/ada/portrait/").status_code == 404
    assert reader_client.get("/personas/ada/portrait/small/").status_code == 404
    assert body_of(editor_client.get("/personas/ada/portrait/")) != b""
    assert editor_client.get(f"/personas/{PersonaFactory().slug}/portrait/").status_code == 404


@pytest.mark.parametrize("name", ["portraits/gone.png", "portraits/page.html"])
def test_a_portrait_without_a_proper_file_is_not_found(reader_client, name):
    persona = PersonaFactory(portrait=name)
    assert reader_client.get(f"{persona.get_absolute_url()}portrait/").status_code == 404


# Guides and content types


def test_the_guides_are_a_tree_and_each_knows_its_place(reader_client):
    whole = GuideFactory(title="Whole", body="")
    part = GuideFactory(title="Part", parent=whole, body="# Inside\n[Ada](#ada) and [elsewhere](/handbook/)")
    GuideFactory(title="Detail", parent=part)
    PersonaFactory(slug="ada")
    assert text_of(reader_client.get("/guides/")).endswith("Whole Part Detail")
    response = reader_client.get(part.get_absolute_url())
    assert text_of(response).startswith(
        "Guides Whole Part Inside Ada and elsewhere Parts of this guide Detail Updated"
    )
    assert '<a href="/personas/ada/" rel="noopener noreferrer">Ada</a> and elsewhere' in response.content.decode()


def test_content_types_name_visible_personas_in_use_by_tier(reader_client):
    podcast = ContentFormatFactory(
        name="Podcast", description="Made to be *heard*.", example_url="https://example.com/p"
    )
    for tier, status in ((2, "published"), (1, "published"), (1, "draft"), (1, "deprecated")):
        ContentPreferenceFactory(
            content_format=podcast,
            tier=tier,
            persona=PersonaFactory(name=f"{status} {tier}", role_label="", status=status),
        )
    response = reader_client.get("/content-types/")
    assert text_of(response).endswith(
        "Podcast Made to be heard. An example of Podcast Primary for P1 published 1 Secondary for P2 published 2"
    )
    assert 'id="podcast"' in response.content.decode()


@pytest.mark.parametrize("more", [1, 30])
def test_of_many_whom_a_content_type_reaches_the_first_are_shown_and_the_others_counted(
    reader_client, django_assert_num_queries, more
):
    podcast = ContentFormatFactory(name="Podcast")
    for number in range(12 + more):
        persona = PersonaFactory(name=f"N{number:02}", role_label="")
        ContentPreferenceFactory(content_format=podcast, tier=2, persona=persona)
    with django_assert_num_queries(SIGNED_IN + 11):
        html = reader_client.get("/content-types/").content.decode()
    assert [number for number in range(12 + more) if f"N{number:02}</span>" in html] == list(range(12))
    link = '<a class="more" href="/personas/?content=podcast&amp;tier=2">'
    assert f"{link}and {more} more" in html
    found = reader_client.get("/personas/", {"content": "podcast", "tier": 2}).context["paginator"].count
    assert found == 12 + more


# Errors


@pytest.mark.parametrize("address", ["/nothing-here/", "/personas/nobody/", "/guides/nothing/", "/personas/%00/"])
def test_what_is_not_there_is_not_found(reader_client, address):
    response = reader_client.get(address)
    assert (response.status_code, title_of(response)) == (404, "Page not found · Dramatis")


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_no_context_and_no_database(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string(template)
    assert (html.count("<h1"), html.count("<main")) == (1, 1)


def test_a_wrong_password_is_explained(client):
    response = client.post("/accounts/login/", {"username": "ada", "password": "guess"})
    assert title_of(response) == "Error: Sign in · Dramatis"
    assert 'role="alert"' in response.content.decode()


def test_the_header_leads_staff_to_the_admin(reader_client):
    staff = Client()
    staff.force_login(AdministratorFactory())
    assert ['href="/admin/"' in client.get("/").content.decode() for client in (reader_client, staff)] == [False, True]


def test_no_template_of_a_page_has_a_style_or_a_script_of_its_own():
    templates = [
        re.sub(r"{%.*?%}", "", path.read_text())
        for path in (project_settings.BASE_DIR / "templates").rglob("*.html")
        if not {"admin", "mail"}.intersection(path.parts)
    ]
    assert [html for html in templates if re.search(r"<style|<script(?! src)|\sstyle=|\son\w+=", html)] == []
