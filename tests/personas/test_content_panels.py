"""What apps above this one add to content types."""

import pytest

from personas import content_panels
from personas.content_panels import content_panels_for, register_content_panel
from personas.models import ContentFormat


@pytest.fixture(autouse=True)
def no_others(monkeypatch):
    monkeypatch.setattr(content_panels, "_panels", {})


def saying(text, only=None):
    def panel(formats, user):
        return {
            each.pk: ("includes/count.html", {"paginator": {"count": text, "num_pages": 1}})
            for each in formats
            if only in (None, each.pk)
        }

    return panel


def shown(*keys):
    found = content_panels_for([ContentFormat(pk=key) for key in keys], user=None)
    return {key: [panel.split()[0] for panel in panels] for key, panels in found.items()}


def test_panels_in_order_where_they_have_something_to_say():
    register_content_panel("late", saying("3"), order=2)
    register_content_panel("b", saying("2", only=7))
    register_content_panel("a", saying("1"))
    assert shown(7, 8) == {7: ["1", "2", "3"], 8: ["1", "3"]}


def test_a_name_is_taken_once():
    panel = saying("1")
    register_content_panel("one", panel)
    register_content_panel("one", panel)
    with pytest.raises(ValueError, match="There is a panel “one” already"):
        register_content_panel("one", saying("2"))


def test_nobody_says_anything():
    assert shown(1) == {1: []}
