"""The way from the list of personas to the charts of those it shows."""

import pytest

from ..factories import PersonaFactory, PersonaTypeFactory

pytestmark = pytest.mark.django_db
LINK = 'href="/charts/of/?{}"'


@pytest.fixture
def people():
    """Two users, one of them deprecated, and two buyers."""
    for name, kind, status in [
        ("Ada", "User", "published"),
        ("Bob", "User", "deprecated"),
        ("Cem", "Buyer", "published"),
        ("Deb", "Buyer", "published"),
        ("Eli", "Buyer", "draft"),
    ]:
        PersonaFactory(name=name, role_label="", slug=name.lower(), type=PersonaTypeFactory(name=kind), status=status)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("type=buyer&sort=-name&view=table", "p=deb&p=cem"),
        ("type=user&status=deprecated", "p=bob"),
        ("", "p=ada&p=cem&p=deb"),
    ],
)
def test_charts_are_of_those_whom_the_list_shows(reader_client, people, query, named):
    response = reader_client.get(f"/charts/of/?{query}")
    assert (response.status_code, response["Location"]) == (302, f"/personas/charts/?{named}")


@pytest.mark.parametrize("query", ["q=nobody", "type=nothing"])
def test_where_nobody_is_found_the_list_says_so(reader_client, people, query):
    assert reader_client.get(f"/charts/of/?{query}")["Location"] == f"/personas/?{query}"


@pytest.mark.parametrize(("query", "offered"), [("type=buyer&sort=name", True), ("type=user", False), ("", False)])
def test_a_list_that_is_narrowed_down_to_several_offers_it(reader_client, people, query, offered):
    html = reader_client.get(f"/personas/?{query}").content.decode()
    assert (LINK.format(query.replace("&", "&amp;")) in html) == offered
