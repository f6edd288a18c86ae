"""Pages that are kept: everybody is shown what they would be shown without."""

from datetime import date

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from personas.models import Persona, PersonaTrait

from ..factories import (
    ContentPreferenceFactory,
    EditorFactory,
    GuideFactory,
    PersonaFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    StarFactory,
    TraitFactory,
    UserFactory,
)
from .columns import columns_of, columns_read
from .readers import TOKEN, assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true", "HX-Target": "results"}
LIST = "/personas/"
AFTER_A_CHANGE = (
    *("/personas/", "/personas/?type=buyer", "/personas/{0}/", "/personas/charts/", "/personas/charts/{1}/"),
    *("/search/?q=bob", "/search/?q=sil", "/search/?q=baet", "/content-types/"),
)


def catalogue() -> list[str]:
    """Writes personas, one of them a draft, who have something in common. Returns the addresses of kept pages."""
    trait = TraitFactory(facet__comparable=True, facet__in_summary=True)
    first, second, draft = (PersonaFactory(name=name) for name in ("Ada", "Bob", "Secret Cid"))
    for persona in (first, second, draft):
        PersonaTraitFactory(persona=persona, trait=trait)
        ContentPreferenceFactory(persona=persona)
    Persona.objects.filter(pk=draft.pk).update(status="draft", reports_to=first)
    guide = GuideFactory(body=f"About [them](#{draft.slug}).")
    own = ("personas:detail", "personas:around", "personas:one_page")
    return [
        *(reverse(f"personas:{name}") for name in ("home", "list", "content_types", "guides", "charts")),
        "/personas/?view=table&status=published",
        f"/personas/compare/?p={first.slug}&p={second.slug}",
        *(reverse(name, args=[first.slug]) for name in own),
        reverse("personas:chart", args=[trait.facet.slug]),
        guide.get_absolute_url(),
        "/search/?q=cid",
        "/search/?q=ada&kind=personas",
    ]


def test_nobody_gets_a_page_that_was_made_for_somebody_else():
    addresses = catalogue()
    reader, editor = client_of(UserFactory(last_name="Reader")), client_of(EditorFactory(last_name="Editor"))
    shown = {"drafts": [], "editor": []}
    for address in addresses:
        first, after_reader = page(reader, address), page(editor, address)
        caches["pages"].clear()
        alone, after_editor = page(editor, address), page(reader, address)
        assert (after_editor, after_reader) == (first, alone), address
        shown["drafts"] += ["Secret Cid" in each for each in (first, alone)]
        shown["editor"] += ["Editor" in each for each in (first, alone)]
        caches["pages"].clear()
    assert (any(shown["drafts"][::2]), shown["drafts"][1::2].count(True) > 3) == (False, True)
    assert shown["editor"] == [False, True] * len(addresses)


def test_a_kept_page_is_like_one_that_nobody_kept():
    addresses, reader = catalogue(), client_of(UserFactory())
    with transaction.atomic():  # where nothing is kept
        fresh = [page(reader, address) for address in addresses]
    assert len(caches["pages"]._cache) == 0
    for _ in range(2):
        assert [page(reader, address) for address in addresses] == fresh


def test_a_kept_page_takes_four_queries(django_assert_num_queries):
    addresses, reader = catalogue(), client_of(UserFactory())
    for address in addresses[1:]:
        page(reader, address)
        with django_assert_num_queries(4):  # the session, the account, the number, the stars
            page(reader, address)


def test_the_swap_equals_the_page():
    catalogue()
    reader = client_of(UserFactory())
    for _ in range(2):
        part = page(reader, "/personas/?q=a", **HTMX)
        results = part[part.index('<div id="results"') :].strip()
        assert results in page(reader, "/personas/?q=a")


@pytest.mark.parametrize(
    "change",
    [
        lambda persona: persona.save(),
        lambda persona: Persona.objects.filter(pk=persona.pk).update(name="Ada Lovelace"),
        lambda persona: PersonaTrait.objects.bulk_create([PersonaTrait(persona=persona, trait=TraitFactory())]),
        lambda persona: run("UPDATE personas_persona SET role_label = 'Countess'"),
        lambda persona: persona.persona_traits.all().delete(),
    ],
)
def test_a_change_shows_at_once(change):
    persona = PersonaTraitFactory(persona__name="Ada", trait__facet__in_summary=True).persona
    reader, addresses = client_of(UserFactory()), (LIST, persona.get_absolute_url())
    before = [page(reader, address) for address in addresses]
    persona.name = "Ada, Countess"
    change(persona)
    after = [page(reader, address) for address in addresses]
    caches["pages"].clear()
    assert after == [page(reader, address) for address in addresses]
    assert before[1] != after[1]


def test_after_each_change_kept_pages_are_like_those_that_nobody_kept():
    trait = TraitFactory(facet__comparable=True)
    ada, bob, cy = (PersonaTraitFactory(persona__name=name, trait=trait).persona for name in ("Ada", "Bob", "Cy"))
    addresses = [each.format(ada.slug, trait.facet.slug) for each in AFTER_A_CHANGE]
    changes = [
        lambda: Persona.objects.filter(pk=bob.pk).update(name="Beate"),
        lambda: Persona.objects.filter(pk=cy.pk).update(status="deprecated"),
        lambda: Persona.objects.filter(pk=bob.pk).update(reports_to=ada),
        lambda: Persona.objects.filter(pk=cy.pk).update(status="published"),
        lambda: Persona.objects.filter(pk=cy.pk).update(type=PersonaTypeFactory(name="Other")),
        lambda: PersonaTrait.objects.filter(persona=cy).delete(),
        lambda: type(trait).objects.filter(pk=trait.pk).update(statement="Silence"),
        lambda: PersonaFactory(name="Beat"),
        lambda: cy.delete(),
    ]
    reader = client_of(UserFactory())
    assert_each_shows_at_once(enumerate(changes), lambda: [page(reader, address) for address in addresses])


@pytest.mark.parametrize("address", ["/personas/charts/", "/personas/charts/?type=buyer&deprecated=on", "/guides/"])
def test_pages_of_a_few_tables_are_made_of_no_others(address):
    """Such a page stays while these tables do, so it must not read anything else, of personas no other columns. The
    order by name of those who are counted makes no difference to it."""
    catalogue()
    view, _, _ = resolve(address.partition("?")[0])
    request = RequestFactory().get(address)
    by_name = {("personas_persona", column) for column in ("name", "role_label")}
    columns = by_name.union(*map(columns_of, view.made_of(request)))
    reader = client_of(UserFactory())
    with transaction.atomic(), CaptureQueriesContext(connection) as made:
        page(reader, address)
    read = columns_read(made)
    assert read
    assert read <= columns


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_stars_are_the_readers_own():
    ada, bob = PersonaFactory(name="Ada"), PersonaFactory(name="Bob")
    readers = [UserFactory(), UserFactory(), UserFactory()]
    StarFactory(user=readers[0], persona=ada)
    StarFactory(user=readers[1], persona=bob)
    clients = [client_of(reader) for reader in readers]
    for _ in range(2):
        assert [stars(page(client, LIST), ada, bob) for client in clients] == [(1, 0), (0, 1), (0, 0)]
        assert [stars(page(client, ada.get_absolute_url()), ada, bob) for client in clients] == [
            (1, 0),
            (0, 0),
            (0, 0),
        ]
    assert [("Ada" in page(client, "/personas/?starred=1")) for client in clients] == [True, False, False]
    clients[2].post("/stars/", {"star": bob.slug})
    clients[0].post("/stars/", {"unstar": ada.slug})
    assert [stars(page(client, LIST), ada, bob) for client in clients] == [(0, 0), (0, 1), (0, 1)]


def stars(html: str, *personas) -> tuple:
    return tuple(html.count(f"{persona.name}: take the star away") for persona in personas)


def test_the_name_and_the_forms_are_the_readers_own():
    PersonaFactory()
    one, other = (client_of(UserFactory(last_name=name), enforce_csrf_checks=True) for name in ("Ünal", "O'Hara"))
    for client, own, others in ((one, "Ünal", "Hara"), (other, "O&#x27;Hara", "Ünal")):
        html = client.get(LIST).content.decode()
        assert (own in html, others in html) == (True, False)
        token = TOKEN.search(html)[1]
        slug = Persona.objects.get().slug
        assert client.post("/stars/", {"star": slug, "csrfmiddlewaretoken": token}).status_code == 302
        assert "own-" not in html


def test_a_persona_named_like_an_open_place_is_a_name():
    PersonaFactory(name="own-token-0123")
    assert "own-token-0123" in page(client_of(UserFactory()), LIST)


def test_a_right_that_is_given_or_taken_shows_at_once():
    draft = PersonaFactory(name="Secret Cid", status="draft")
    reader, editor = UserFactory(), EditorFactory()
    client = client_of(reader)
    seen = ["Secret Cid" in page(client, LIST)]
    reader.user_permissions.add(editor.user_permissions.get(codename="change_persona"))
    seen.append("Secret Cid" in page(client, LIST))
    reader.user_permissions.clear()
    seen.append("Secret Cid" in page(client, LIST))
    assert (seen, client.get(draft.get_absolute_url()).status_code) == ([False, True, False], 404)


def test_a_new_day_is_a_new_page():
    persona = PersonaFactory(review_due_on=date(2026, 11, 20))
    client = client_of(UserFactory())
    with time_machine.travel("2026-11-20 12:00Z", tick=False):
        before = page(client, persona.get_absolute_url())
    with time_machine.travel("2026-11-21 12:00Z", tick=False):
        after = page(client, persona.get_absolute_url())
    assert [("Review overdue" in each) for each in (before, after)] == [False, True]


def test_a_message_is_said_once_and_to_one_reader():
    view = {"name": "Mine", "page": "personas", "query": ""}
    one, other = client_of(UserFactory()), client_of(UserFactory())
    assert "Saved as" in one.post("/views/", view, follow=True).content.decode()
    assert ["Saved as" in page(client, LIST) for client in (one, other)] == [False, False]


def test_saved_views_stand_on_their_own_home_page():
    one, other = client_of(UserFactory()), client_of(UserFactory())
    for client in (one, other):
        page(client, "/")
    one.post("/views/", {"name": "Whom we meet", "page": "personas", "query": ""})
    one.get(LIST)
    assert ["Whom we meet" in page(client, "/") for client in (one, other)] == [True, False]


def test_what_is_not_there_is_asked_for_each_time():
    client = client_of(UserFactory())
    assert client.get("/personas/ada/").status_code == 404
    PersonaFactory(name="Ada", role_label="")
    assert client.get("/personas/ada/").status_code == 200
