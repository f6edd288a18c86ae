"""Why something stands in a cell: the reason that a click on it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from personas.markdown import plain_text
from personas.models import Persona

from .subjects import Subject
from .ties import Personas

ADDRESS = re.compile(r"([a-z])(\d{1,18})\.([-\w]{1,150})", re.ASCII)
OTHERS = 12


@dataclass(frozen=True)
class Why:
    """What the cell says, the remark that belongs to it (Markdown), where it is told, and who else has it."""

    subject: str
    name: str
    persona: Persona
    says: str
    remark: str
    url: str
    others: list[tuple[Persona, str]] = field(default_factory=list)
    more: int = 0


def why(address: str, user, offered: Sequence[Subject], among: Personas) -> Why | None:
    """The reason for a cell named "s12.ada": row and persona. None when there is no such cell, or it isn't theirs to
    see. `among` are the personas to look for others in. Three queries."""
    parts = ADDRESS.fullmatch(address)
    ties = {subject.tie.letter: subject.tie for subject in offered}
    tie = ties.get(parts[1]) if parts else None
    if tie is None:
        return None
    rows = tie.model.objects.filter(persona__in=Persona.objects.visible_to(user), **{tie.term: int(parts[2])})
    row = rows.filter(persona__slug=parts[3]).select_related("persona", tie.term).first()
    part = getattr(getattr(row, tie.term), "facet_id", 0) if row else None
    subject = next((subject for subject in offered if subject.tie is tie and subject.part == part), None)
    if subject is None:
        return None
    others = rows.filter(persona__in=among).exclude(persona=row.persona)
    shown = others.select_related("persona").order_by(tie.place, "persona__name", "pk")[:OTHERS]
    term = getattr(row, tie.term)
    return Why(
        subject.name,
        plain_text(getattr(term, tie.name)),
        row.persona,
        tie.says(getattr(row, tie.place)),
        getattr(row, tie.remark),
        f"{row.persona.get_absolute_url()}#{subject.key}",
        [(other.persona, tie.says(getattr(other, tie.place))) for other in shown],
        others.count() - len(shown),
    )
