"""The hook through which apps put work lists on the start page."""

import pytest

from config import work_lists
from config.work_lists import WorkItem, register_work_list, work_items_for


@pytest.fixture(autouse=True)
def no_work_lists(monkeypatch):
    monkeypatch.setattr(work_lists, "_work_lists", [])


def items(*labels):
    return [WorkItem(label, 1, "/there/") for label in labels]


def test_nothing_is_registered_and_nobody_has_work():
    assert work_items_for("user") == []


def test_headings_and_items_come_by_their_order():
    register_work_list("Later", lambda user: items("c"), order=2)
    register_work_list("Sooner", lambda user: items("b"), order=1)
    register_work_list("Sooner", lambda user: items("a"), order=0)
    assert work_items_for("user") == [("Sooner", items("a", "b")), ("Later", items("c"))]


def test_a_function_hears_whose_page_it_is_and_may_have_nothing_to_say():
    register_work_list("Personas", lambda user: items("Drafts") if user == "editor" else [])
    assert (work_items_for("editor"), work_items_for("reader")) == ([("Personas", items("Drafts"))], [])


def test_what_is_done_is_answered_too():
    register_work_list("Personas", lambda user: [WorkItem("Drafts", 0, "/drafts/")])
    assert work_items_for("editor") == [("Personas", [WorkItem("Drafts", 0, "/drafts/")])]


def test_registering_again_changes_nothing():
    def drafts(user):
        return items("Drafts")

    for _ in range(2):
        register_work_list("Personas", drafts)
    assert work_items_for("editor") == [("Personas", items("Drafts"))]
