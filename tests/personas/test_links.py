import pytest

from personas.links import CatalogueLinks

from .factories import GuideFactory, PersonaFactory, UserFactory

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
