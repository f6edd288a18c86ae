"""Panels on the persona page: the hook through which the apps above this one add what they know about a persona."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# Given a persona and the user who looks at her: a template's name and its context, or None for nothing to say. The
# page is made once for everybody who may see the same, so unless the panel is `personal`, the user is a Sight: it can
# be asked what it may do, not who it is. What a panel shows must be of tables that `register_versioned` knows.
PanelFunction = Callable[..., tuple[str, dict] | None]


@dataclass(frozen=True)
class Panel:
    """A registered panel; `order` sorts it among the others, of which the personal ones come last."""

    name: str
    function: PanelFunction
    order: int
    personal: bool = False


_panels: dict[str, Panel] = {}


def register_panel(name: str, function: PanelFunction, order: int = 0, *, personal: bool = False) -> None:
    """Adds a panel to every persona page, from an app's `ready()`. Smaller orders come first, then the name decides. A
    `personal` one is made anew for each reader, at each visit.

    Raises ValueError when another function took the name already.
    """
    taken = _panels.setdefault(name, Panel(name, function, order, personal))
    if taken.function is not function:
        raise ValueError(f"There is a panel “{name}” already.")


def panels_for(persona, user, *, personal: bool = False) -> list[SafeString]:
    """The HTML of all shared panels, or of all personal ones, that have something to say about the persona to this
    user, in order."""
    asked = (panel.function(persona, user) for panel in registered(personal))
    return [render_to_string(*answer) for answer in asked if answer is not None]


def registered(personal: bool) -> list[Panel]:
    """The shared panels, or the personal ones, in order."""
    chosen = [panel for panel in _panels.values() if panel.personal == personal]
    return sorted(chosen, key=lambda panel: (panel.order, panel.name))
