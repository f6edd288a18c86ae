"""The preview of a text while it is written: rendered as readers see it, and safe."""

import pytest
from django.test import Client
from django.urls import reverse

from personas.admin.rendering import LONGEST
from tests.personas.factories import PersonaFactory, UserFactory

from .conftest import signed_in

ADDRESS = reverse("admin:personas_render")


def shown(desk, text):
    return desk.post(ADDRESS, {"text": text}).content.decode()


def test_markdown_becomes_html(desk):
    assert shown(desk, "# Why\n\n**Bold** and *soft*") == (
        "<h3>Why</h3>\n<p><strong>Bold</strong> and <em>soft</em></p>\n"
    )


def test_links_lead_where_readers_get(desk):
    rory = PersonaFactory(name="Release Rory", slug="release-rory")
    assert shown(desk, "[Rory](#release-rory)") == (
        f'<p><a href="{rory.get_absolute_url()}" rel="noopener noreferrer">Rory</a></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", ""),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("\0", "<p>�</p>\n"),
        ("", ""),
    ],
)
def test_nothing_that_could_do_harm(desk, text, html):
    assert shown(desk, text) == html


def test_no_text_at_all(desk):
    response = desk.post(ADDRESS)
    assert (response.status_code, response.content) == (200, b"")


def test_a_text_that_is_too_long_is_refused_with_a_sentence(desk):
    assert desk.post(ADDRESS, {"text": "x" * LONGEST}).status_code == 200
    response = desk.post(ADDRESS, {"text": "x" * (LONGEST + 1)})
    assert (response.status_code, response.content.decode()) == (
        413,
        "The preview shows texts of up to 100,000 characters. This one can be saved all the same.",
    )


def test_only_by_post(desk):
    assert desk.get(ADDRESS).status_code == 405


def test_not_from_other_sites(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(ADDRESS, {"text": "x"}).status_code == 403


@pytest.mark.django_db
def test_only_for_those_with_a_right_in_the_catalogue():
    outsider = signed_in(UserFactory(is_staff=True))
    assert outsider.post(ADDRESS, {"text": "x"}).status_code == 403
    assert signed_in(UserFactory()).post(ADDRESS, {"text": "x"}).status_code == 302
