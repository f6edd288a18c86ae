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
    "script-src 'self'",
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


@pytest.mark.django_db
def test_signing_in_leads_home_and_signing_out_back(client, reader):
    response = client.post("/accounts/login/", {"username": "reader", "password": "open sesame"})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"


@pytest.mark.django_db
def test_the_browser_is_told_to_run_only_what_the_site_serves(client):
    headers = client.get("/healthz").headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
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
