"""The rollout as a matrix: personas down, teams across."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from enablement.times import day_words
from personas.matrix import Column, Group, Head, Mark, Matrix, build
from personas.models import Persona, Team

from .board import Board, Cell

NOBODY, ALL = 1, 5
LEGEND = ((5, "Everybody is trained"), (3, "Partly"), (1, "Nobody yet"))
PERSONAS = Group("personas", "Personas", "Persona")


def rollout_matrix(
    board: Board, teams: Sequence[Team], personas: Sequence[Persona], *, of: int | None = None
) -> Matrix:
    """A row for each of the personas, a column for each of the teams; `of` is how many there are in all."""
    columns = [Column(str(team.pk), team.name) for team in teams]
    cells = [(persona, team, board.cell(team.pk, persona.pk)) for persona in personas for team in teams]
    address = reverse("enablement:list")
    marks = [mark(persona, team, cell, address) for persona, team, cell in cells if cell]
    heads = [Head(str(each.pk), each.heading, PERSONAS, 0, each.get_absolute_url()) for each in personas]
    of = len(personas) if of is None else of
    return build(
        "Rollout: who has learned which persona", heads, columns, marks, of=of, corner="Persona", legend=LEGEND,
        group_word="Rows",
    )  # fmt: skip


def mark(persona: Persona, team, cell: Cell, address: str) -> Mark:
    parts = parts_of(cell)
    text = ", ".join(words for _, words in parts)
    query = urlencode({"persona": persona.slug, "team": team.slug, "show": "past"})
    url = f"{address}?{query}"
    return Mark(str(persona.pk), str(team.pk), text, text, shade_of(cell), sense=text, url=url, parts=parts)


def shade_of(cell: Cell) -> int:
    if not cell.trained:
        return NOBODY
    return ALL if cell.trained >= cell.members else 2 + (cell.percent > 33) + (cell.percent > 66)


def parts_of(cell: Cell) -> tuple[tuple[str, str], ...]:
    """Kinds and words: "12 of 20 (60%)", "last Thu 19 Nov 2026", "edition 3", "2 stale", "4 overdue"."""
    parts = [("main", f"{cell.trained} of {cell.members} ({cell.percent}%)")]
    parts += [("more", f"last {day_words(cell.last)}")] if cell.last else []
    parts += [("more", f"edition {cell.edition}")] if cell.edition and cell.trained else []
    parts += [("more", f"{cell.watched} by recording")] if cell.watched else []
    parts += [("late", f"{cell.stale} stale")] if cell.stale else []
    parts += [("late", f"{cell.overdue} overdue")] if cell.overdue else []
    return tuple(parts)
