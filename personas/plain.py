"""A persona as plain text, to paste into a chat or a mail: a card first, then what matters most."""

from collections.abc import Iterable

from personas.one_page import OnePage, Part
from personas.wording import one_line


def text_of(page: OnePage, address: str) -> str:
    """The sheet as Markdown that reads well where nobody renders it; `address` leads back to the persona's page."""
    blocks = [card(page, address), page.introduction]
    blocks += [block(part) for row in [page.leading, *page.further] for part in row]
    return "\n\n".join(text for text in blocks if text) + "\n"


def card(page: OnePage, address: str) -> str:
    """Who it is, a line each, as on a business card."""
    persona = page.persona
    tiers = [f"{part.heading.lower()} {joined(part)}" for part in page.reached_by]
    roles = [f"{rank} {name}" for rank, name in page.purchasing_roles]
    lines = [
        f"**{one_line(persona.heading)}**",
        " · ".join([persona.type.name, *([] if persona.status == "published" else [persona.get_status_display()])]),
        told("Use instead", page.successors, " or "),
        told("Job titles", [joined(page.titles)] if page.titles.lines else []),
        told("Reports to", page.reports_to),
        told("Role in the purchase", roles),
        told("How to reach them", tiers, "; "),
        address,
    ]
    return "\n".join(line for line in lines if line)


def told(what: str, values: Iterable[str], between: str = ", ") -> str:
    """A line that names what it tells; nothing when there is nothing to tell."""
    said = between.join(values)
    return f"{what}: {said}" if said else ""


def joined(part: Part) -> str:
    """The part's lines as one."""
    more = [f"and {part.left_out} more"] if part.left_out else []
    return ", ".join([*part.lines, *more])


def block(part: Part) -> str:
    """The part's heading and its lines, numbered in their order."""
    numbered = [f"{number}. {line}" for number, line in enumerate(part.lines, start=1)]
    more = [f"… and {part.left_out} more"] if part.left_out else []
    return "\n".join([f"**{part.heading}**", *numbered, *more])
