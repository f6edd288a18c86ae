"""The application's addresses, and the yardstick's beside them."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.urls import include, path


def bare(request, size):
    """All middleware, a signed-in user, one query, and a prepared page of `size` bytes."""
    ContentType.objects.filter(pk=1).exists()
    return HttpResponse(prepared(size))


@cache
def prepared(size: int) -> bytes:
    return b"x" * size


urlpatterns = [path("bench/bare/<int:size>/", bare), path("", include("config.urls"))]
