"""Panels on the persona page: the hook through which the apps above this one add what they know about a persona."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# Given a persona and the user who looks at her: a template's name and its context, or None for nothing to say.
PanelFunction = Callable[..., tuple[str, dict] | None]


@dataclass(frozen=True)
class Panel:
    """A registered panel; `order` sorts it among the others."""

    name: str
    function: PanelFunction
    order: int


_panels: dict[str, Panel] = {}


def register_panel(name: str, function: PanelFunction, order: int = 0) -> None:
    """Adds a panel to every persona page, from an app's `ready()`. Smaller orders come first, then the name decides.

    Raises ValueError when another function took the name already.
    """
    taken = _panels.setdefault(name, Panel(name, function, order))
    if taken.function is not function:
        raise ValueError(f"There is a panel “{name}” already.")


def panels_for(persona, user) -> list[SafeString]:
    """The HTML of all panels that have something to say about the persona to this user, in order."""
    asked = (
        panel.function(persona, user)
        for panel in sorted(_panels.values(), key=lambda panel: (panel.order, panel.name))
    )
    return [render_to_string(*answer) for answer in asked if answer is not None]
