"""What is done to several personas at once.

Each verb takes a queryset of personas and who does it (`by`, a user), is one transaction, notes every change in the
history, and answers an Effect for each persona that is still there. With `agreed`, the tags of the effects that
somebody was shown, it raises Stale and writes nothing when it would now do anything else.
"""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from personas.colleagues import called
from personas.effects import (
    Effect,
    adding,
    deprecating,
    drafting,
    known_trait,
    owning,
    publishing,
    reviewing,
    said,
    unseen,
)
from personas.history import log_change, recorded
from personas.models import Facet, Persona, PersonaTrait, Trait
from personas.querysets import PersonaQuerySet
from personas.retirement import refuse_successors
from personas.wording import one_line, wording_key


class Stale(Exception):
    """Personas changed since their effects were shown."""


def publish(personas: PersonaQuerySet, *, by, agreed: set[str] | None = None) -> list[Effect]:
    """Let all readers see them. One that was deprecated no longer is, and loses its date of deprecation."""
    values = {"status": Persona.Status.PUBLISHED, "deprecated_on": None}
    return change(personas, publishing, values, by=by, message="Published.", agreed=agreed)


def put_back_to_draft(personas: PersonaQuerySet, *, by, agreed: set[str] | None = None) -> list[Effect]:
    """Let only editors see them. One that was deprecated no longer is, and loses its date of deprecation."""
    values = {"status": Persona.Status.DRAFT, "deprecated_on": None}
    return change(personas, drafting, values, by=by, message="Put back to draft.", agreed=agreed)


@recorded()
def deprecate(
    personas: PersonaQuerySet,
    *,
    by,
    on: date | None = None,
    reason: str = "",
    successors=(),
    agreed: set[str] | None = None,
) -> list[Effect]:
    """Retire them since that day, where it is known, for the reason (Markdown), with others who took over.

    A reason that isn't given leaves the one that stands there; successors join those who are successors already. What
    uses them stays with them. Raises ValidationError when a successor is among the personas, or can't take over.
    """
    refuse_own_successors(personas, successors)
    if successors:
        refuse_successors(list(personas), successors)
    values = {"status": Persona.Status.DEPRECATED, "deprecated_on": on} | (
        {"deprecation_reason": reason} if reason else {}
    )
    effects = change(personas, deprecating, values, by=by, message="Deprecated.", agreed=agreed)
    through = Persona.successors.through
    through.objects.bulk_create(
        [
            through(from_persona_id=each.persona.pk, to_persona_id=successor.pk)
            for each in effects
            if each.changes
            for successor in successors
        ],
        ignore_conflicts=True,
    )
    return effects


def refuse_own_successors(personas: PersonaQuerySet, successors) -> None:
    """Raise ValidationError when one of the successors is among the personas, who could not take over from itself."""
    both = personas.filter(pk__in=[successor.pk for successor in successors])
    names = ", ".join(str(persona) for persona in both)
    if names:
        raise ValidationError(
            {"successors": f"{names} is to be deprecated, too: choose who takes over among the others."},
        )


def assign_owner(personas: PersonaQuerySet, *, by, owner, agreed: set[str] | None = None) -> list[Effect]:
    """Make `owner`, a user or None for nobody, the one who keeps them true."""
    return change(
        personas,
        lambda rows: owning(rows, owner),
        {"owner": owner},
        by=by,
        message=f"Owner: {called(owner)}.",
        agreed=agreed,
    )


def mark_reviewed(
    personas: PersonaQuerySet,
    *,
    by,
    on: date,
    due: date | None = None,
    owner=None,
    agreed: set[str] | None = None,
) -> list[Effect]:
    """Note that somebody checked all of them that day, when they are due again, and, where given, their new owner."""
    values = {"reviewed_on": on, "review_due_on": due} | ({"owner": owner} if owner else {})
    next_review = f", next review {said(due)}" if due else ""
    owned = f" Owner: {called(owner)}." if owner else ""
    return change(
        personas,
        lambda rows: reviewing(rows, on, owner),
        values,
        by=by,
        message=f"Marked reviewed on {said(on)}{next_review}.{owned}",
        agreed=agreed,
    )


@recorded()
def add_trait(
    personas: PersonaQuerySet, *, by, facet: Facet, statement: str, agreed: set[str] | None = None
) -> list[Effect]:
    """Give them the statement, as the last of the facet. A wording that the facet knows is that trait; else it is new.

    Raises ValidationError when the facet holds no statements, or the statement says nothing.
    """
    statement = one_line(statement)
    refuse_unfit(facet, statement)
    message = f"Added “{statement}” to {facet}."
    effects = change(personas, lambda rows: adding(rows, facet, statement), {}, by=by, message=message, agreed=agreed)
    rows = [(each.persona, each.place) for each in effects if each.changes]
    if rows:
        trait = known_trait(facet, statement) or new_trait(facet, statement)
        PersonaTrait.objects.bulk_create(
            PersonaTrait(persona=persona, trait=trait, rank=place) for persona, place in rows
        )
    return effects


def refuse_unfit(facet: Facet, statement: str) -> None:
    """Raise ValidationError unless the facet is a list and the statement fits it."""
    if facet.kind != Facet.Kind.LIST:
        raise ValidationError({"facet": f"“{facet}” holds no statements: choose a list."})
    Trait._meta.get_field("statement").clean(statement, None)


def new_trait(facet: Facet, statement: str) -> Trait:
    """The trait of the facet with that statement; somebody may have made it just now."""
    return Trait.objects.get_or_create(facet=facet, key=wording_key(statement), defaults={"statement": statement})[0]


@recorded()
def change(
    personas: PersonaQuerySet,
    effects_of: Callable[[list[Persona]], list[Effect]],
    values: dict,
    *,
    by,
    message: str,
    agreed: set[str] | None,
) -> list[Effect]:
    """Give the values to those whom it changes something, and note the message in their history."""
    effects = effects_of(locked(personas))
    if agreed is not None and unseen(effects, agreed):
        raise Stale
    changed = [effect.persona for effect in effects if effect.changes]
    rows = Persona.objects.filter(pk__in=[persona.pk for persona in changed])
    rows.update(**values, updated_at=timezone.now())
    log_change(changed, by=by, message=message)
    return effects


def locked(personas: PersonaQuerySet) -> list[Persona]:
    """The personas with their owners, held until the transaction ends; always in the same order, so that two bulk
    changes wait for each other instead of both failing."""
    return list(personas.order_by("pk").select_related("owner").select_for_update(of=["self"]))
