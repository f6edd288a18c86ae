"""What names personas on a page, made apart from all around it (`personas/kept/frames.py`): they are edited far more
often than what such a page is made of."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from personas.data_version.registry import Numbered
from personas.filters.parts import OptionGroup
from personas.kept.own import open_part
from personas.kept.parts import part
from personas.models import Persona
from personas.views.lists import OPTIONS

CHOICE = "choice"
Made = TypeVar("Made")


def once(request, make: Callable[[], Made]) -> Made:
    """What the address asks for: the frame and what stands in it have the same."""
    if not hasattr(request, "asked"):
        request.asked = make()
    return request.asked


def with_place(group: OptionGroup) -> OptionGroup:
    """The place for a group of personas to choose from; the group itself where there is nothing in it."""
    is_shown = group.options or group.sought
    return replace(group, options=(), more=0, sought="", found=0, place=open_part(CHOICE)) if is_shown else group


def choice_in_place(request, group: OptionGroup) -> dict[str, str]:
    """What belongs there."""
    return {CHOICE: part("includes/filter_group.html", (("path", request.path), ("group", group)))}


def naming_personas(request) -> Sequence[Numbered]:
    """The tables that the rest of the page is made of, too, where it names personas: those that its address names, or
    those among options that are searched."""
    names = "persona" in request.GET or (request.htmx.target or "").startswith(OPTIONS)
    return (Persona,) if names else ()
