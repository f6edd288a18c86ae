"""Panels on the page of content types: the hook through which the apps above this one add what they know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from personas.data_version import Memory
from personas.data_version.registry import Numbered
from personas.kept.parts import part
from personas.kept.sight import Sight
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
    memory: Memory | None = None
    plain: bool = False

    def html(self, formats: Sequence[ContentFormat], user) -> dict[int, SafeString]:
        """What the panel shows of each content type that it has something to say about, by primary key."""
        if self.memory is None or not isinstance(user, Sight):
            return self.made(formats, user)
        key = tuple(each.pk for each in formats), user.permissions, timezone.localdate()
        return self.memory.recall(key, lambda: self.made(formats, user))

    def made(self, formats: Sequence[ContentFormat], user) -> dict[int, SafeString]:
        return {key: self.written(*answer) for key, answer in self.function(formats, user).items()}

    def written(self, template: str, context: dict) -> SafeString:
        return part(template, tuple(context.items())) if self.plain else render_to_string(template, context)


_panels: dict[str, ContentPanel] = {}


def register_content_panel(
    name: str,
    function: ContentPanelFunction,
    order: int = 0,
    *,
    made_of: Sequence[Numbered] = (),
    plain: bool = False,
) -> None:
    """Adds a panel to every content type, from an app's `ready()`. Smaller orders come first, then the name decides.
    One that is `made_of` these models' tables, the content types and the day is kept until one of them changes. Where
    the contexts are `plain` values, only those are written again that say something else.

    Raises ValueError when another function took the name already.
    """
    memory = Memory(ContentFormat, *made_of) if made_of else None
    taken = _panels.setdefault(name, ContentPanel(name, function, order, memory, plain))
    if taken.function is not function:
        raise ValueError(f"There is a panel “{name}” already.")


def content_panels_for(formats: Sequence[ContentFormat], user) -> dict[int, list[SafeString]]:
    """The HTML of all panels that have something to say to this user, in order, by the content type's primary key."""
    found: dict[int, list[SafeString]] = {each.pk: [] for each in formats}
    for panel in sorted(_panels.values(), key=lambda panel: (panel.order, panel.name)):
        for key, html in panel.html(formats, user).items():
            found[key].append(html)
    return found
