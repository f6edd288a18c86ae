"""What pages are held against, served by the same process to the same reader: `bare` and `plain`."""

from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from .plain import plain_of


class Prepared:
    """A page as it came, and by `plain` the template with its data that gives the same page."""

    def __init__(self, body: bytes):
        self.body = body

    @cached_property
    def plain(self):
        source, context = plain_of(self.body.decode())
        return engines["django"].from_string(source), context


prepared: dict[str, Prepared] = {}


def prepare(body: bytes) -> tuple[str, str]:
    """Keeps the page. Returns the addresses of its bare and of its plain counterpart."""
    name = str(len(prepared))
    prepared[name] = Prepared(body)
    return f"/bench/bare/{name}/", f"/bench/plain/{name}/"


def bare(request, name):
    """All middleware, a signed-in reader, one query, and a prepared string: the page as it came."""
    ContentType.objects.filter(pk=1).exists()
    return HttpResponse(prepared[name].body)


def plain(request, name):
    """All middleware, a signed-in reader, and the page from a straightforward template and prepared data."""
    template, context = prepared[name].plain
    return HttpResponse(template.render(context, request))


urlpatterns = [path("bench/bare/<name>/", bare), path("bench/plain/<name>/", plain)]
