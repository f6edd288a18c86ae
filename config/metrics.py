"""Figures for Prometheus: how many requests, how long they took, and what apps have to tell."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.request_log import view_of

logger = logging.getLogger(__name__)
# Seconds. Most pages take a few milliseconds; what takes longer than ten seconds is lost anyway.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# A figure a value of its one label.
Measure = Callable[[], Mapping[str, float]]
_measures: dict[str, tuple[str, str, Measure]] = {}


def register_measure(name: str, text: str, label: str, measure: Measure) -> None:
    """Adds a figure that is looked up whenever somebody asks, from an app's `ready()`. `measure` answers figures by
    the value of the label; each node is asked by itself, so a query or two are enough."""
    _measures[name] = (text, label, measure)


class OwnMeasures:
    """What apps registered, as Prometheus's library collects it."""

    def collect(self):
        from prometheus_client.core import GaugeMetricFamily

        for name, (text, label, measure) in sorted(_measures.items()):
            family = GaugeMetricFamily(name, text, labels=[label])
            for value, figure in figures_of(measure):
                family.add_metric([value], figure)
            yield family


def figures_of(measure: Measure) -> list[tuple[str, float]]:
    """Nothing while the database can't be asked: all other figures are wanted then more than ever."""
    try:
        return list(measure().items())
    except (OperationalError, InterfaceError) as error:
        logger.warning("A figure could not be looked up: %s", error)
        return []


@cache
def counters():
    """Requests, and the seconds they took. Made at the first use: then the library settles how processes share."""
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    requests = Counter("dramatis_requests", "Answered requests.", ["method", "view", "status"], registry=registry)
    seconds = Histogram(
        "dramatis_request_seconds", "Time until the answer.", ["view"], buckets=BUCKETS, registry=registry
    )
    return registry, requests, seconds


def count_requests(get_response):
    """Middleware; where nobody may ask for the figures, nothing is counted."""
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed
    _, requests, seconds = counters()

    def middleware(request):
        begun = time.perf_counter()
        response = get_response(request)
        view = view_of(request) or "none"
        method = request.method if request.method in METHODS else "other"
        requests.labels(method, view, response.status_code).inc()
        seconds.labels(view).observe(time.perf_counter() - begun)
        return response

    return middleware


@login_not_required
@never_cache
@require_safe
def metrics(request):
    """The figures of all this node's processes, for those who bring the token; for others there is no such page."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    return HttpResponse(figures(), content_type=CONTENT_TYPE_LATEST)


def figures() -> bytes:
    """Everything there is to tell, in Prometheus's own format."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry, *_ = counters()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    own = CollectorRegistry()
    own.register(OwnMeasures())
    return generate_latest(registry) + generate_latest(own)
