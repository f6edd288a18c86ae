"""Panels on the persona page: the hook through which the apps above this one add what they know about a persona."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from personas.data_version import Memory
from personas.data_version.registry import Numbered
from personas.kept.own import CALLED
from personas.kept.parts import part
from personas.kept.sight import Sight

KEPT = 200  # of each panel, the personas for whom it is kept

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
    memory: Memory | None = None
    plain: bool = False

    def html(self, persona, user, today: date) -> SafeString | None:
        """What the panel shows, None for nothing."""
        added = _added.get(self.name, ())
        if self.memory is None or added is None or not isinstance(user, Sight):
            return self.made(persona, user)
        key = persona.pk, persona.slug, user.permissions, today
        html = self.memory.recall(key, lambda: self.made(nameless(persona), user), added)
        return html and SafeString(html.replace(CALLED, escape(persona.name)))

    def made(self, persona, user) -> SafeString | None:
        answer = self.function(persona, user)
        if answer is None:
            return None
        template, context = answer
        return part(template, tuple(context.items())) if self.plain else render_to_string(template, context)


def nameless(persona):
    """The persona, called by a mark that her name is to be written for."""
    other = copy(persona)
    other.name, other.role_label = CALLED, ""
    return other


_panels: dict[str, Panel] = {}
# What somebody else adds to a panel, by its name: the tables that this is made of, None where nobody says.
_added: dict[str, Sequence[type[Model]] | None] = {}


def register_panel(
    name: str,
    function: PanelFunction,
    order: int = 0,
    *,
    personal: bool = False,
    made_of: Sequence[Numbered] = (),
    plain: bool = False,
) -> None:
    """Adds a panel to every persona page, from an app's `ready()`. Smaller orders come first, then the name decides. A
    `personal` one is made anew for each reader, at each visit. One that is `made_of` these models' tables, or aspects
    of them, the day, and of the persona no more than her address, is kept until one of them changes; her name, which
    it may show as it is, is filled in each time. Where the context is `plain` values, it is written only where it says
    something else.

    Raises ValueError when another function took the name already.
    """
    memory = Memory(*made_of, most=KEPT) if made_of else None
    taken = _panels.setdefault(name, Panel(name, function, order, personal, memory, plain))
    if taken.function is not function:
        raise ValueError(f"There is a panel “{name}” already.")


def add_to_panel(name: str, made_of: Sequence[type[Model]] | None) -> None:
    """Says that a panel shows something of these tables, too; None: of who knows which, so that it can't be kept."""
    _added[name] = made_of


def panels_for(persona, user, *, personal: bool = False) -> list[SafeString]:
    """The HTML of all shared panels, or of all personal ones, that have something to say about the persona to this
    user, in order."""
    today = timezone.localdate()
    made = (panel.html(persona, user, today) for panel in registered(personal))
    return [html for html in made if html is not None]


def registered(personal: bool) -> list[Panel]:
    """The shared panels, or the personal ones, in order."""
    chosen = [panel for panel in _panels.values() if panel.personal == personal]
    return sorted(chosen, key=lambda panel: (panel.order, panel.name))
