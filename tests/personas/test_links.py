import pytest

from personas.links import CatalogueLinks
from personas.models import Guide, Persona

from .factories import EditorFactory, GuideFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def links():
    PersonaFactory(slug="release-rory")
    PersonaFactory(slug="secret", status="draft")
    GuideFactory(slug="roles-versus-personas")
    return CatalogueLinks(UserFactory())


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("#release-rory", "/personas/release-rory/"),
        ("/handbook/buyers/#release-rory", "/personas/release-rory/"),
        ("#roles-versus-personas", "/guides/roles-versus-personas/"),
        ("/personas/release-rory/", "/personas/release-rory/"),
        ("/personas/?type=buyer", "/personas/?type=buyer"),
        ("/content-types/#webinar", "/content-types/#webinar"),
        ("/guides/roles-versus-personas/", "/guides/roles-versus-personas/"),
    ],
)
def test_pages_of_ours_are_found(links, address, found):
    assert links(address) == found


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "#nobody",
        "#secret",
        "/personas/secret/",
        "/personas/nobody/",
        "/guides/nothing/",
        "/handbook/x",
        "/admin/",
        "x.html",
    ],
)
def test_other_addresses_and_what_the_user_may_not_see_are_not(links, address):
    assert links(address) is None


def test_nothing_is_looked_up_before_it_is_needed_and_then_once(links, django_assert_num_queries):
    with django_assert_num_queries(4):  # the user's own rights and those of groups, personas, guides
        for _ in range(3):
            links("#nobody")


@pytest.mark.django_db(transaction=True)
def test_what_links_may_lead_to_is_known_anew_after_each_change():
    PersonaFactory(slug="ada"), PersonaFactory(slug="secret", status="draft"), GuideFactory(slug="how")
    reader, editor = UserFactory(), EditorFactory()

    def known():
        return [sorted({*links.personas, *links.guides}) for links in map(CatalogueLinks, (editor, reader))]

    assert known() == [["ada", "how", "secret"], ["ada", "how"]]
    Persona.objects.filter(slug="ada").update(slug="bob")
    assert known() == [["bob", "how", "secret"], ["bob", "how"]]
    Persona.objects.update(status="published")
    Guide.objects.update(slug="why")
    assert known() == [["bob", "secret", "why"]] * 2


@pytest.mark.django_db(transaction=True)
def test_after_an_edit_of_a_role_nothing_is_looked_up_again(django_assert_num_queries):
    user, ada = EditorFactory(), PersonaFactory(slug="ada")
    CatalogueLinks(user)("#nobody")
    Persona.objects.filter(pk=ada.pk).update(role_label="Countess")
    with django_assert_num_queries(3):  # the number, asked for each time, and once those of tables
        CatalogueLinks(user)("#nobody")
