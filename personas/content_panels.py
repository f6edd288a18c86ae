"""Panels on the page of content types: the hook through which the apps above this one add what they know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from personas.models import ContentFormat

# Given the content types of a page and the user who looks at them: a template's name and its context for each that
# there is something to say about, by primary key. It asks the database a constant number of queries. The page is made
# once for everybody who may see the same, so the user is a Sight: it can be asked what it may do, not who it is. What
# a panel shows must be of tables that `register_versioned` knows.
ContentPanelFunction = Callable[[Sequence[ContentFormat], object], dict[int, tuple[str, dict]]]


@dataclass(frozen=True)
class ContentPanel:
    """A registered panel; `order` sorts it among the others."""

    name: str
    function: ContentPanelFunction
    order: int


_panels: dict[str, ContentPanel] = {}


def register_content_panel(name: str, function: ContentPanelFunction, order: int = 0) -> None:
    """Adds a panel to every content type, from an app's `ready()`. Smaller orders come first, then the name decides.

    Raises ValueError when another function took the name already.
    """
    taken = _panels.setdefault(name, ContentPanel(name, function, order))
    if taken.function is not function:
        raise ValueError(f"There is a panel “{name}” already.")


def content_panels_for(formats: Sequence[ContentFormat], user) -> dict[int, list[SafeString]]:
    """The HTML of all panels that have something to say to this user, in order, by the content type's primary key."""
    found: dict[int, list[SafeString]] = {each.pk: [] for each in formats}
    for panel in sorted(_panels.values(), key=lambda panel: (panel.order, panel.name)):
        for key, answer in panel.function(formats, user).items():
            found[key].append(render_to_string(*answer))
    return found
