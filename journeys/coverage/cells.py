"""What a cell of the coverage matrix says. The words alone tell everything; the shade makes the worst the loudest."""

from enum import IntEnum

from personas.models import ContentPreference

Tier = ContentPreference.Tier
# Beside the tiers: not among a persona's sources, but the journey recommends it to them in the stage.
RECOMMENDED = 4


class State(IntEnum):
    """How it stands with one content type for one persona in one stage."""

    EXISTS = 1
    OLD = 2  # there are some, and all of them are old
    BROKEN = 3  # there are some, and the links of all of them are broken
    PLANNED = 4
    MISSING = 5


# Nothing there, by what the content type is to the persona: the words and the shade.
MISSING = {
    Tier.PRIMARY: ("Missing!", 5),
    Tier.SECONDARY: ("Missing", 3),
    Tier.TERTIARY: ("None yet", 2),
    RECOMMENDED: ("Wanted", 3),
}
SHADES = {State.EXISTS: 1, State.OLD: 2, State.BROKEN: 3, State.PLANNED: 1}
LEGEND = (
    (5, "Missing! nothing there, and it is where they look first"),
    (3, "Missing: nothing there, for a secondary content type"),
    (3, "Wanted: nothing there, and the journey recommends it in this stage"),
    (2, "None yet: nothing there, for a tertiary one"),
    (2, "2 old: all of them are old"),
    (3, "1 broken: no link opens"),
    (1, "Planned: somebody makes it"),
    (1, "2: so many assets"),
)


def state_of(count: int, opening: int, fresh: int, is_planned: bool) -> State:
    """`count` assets there are, of which `opening` have no broken link, and `fresh` aren't old either."""
    if fresh:
        return State.EXISTS
    if count:
        return State.OLD if opening else State.BROKEN
    return State.PLANNED if is_planned else State.MISSING


def text_of(state: State, count: int, tier: int) -> str:
    match state:
        case State.EXISTS:
            return str(count)
        case State.OLD:
            return f"{count} old"
        case State.BROKEN:
            return f"{count} broken"
        case State.PLANNED:
            return "Planned"
    return MISSING[tier][0]


def shade_of(state: State, tier: int) -> int:
    return MISSING[tier][1] if state == State.MISSING else SHADES[state]
