"""Who may take over from a persona."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from personas.models import Persona

SELF = "A persona can't take over from itself: choose others, or nobody."


def refuse_successors(personas: Sequence[Persona], successors: Sequence[Persona]) -> None:
    """Raise ValidationError, a sentence each, for those who can't take over from all of these."""
    sentences = [sentence for each in successors if (sentence := obstacle(personas, each))]
    if sentences:
        raise ValidationError({"successors": sentences})


def obstacle(personas: Sequence[Persona], successor: Persona) -> str:
    """Why it can't be her; nothing where it can."""
    if successor in personas:
        return SELF
    if successor.is_draft:
        return f"{successor.heading} is a draft, which readers don't see: publish it first, or choose another."
    heirs = successors_of(successor)
    for persona in personas:
        if persona.pk in heirs:
            return f"{successor.heading} names {persona.heading} as who took over from it: that would be a circle."
    if successor.is_deprecated:
        others = ", ".join(each.heading for each in successor.successors.all())
        return f"{successor.heading} is deprecated itself: choose {others or 'another'} instead."
    return ""


def successors_of(persona: Persona) -> set[int]:
    """The primary keys of all who took over from her, and from these."""
    found: set[int] = set()
    step = {persona.pk}
    while step:
        links = Persona.successors.through.objects.filter(from_persona__in=step)
        step = set(links.values_list("to_persona", flat=True)) - found
        found |= step
    return found
