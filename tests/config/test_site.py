import re

import pytest
from django.db import DatabaseError, connection

POLICY = {
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "script-src 'nonce-…'",
    "style-src 'self'",
}


@pytest.mark.django_db
def test_a_healthy_node_answers_without_sign_in(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response["Cache-Control"]) == (
        200,
        b"ok\n",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


def test_a_node_without_its_database_is_not_healthy(client, monkeypatch, caplog):
    def unreachable():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", unreachable)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unavailable\n")
    assert caplog.messages[0] == "The health page could not query the database."


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/no-such-page", "/admin/"])
def test_nothing_is_shown_before_sign_in(client, address):
    response = client.get(address)
    assert (response.status_code, response.headers.get("Location", "").partition("?")[0]) in [
        (302, "/accounts/login/"),
        (302, "/admin/login/"),
        (404, ""),
    ]


def steps(client, address):
    """The status and address of every answer on the way, without what stands behind the question mark."""
    response = client.get(address, follow=True)
    return [status for _, status in response.redirect_chain] + [response.status_code], response


@pytest.mark.django_db
def test_the_admin_sends_to_the_sign_in_page_of_the_site_and_back(client, admin_user):
    wanted = "/admin/personas/persona/?status=draft"
    statuses, response = steps(client, wanted)
    assert (statuses, response.templates[0].name) == ([302, 200], "registration/login.html")
    sent = {"username": "admin", "password": "password", "next": response.context["next"]}
    assert client.post(response.request["PATH_INFO"], sent)["Location"] == wanted
    assert client.get("/admin/login/")["Location"] == "/admin/"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/admin/personas/persona/", "/admin/login/"])
def test_a_reader_is_told_that_the_admin_is_for_others(reader_client, address):
    statuses, response = steps(reader_client, address)
    assert statuses[-1] == 403
    assert "You are signed in as reader, and this account may read but not change anything." in " ".join(
        response.content.decode().split()
    )
    after = reader_client.post("/accounts/logout/", {"next": response.context["again"]})
    wanted = "/admin/" if address == "/admin/login/" else address
    assert after["Location"] == f"/accounts/login/?next={wanted}"


@pytest.mark.django_db
@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", "/admin/login/", "\0"])
def test_no_next_page_leads_astray_or_round_in_circles(client, admin_user, next_page):
    response = client.get("/admin/login/", {"next": next_page}, follow=True)
    assert (response.status_code, response.templates[0].name) == (200, "registration/login.html")
    sent = {"username": "admin", "password": "password", "next": next_page}
    response = client.post("/accounts/login/", sent, follow=True)
    assert (response.status_code, response.request["PATH_INFO"] in ("/", "/admin/")) == (200, True)


@pytest.mark.django_db
def test_signing_in_leads_home_and_signing_out_back(client, reader):
    response = client.post("/accounts/login/", {"username": "reader", "password": "open sesame"})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"


@pytest.mark.django_db
def test_the_browser_is_told_to_run_only_what_the_site_serves(client):
    headers = client.get("/accounts/login/").headers
    policy = re.sub("nonce-[^']+", "nonce-…", headers["Content-Security-Policy"])
    assert set(policy.split("; ")) == POLICY
    assert {
        name: headers[name]
        for name in (
            "X-Frame-Options",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
        )
    } == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert headers["Permissions-Policy"].split(", ")[0] == "camera=()"
