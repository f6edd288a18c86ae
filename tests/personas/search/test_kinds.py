"""The hook for what can be found."""

import pytest

from personas.models import Guide
from personas.search import kinds as registry
from personas.search.kinds import Found, ranked, register_search_kind
from personas.search.sources import register_source

from .conftest import asked


def one(query, user, window):
    return Found()


def other(query, user, window):
    return Found()


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})


def test_kinds_come_in_order():
    register_search_kind("stages", "Stages", one, order=20)
    register_search_kind("sessions", "Sessions", other, order=10)
    register_search_kind("sessions", "Sessions", other, order=10)
    assert [kind.name for kind in registry.kinds()] == ["sessions", "stages"]


def test_a_name_is_taken_once():
    register_search_kind("stages", "Stages", one)
    with pytest.raises(ValueError, match="stages"):
        register_search_kind("stages", "Stages", other)


def test_a_few_rows_need_no_index():
    rows = [(1, ["Evaluation", "Choosing a supplier"]), (2, ["Supplier visit", ""]), (3, ["Renewal"])]
    assert [(found.row, found.field) for found in ranked(asked("supplier"), rows)] == [(2, 0), (1, 1)]


@pytest.mark.parametrize("name", ["guide", "Guide", "a b", 'x"', "a__b", ""])
def test_a_source_needs_a_plain_name_of_its_own(name):
    with pytest.raises(ValueError, match="“"):
        register_source(name, Guide, "slug")
