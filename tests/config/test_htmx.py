from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from config import htmx


@pytest.fixture
def rendered(monkeypatch):
    """Replaces rendering, so that no template is needed; remembers what was rendered."""
    seen = SimpleNamespace(template=None, context=None)

    def render(request, template, context):
        seen.template, seen.context = template, context
        return HttpResponse()

    monkeypatch.setattr(htmx, "render", render)
    return seen


def ask(**headers):
    request = RequestFactory().get("/", headers=headers)
    HtmxMiddleware(lambda request: HttpResponse())(request)
    return htmx.page_or_partial(request, "list.html", "_results.html", "results", {"count": 3})


@pytest.mark.parametrize(
    ("headers", "template"),
    [
        ({}, "list.html"),
        ({"HX-Request": "true", "HX-Target": "results"}, "_results.html"),
        ({"HX-Request": "true", "HX-Target": "page"}, "list.html"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "list.html"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "list.html"),
    ],
)
def test_the_target_decides_what_is_rendered(rendered, headers, template):
    response = ask(**headers)
    assert (rendered.template, rendered.context) == (template, {"count": 3})
    assert response.headers["Vary"] == "HX-Target"
