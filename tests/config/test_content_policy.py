import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.content_policy import FILES, ContentPolicy, signed
from tests.config.observatory import policy_of

NONCE = b"abc"


def answered(response):
    return ContentPolicy(lambda request: response)(RequestFactory().get("/"))


@pytest.mark.parametrize(
    "tag",
    [
        b'<script src="/static/js/matrix.js" defer>',
        b'<script src="/static/js/htmx.min.0a1b2c3d.js">',
        b'<script id="django-admin-popup-response-constants"\n  src="/static/admin/js/popup_response.js">',
        b'<script src="/admin/jsi18n/">',
    ],
)
def test_our_scripts_get_the_nonce(tag):
    assert signed(tag, NONCE).count(b' nonce="abc"') == 1


@pytest.mark.parametrize(
    "tag",
    [
        b"<script>",
        b'<script src="https://evil.example/static/x.js">',
        b'<script src="//evil.example/static/x.js">',
        b'<script src="/static/../personas/ada/text/">',
        b'<script src="/static/%2e%2e/personas/ada/text/">',
        b'<script src="/static//evil">',
        b'<script src="/static/x.js?y">',
        b'<script src="/media/x.js">',
        b'<script data-x=\' src="/static/x.js"\' src="//evil.example">',
        b'<script src="/admin/jsi18n/../">',
    ],
)
def test_no_other_script_gets_it(tag):
    assert signed(tag, NONCE) == tag


def test_a_page_that_comes_in_pieces_is_signed():
    pieces = iter(["<html>", '<script src="/static/a.js"></script>', "end"])
    response = answered(StreamingHttpResponse(pieces))
    (source,) = policy_of(response)["script-src"]
    nonce = source.removeprefix("'nonce-").removesuffix("'")
    page = f'<html><script src="/static/a.js" nonce="{nonce}"></script>end'
    assert b"".join(response).decode() == page


def test_a_page_without_scripts_may_run_none():
    assert policy_of(answered(HttpResponse("<p>Hello</p>")))["script-src"] == ["'none'"]


def test_the_length_is_that_of_the_signed_page():
    page = '<script src="/static/a.js"></script>'
    response = answered(HttpResponse(page, headers={"Content-Length": str(len(page))}))
    assert int(response["Content-Length"]) == len(response.content) > len(page)


@pytest.mark.parametrize("kind", ["image/svg+xml", "text/csv", "application/json", "text/plain", "image/jpeg"])
def test_what_is_no_page_can_do_nothing(kind):
    policy = policy_of(answered(HttpResponse('<script src="/static/a.js">', content_type=kind)))
    assert policy == {name: [] if value is True else value for name, value in FILES.items()}
