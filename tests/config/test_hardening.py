"""What Mozilla's Observatory looks for, at an answer of every kind that the site gives with HTTPS."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from personas.portraits import processed
from tests.config.access import world as worlds
from tests.config.observatory import NONCE, faults_of, header_faults, policy_of
from tests.personas.factories import PersonaFactory
from tests.personas.pictures import picture, upload

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, django
from config import settings
django.setup()
from django.conf import settings
from config.messages import COOKIE
names = [name for name in dir(settings) if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_"))]
print(json.dumps({name: getattr(settings, name) for name in names} | {"MESSAGES": COOKIE}))
"""
HOST = "personas.example.com"
# An address of every kind, and the status of its answer.
KINDS = {
    "/": 200,
    "/personas/?page=9": 404,
    "/personas/{persona}/": 200,
    "/personas/compare/?p={persona}&p={second}": 200,
    "/personas/compare/download/csv/?p={persona}&p={second}": 200,
    "/personas/compare/download/xlsx/?p={persona}&p={second}": 200,
    "/personas/face/portrait/": 200,
    "/personas/face/portrait/?v=1": 200,
    "/account/data/file/": 200,
    "/enablement/calendar/session/{session}.ics": 200,
    "/enablement/calendar/feed/{own_feed}/everything.ics": 200,
    "/enablement/sessions/{session}/check-in.svg": 200,
    "/enablement/rollout/download/csv/": 200,
    "/journeys/{journey}/": 200,
    "/api/": 200,
    "/api/v1/personas": 200,
    "/api/v1/openapi.json": 200,
    "/api/v1/nowhere": 404,
    "/healthz": 200,
    "/admin/": 200,
    "/admin/jsi18n/": 200,
    "/admin/personas/persona/": 200,
    "/admin/personas/persona/?p=-1": 404,
    "/admin/personas/persona/{persona_pk}/change/": 200,
    "/admin/personas/persona/{persona_pk}/retire/": 200,
    "/admin/personas/persona/{persona_pk}/delete/": 200,
    "/admin/personas/import/": 200,
    "/admin/personas/tables/personas.csv": 200,
    "/admin/auth/user/{user_pk}/password/": 200,
    "/admin/access/auditentry/log.csv": 200,
    "/nowhere": 404,
    "/personas": 301,
    "/search/?q=%ff": 400,
    "/accounts/login/": 302,
}


def environment_of(**more) -> dict:
    """What a process makes of the environment: its settings of cookies and security."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "k" * 60,
        "DATABASE_URL": "sqlite://:memory:",
    }
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, cwd=ROOT, env=environment | more, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def with_https():
    return environment_of(ALLOWED_HOSTS=HOST, HTTPS="on")


@pytest.fixture
def https(with_https, settings):
    """This process has the settings of one with HTTPS; returns a client that comes to it through the proxy."""
    settings.ALLOWED_HOSTS = [HOST]
    for name, value in with_https.items():
        if name != "MESSAGES":
            setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)

    def come(user=None, scheme="https"):
        client = Client(raise_request_exception=False, headers={"X-Forwarded-Proto": scheme, "Host": HOST})
        if user:
            client.force_login(user)
        return client

    return come


def test_with_https_all_cookies_are_this_hosts(with_https):
    names = [with_https[name] for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "MESSAGES")]
    assert names == ["__Host-sessionid", "__Host-csrftoken", "__Host-messages"]


def test_without_https_cookies_go_by_http():
    said = environment_of()
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "MESSAGES")
    assert [said[name] for name in names] == ["sessionid", False, False, False, "messages"]


@pytest.mark.django_db
@pytest.mark.once
def test_answers_of_every_kind_are_hardened(https):
    world = worlds.build()
    PersonaFactory(slug="face", portrait=processed(upload(picture())).large)
    client, found = https(world.users["A"]), {}
    for address, status in KINDS.items():
        with transaction.atomic():
            response = client.get(address.format(**world.names["A"]), headers=key_for(world, address))
            faults = faults_of(response) + ([response.status_code] if response.status_code != status else [])
            transaction.set_rollback(True)
        found |= {address: faults} if faults else {}
    assert found == {}


def key_for(world, address: str) -> dict:
    return {"Authorization": f"Bearer {world.keys['A']}"} if address.startswith("/api/v1") else {}


def test_static_files_are_hardened(https):
    response = https().get("/static/css/tokens.css")
    assert (b"".join(response) != b"", list(header_faults(response.headers))) == (True, [])


@pytest.mark.django_db
@pytest.mark.once
def test_signing_in_and_what_is_refused_is_hardened(https, reader, monkeypatch):
    page = https().get("/accounts/login/")
    signed_in = https().post("/accounts/login/", {"username": "reader", "password": "open sesame"})
    forged = https(reader)
    forged.handler.enforce_csrf_checks = True
    answers = [page, signed_in, forged.post("/stars/", {"star": "x"}), https(reader).get("/admin/", follow=True)]
    answers.append(https(reader).get("/views/"))
    assert [answer.status_code for answer in answers] == [200, 302, 403, 403, 405]
    assert set(signed_in.cookies) >= {"__Host-sessionid", "__Host-csrftoken"}
    assert [faults_of(answer) for answer in answers] == [[]] * len(answers)


@contextmanager
def broken(monkeypatch, error: Exception):
    def cursor(*arguments, **options):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", cursor)
        yield


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize(("error", "status"), [(OperationalError("gone"), 503), (ZeroDivisionError(), 500)])
def test_failures_are_hardened(https, reader, monkeypatch, error, status):
    client = https(reader)
    with broken(monkeypatch, error):
        response = client.get("/personas/")
    assert (response.status_code, faults_of(response)) == (status, [])


@pytest.mark.django_db
@pytest.mark.once
def test_whoever_comes_by_http_is_sent_to_https(https):
    answers = [https(scheme="http").get(address) for address in ("/", "/admin/", "/api/v1/personas", "/nowhere")]
    assert {answer.status_code for answer in answers} == {301}
    assert {answer["Location"].partition(HOST)[0] for answer in answers} == {"https://"}


@pytest.mark.django_db
@pytest.mark.once
def test_every_answer_has_a_nonce_of_its_own(reader_client):
    policies = [policy_of(reader_client.get("/guides/"))["script-src"] for _ in range(3)]
    assert len({NONCE.fullmatch(source)[1] for (source,) in policies}) == len(policies)


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_a_browser_that_has_the_page_keeps_its_nonce(reader_client):
    reader_client.get("/personas/")  # which brings a cookie for forms
    tag = reader_client.get("/personas/")["ETag"]
    again = reader_client.get("/personas/", headers={"If-None-Match": tag})
    assert (again.status_code, "Content-Security-Policy" in again.headers) == (304, False)


@pytest.mark.django_db
def test_no_page_may_use_the_devices_sensors(client):
    features = client.get("/accounts/login/").headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(features)
