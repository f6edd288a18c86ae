"""Retiring a persona and having her back: whole or not at all, and noted with everything that changed hands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from personas.history import log_change, recorded
from personas.models import Persona

from .plan import Group, RetirementPlan, plan_retirement
from .successors import refuse_successors
from .uses import Use, UsedBy

GONE = "One of the successors is no longer there: choose again."
MEANWHILE = "What uses it has changed since you read it, so nothing was written."


class StaleRetirement(Exception):
    """Something else would happen than what was read; `plan` is what would happen now."""

    def __init__(self, plan: RetirementPlan):
        super().__init__(MEANWHILE)
        self.plan = plan


@dataclass(frozen=True)
class Move:
    """Rows of a kind that go to a successor; those that she has already (`double`) become one with hers."""

    use: Use
    to: Persona
    single: Sequence[UsedBy]
    double: Sequence[UsedBy]

    @property
    def rows(self) -> list[UsedBy]:
        return [*self.single, *self.double]

    @property
    def said(self) -> str:
        return self.use.said(len(self.rows))


@recorded()
def retire(
    persona: Persona,
    *,
    by,
    on: date | None,
    reason: str,
    successors: Sequence[Persona] = (),
    goes_to: Mapping[tuple[str, int], int] | None = None,
    fingerprint: str | None = None,
) -> str:
    """Deprecate her since that day (where it is known), for the reason (Markdown), with just these successors, and
    give them rows: `goes_to` says which, by the name of the use and the row's primary key, to which successor, by
    primary key. What it doesn't name, or what can't go there, stays. Answers what was done, in sentences.

    With the `fingerprint` of a plan nothing else is done: raises StaleRetirement when it would be another now. Raises
    ValidationError for successors who can't take over, and where moves together would make a circle.
    """
    persona, successors = locked(persona, successors)
    refuse_successors([persona], successors)
    plan = plan_retirement(persona, successors, by=by)
    if fingerprint is not None and plan.fingerprint != fingerprint:
        raise StaleRetirement(plan)
    moves = list(moves_of(plan, goes_to or {}))
    message = " ".join([outcome(persona, successors), *(f"{move.said} to {move.to.heading}." for move in moves)])
    deprecate(persona, on, reason, successors)
    for move in moves:
        carry_out(move, persona, by)
    log_change([persona], by=by, message=message)
    tell_successors(moves, persona, by)
    return message


def locked(persona: Persona, successors: Sequence[Persona]) -> tuple[Persona, list[Persona]]:
    """All of them as they are now, held until the transaction ends, in the order in which everybody holds them."""
    keys = [persona.pk, *(each.pk for each in successors)]
    rows = {row.pk: row for row in Persona.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if len(rows) < len(set(keys)):
        raise ValidationError({"successors": GONE})
    return rows[persona.pk], [rows[each.pk] for each in successors]


def outcome(persona: Persona, successors: Sequence[Persona]) -> str:
    """What becomes of one who is as she is now, in a sentence."""
    names = ", ".join(each.heading for each in successors)
    if persona.is_deprecated:
        return f"Successors: {names or 'nobody'}."
    return f"Deprecated in favour of {names}." if names else "Deprecated."


def deprecate(persona: Persona, on: date | None, reason: str, successors: Sequence[Persona]) -> None:
    persona.status = Persona.Status.DEPRECATED
    persona.deprecated_on, persona.deprecation_reason = on, reason
    persona.save(update_fields=["status", "deprecated_on", "deprecation_reason", "updated_at"])
    persona.successors.set(successors)


def moves_of(plan: RetirementPlan, goes_to: Mapping[tuple[str, int], int]) -> Iterator[Move]:
    for group in plan.groups:
        yield from moves_in(group, goes_to)


def moves_in(group: Group, goes_to: Mapping[tuple[str, int], int]) -> Iterator[Move]:
    """What goes of a kind, a move a successor."""
    single, double = defaultdict(list), defaultdict(list)
    for line in group.lines:
        wanted = goes_to.get((group.use.name, line.row.pk))
        for choice in line.choices:
            if choice.to.pk == wanted:
                (double if choice.joins else single)[choice.to].append(line.row)
    for to in {**single, **double}:
        yield Move(group.use, to, single[to], double[to])


def carry_out(move: Move, persona: Persona, by) -> None:
    """Write it, and note it at rows that have pages of their own."""
    if move.single:
        move.use.move(rows=move.single, persona=persona, to=move.to, by=by)
    if move.double:
        move.use.join(rows=move.double, persona=persona, to=move.to, by=by)
    if not move.use.is_own:
        message = f"{move.to.heading} instead of {persona.heading}, which is deprecated."
        log_change([row.about for row in move.rows], by=by, message=message)


def tell_successors(moves: Sequence[Move], persona: Persona, by) -> None:
    """Note at each what she got."""
    got = defaultdict(list)
    for move in moves:
        got[move.to].append(move.said)
    Persona.objects.filter(pk__in=[to.pk for to in got]).update(updated_at=timezone.now())
    for to, said in got.items():
        log_change([to], by=by, message=f"Took over from {persona.heading}: {', '.join(said)}.")


@recorded()
def unretire(persona: Persona, *, by, status: str = Persona.Status.PUBLISHED) -> Persona:
    """Have her back among the others, published or a draft, without date, reason and successors. What went to these
    stays with them. Raises ValidationError when she isn't deprecated."""
    persona = Persona.objects.select_for_update().filter(pk=persona.pk).first()
    if persona is None or not persona.is_deprecated:
        raise ValidationError("It isn't deprecated any more: somebody was quicker.")
    persona.status, persona.deprecated_on, persona.deprecation_reason = status, None, ""
    persona.save(update_fields=["status", "deprecated_on", "deprecation_reason", "updated_at"])
    persona.successors.clear()
    label = Persona.Status(status).label.lower()
    log_change([persona], by=by, message=f"No longer deprecated: {label} again.")
    return persona
