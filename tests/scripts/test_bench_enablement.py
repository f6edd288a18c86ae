"""The benchmark's sessions, and that no page of them takes more queries when there are more; nothing here is timed."""

from datetime import timedelta
from operator import sub

import pytest

from enablement.models import Registration, Session
from scripts.bench import catalogue, enablement, sessions
from scripts.bench.measure import Pace, Samples
from scripts.bench.visitor import Visitor

SIZES = {"SESSIONS": 200, "SEATS_EACH": 3, "COLLEAGUES": 8, "SERIES": 2, "HOSTS": 2}


@pytest.fixture
def few(monkeypatch):
    """Two hundred sessions, two days apart."""
    for name, value in SIZES.items():
        monkeypatch.setattr(sessions, name, value)
    monkeypatch.setattr(enablement, "settle", lambda: None)
    for name in ("PAST", "COMING"):
        monkeypatch.setattr(sessions, name, timedelta(days=200))
    for name, value in {"TRAITS_A_FACET": 30, "GUIDES": 2, "known_titles": lambda: ["Head of security"]}.items():
        monkeypatch.setattr(catalogue, name, value)


@pytest.mark.urls("scripts.bench.urls")
@pytest.mark.usefixtures("no_collecting", "kept_connection", "few")
def test_ten_times_as_many_sessions_take_no_more_queries():
    catalogue.make_catalogue(10)
    visitor = Visitor(catalogue.make_reader())
    asked = enablement.queries_at_both(visitor)
    assert (Session.objects.count(), Registration.objects.count()) == (200, 600)
    assert [page.name for page, few, many in asked if max(map(sub, many, few)) > 0] == []
    row = enablement.row_of(*asked[0], visitor, Pace(rounds=1, seconds=0, least=1))
    assert len(row) == len(enablement.columns())


def test_more_queries_are_marked():
    samples = dict.fromkeys(("bare", "cold", "warm"), Samples([1.0], [1.0], [1.0]))
    row = enablement.cells_of("list", 2048, (12, 9), (13, 9), samples)
    assert row == ["list", "2", "12 / 9", "13 / 9 ✗", "1.0 / 1.0", "1.0 / 1.0", "1000 / 1000", "1.00"]
