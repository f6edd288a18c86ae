import re

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError
from django.http import HttpResponse

from config import metrics

KEY = {"Authorization": "Bearer figures-please"}


@pytest.fixture
def token(settings, monkeypatch):
    """A site that has one, without figures of its apps."""
    settings.METRICS_TOKEN = "figures-please"
    monkeypatch.setattr(metrics, "_measures", {})


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "figures-please"}])
def test_without_the_token_there_is_no_such_page(client, token, headers):
    assert client.get("/metrics", headers=headers).status_code == 404


def test_without_a_token_of_the_site_nobody_gets_any(client, settings, rf):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    with pytest.raises(MiddlewareNotUsed):
        metrics.count_requests(None)


def test_requests_are_counted(client, token, rf):
    answer = metrics.count_requests(lambda request: HttpResponse(status=418))
    before = counted(client)
    for method in ("get", "get", "trace"):
        answer(getattr(rf, method)("/nowhere/"))
    after = counted(client)
    assert {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name)} == {
        'dramatis_requests_total{method="GET",status="418",view="none"}': 2,
        'dramatis_requests_total{method="other",status="418",view="none"}': 1,
        'dramatis_request_seconds_count{view="none"}': 3,
    }


def counted(client) -> dict[str, float]:
    """The figures that count requests which no view answered, by name and labels."""
    page = client.get("/metrics", headers=KEY)
    assert (page.status_code, page["Content-Type"].partition(";")[0]) == (200, "text/plain")
    found = re.findall(
        r'^(dramatis_request\w*_(?:total|count)\S+view="none"}) (\S+)$', page.content.decode(), re.MULTILINE
    )
    return {name: float(figure) for name, figure in found}


def test_apps_add_figures_of_their_own(client, token):
    metrics.register_measure("dramatis_apples", "Apples.", "colour", lambda: {"red": 3, "green": 4})
    lines = client.get("/metrics", headers=KEY).content.decode().splitlines()
    assert lines[-4:] == [
        "# HELP dramatis_apples Apples.",
        "# TYPE dramatis_apples gauge",
        'dramatis_apples{colour="red"} 3.0',
        'dramatis_apples{colour="green"} 4.0',
    ]


def test_a_figure_that_can_not_be_looked_up_keeps_none_back(client, token):
    def unreachable():
        raise OperationalError("gone")

    metrics.register_measure("dramatis_apples", "Apples.", "colour", unreachable)
    page = client.get("/metrics", headers=KEY)
    assert (page.status_code, page.content.decode().splitlines()[-1]) == (200, "# TYPE dramatis_apples gauge")
