from html import unescape

import pytest

from tests.personas.factories import PersonaFactory, TraitFactory

pytestmark = pytest.mark.django_db
PERSONAS, TRAITS = "/admin/personas/persona/", "/admin/personas/trait/"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (f"{TRAITS}?p=-1", "a page that isn't there"),
        (f"{TRAITS}?p=0", "a page that isn't there"),
        (f"{TRAITS}?p=9{'0' * 30}", "a page that isn't there"),
        (f"{TRAITS}?p=x", "a page that isn't there"),
        (f"{TRAITS}?nothing=1", "something that no row has"),
        (f"{TRAITS}?nothing=1&e=1", "something that no row has"),
        (f"{TRAITS}?facet__id__exact=x", "something that no row has"),
        (f"{TRAITS}?q=a%00b", "characters that no text has"),
        (f"{PERSONAS}?status=odd", "“odd” is no choice of the filter “status”"),
        (f"{PERSONAS}?status=1", "“1” is no choice of the filter “status”"),
        (f"{PERSONAS}?owner=9{'0' * 30}", "is no choice of the filter “owner”"),
        (f"{PERSONAS}?updated_at__year=x", "something that no row has"),
    ],
)
def test_a_list_says_what_it_cannot_show(admin_client, admin_user, address, sentence):
    PersonaFactory(owner=admin_user)
    TraitFactory(), TraitFactory()
    response = admin_client.get(address)
    text = " ".join(unescape(response.content.decode()).split())
    assert (response.status_code, sentence in text, "See the whole list" in text) == (404, True, True)


@pytest.mark.parametrize(
    "query", ["", "?p=1", "?q=a", "?status=draft", "?status=", "?owner=me", "?owner=7", "?e=1", "?o=x"]
)
def test_lists_are_shown(admin_client, admin_user, query):
    PersonaFactory(owner=admin_user)
    assert admin_client.get(f"{PERSONAS}{query}").status_code == 200


@pytest.mark.parametrize("address", [PERSONAS, "/admin/auth/user/", "/admin/enablement/session/"])
def test_there_is_no_button_that_saves_as_new(admin_client, address):
    response = admin_client.post(f"{address}add/", {"_saveasnew": "1"})
    assert (response.status_code, "nothing was saved" in response.content.decode()) == (400, True)
