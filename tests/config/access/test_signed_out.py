"""Whoever was signed out meanwhile signs in, and comes back to the page that was open."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

HOST = "http://testserver"
LIST, MARK = "/personas/?q=ada", "/stars/"


def wanted(address: str) -> tuple[str, list[str]]:
    """The page that an address leads to, and where somebody comes to from there."""
    parts = urlsplit(address)
    return parts.path, parse_qs(parts.query).get("next", [])


@pytest.mark.parametrize(
    ("headers", "back"),
    [
        ({"HX-Current-URL": f"{HOST}{LIST}"}, LIST),
        ({"HX-Current-URL": "https://elsewhere.example/personas/"}, "/"),
        ({}, "/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_loads_the_page_for_signing_in(client, headers, back, method):
    response = getattr(client, method)(reverse("personas:list"), headers={"HX-Request": "true", **headers})
    assert (response.status_code, response.content) == (200, b"")
    assert wanted(response.headers["HX-Redirect"]) == (reverse("login"), [back])


def test_a_link_that_htmx_follows_leads_on_to_its_page(client):
    headers = {"HX-Request": "true", "HX-Boosted": "true", "HX-Current-URL": f"{HOST}/"}
    response = client.get(LIST, headers=headers)
    assert wanted(response.headers["HX-Redirect"]) == (reverse("login"), [LIST])


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"{HOST}{LIST}", LIST),
        ("https://elsewhere.example/", "/"),
        (f"{HOST}//elsewhere.example", "/elsewhere.example"),
        ("", "/"),
    ],
)
def test_a_form_leads_back_to_its_page(client, referer, back):
    response = client.post(reverse("personas:list"), headers={"Referer": referer} if referer else {})
    assert wanted(response.url) == (reverse("login"), [back])


def test_a_page_leads_on_to_itself(client):
    assert wanted(client.get(LIST).url) == (reverse("login"), [LIST])
