"""No address of the site leads on to another site, whatever it is asked."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from personas.views.saved import back
from tests.config.access import world as worlds
from tests.config.access.table import DESK, PAGES, lines, row_of
from tests.config.leading import leads_away
from tests.personas.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ELSEWHERE = "//evil.example/"
# What sites call the address to go on to.
NAMES = ("next", "back", "to", "url", "address", "return", "return_to", "redirect", "redirect_to", "came_from")
NAMES += ("_changelist_filters", "_popup", "_to_field", "back_to", "continue", "referer")
ASKED = urlencode(dict.fromkeys(NAMES, ELSEWHERE))
FORM = "application/x-www-form-urlencoded"
TRICKS = (
    ELSEWHERE,
    "https://evil.example/",
    "https:evil.example",
    "http:evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://testserver:80@evil.example/",
    " //evil.example",
    "\x01//evil.example",
    "evil.example",
    "/\x00/evil.example",
    "http://[evil.example",
)


def test_no_page_leads_elsewhere(no_rendering):
    """What is sent to them is looked at in test_forged_fields.py."""
    world = worlds.build()
    client = Client(raise_request_exception=False)
    client.force_login(world.users["A"])
    addresses = [row.address.format(**world.names["A"]) for row in map(row_of, lines(PAGES + DESK)) if row.get != "-"]
    asked = [f"{address}{'&' if '?' in address else '?'}{ASKED}" for address in addresses]
    answers = [(address, client.get(address)) for address in asked]
    # Reading an answer closes the file that it comes from.
    assert [address for address, answer in answers if leads_away(answer) or b"".join(answer) is None] == []


def test_no_path_leads_elsewhere(client):
    for path in ("//evil.example", "//evil.example/..;/", "/\\evil.example", "//evil.example/%2f.."):
        assert not leads_away(client.get("/", PATH_INFO=path))


def test_no_trick_leads_away_from_a_form(rf):
    for trick in TRICKS:
        assert back(rf.post("/stars/", {"next": trick}), "/otherwise/") == "/otherwise/"
        assert back(rf.get("/stars/", {"next": trick}), "/otherwise/") == "/otherwise/"


def test_no_trick_leads_away_from_signing_in(client):
    user = UserFactory()
    user.set_password("open sesame, open")
    user.save()
    for trick in TRICKS:
        typed = {"username": user.username, "password": "open sesame, open", "next": trick}
        response = client.post("/accounts/login/", typed)
        again = client.get("/accounts/login/", {"next": trick})
        client.logout()
        assert [(response.status_code, leads_away(response)), (again.status_code, leads_away(again))] == [
            (302, False)
        ] * 2


def test_no_trick_leads_away_from_signing_out(reader):
    for trick in TRICKS:
        client = Client()
        client.force_login(reader)
        response = client.post("/accounts/logout/", {"next": trick})
        assert (response.status_code, leads_away(response)) == (302, False)


def test_a_form_leads_back(rf):
    assert back(rf.post("/stars/", {"next": "/personas/?q=a"}), "/otherwise/") == "/personas/?q=a"
