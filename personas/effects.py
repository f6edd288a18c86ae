"""What a change of many personas would do to each of them: said before it is done, and held against it when it is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max
from django.utils.dateformat import format as format_date

from personas.colleagues import called
from personas.models import Facet, Persona, PersonaTrait, Trait, TraitAlias
from personas.retirement import in_words, used_elsewhere
from personas.retirement.uses import Counts
from personas.wording import wording_key

# The largest rank that PostgreSQL takes.
LAST_RANK = 2**31 - 1


@dataclass(frozen=True)
class Effect:
    """What happens to one persona: `now` is how it is with it, `text` what becomes of that.

    When nothing happens, `changes` is False and `text` says why. `place` is for new rows: their rank.
    """

    persona: Persona
    now: str
    text: str
    changes: bool = True
    place: int = 0

    @property
    def tag(self) -> str:
        """What tells whether this persona is still as it was shown: 12 hex digits."""
        return hashlib.sha256(f"{self.persona.pk}\0{self.now}".encode()).hexdigest()[:12]


def unseen(effects: Iterable[Effect], agreed: set[str]) -> list[Effect]:
    """Those of the effects that change something although their tags are not among those agreed to."""
    return [effect for effect in effects if effect.changes and effect.tag not in agreed]


def publishing(personas: Iterable[Persona]) -> list[Effect]:
    """Readers will see them among the current personas."""
    return [status_change(each, Persona.Status.PUBLISHED, "Published: readers see it.") for each in personas]


def drafting(personas: Iterable[Persona]) -> list[Effect]:
    """Readers will no longer see them."""
    return [status_change(each, Persona.Status.DRAFT, "Draft: only editors see it.") for each in personas]


def status_change(persona: Persona, status: str, text: str) -> Effect:
    """Another status; only a deprecated persona has a date of deprecation, so that one goes with it."""
    now = status_of(persona)
    if persona.status == status:
        return Effect(persona, now, f"It is {now.lower()} already.", changes=False)
    cleared = " The date of deprecation is cleared, the reason stays." if persona.deprecated_on else ""
    return Effect(persona, now, text + cleared)


def deprecating(personas: Iterable[Persona]) -> list[Effect]:
    """They will stand apart, with a banner; what uses them stays with them."""
    personas = list(personas)
    used = used_elsewhere([each.pk for each in personas if not each.is_deprecated])
    return [retired(each, used.get(each.pk)) for each in personas]


def retired(persona: Persona, uses: Counts | None) -> Effect:
    now = status_of(persona)
    if persona.is_deprecated:
        return Effect(persona, now, "It is deprecated already.", changes=False)
    stays = f" Stays with it, until you hand it over: {in_words(uses)}." if uses else ""
    return Effect(persona, now, f"Deprecated: it stands apart with a banner and keeps its address.{stays}")


def owning(personas: Iterable[Persona], owner) -> list[Effect]:
    """`owner`, a user or None for nobody, will be who keeps them true."""
    return [
        Effect(each, now_owned(each), f"Its owner is {called(owner)} already.", changes=False)
        if each.owner == owner
        else Effect(each, now_owned(each), f"Owner: {called(owner)}.")
        for each in personas
    ]


def reviewing(personas: Iterable[Persona], on: date, owner=None) -> list[Effect]:
    """They were checked on that day; with an owner, a user, they change hands, too."""
    return [review_of(each, on, owner) for each in personas]


def review_of(persona: Persona, on: date, owner) -> Effect:
    """What a review on that day does to one persona."""
    now = f"Last reviewed: {said(persona.reviewed_on)}. {now_owned(persona)}"
    if persona.is_deprecated:
        return Effect(persona, now, "It is deprecated: only personas in use are reviewed.", changes=False)
    if persona.reviewed_on and persona.reviewed_on > on:
        return Effect(persona, now, f"It was reviewed after that day: {said(persona.reviewed_on)}.", changes=False)
    changes_hands = owner is not None and owner != persona.owner
    return Effect(persona, now, f"Reviewed: {said(on)}." + (f" Owner: {called(owner)}." if changes_hands else ""))


def adding(personas: Iterable[Persona], facet: Facet, statement: str) -> list[Effect]:
    """They will have the statement, in whatever wording it is known, at the end of the facet."""
    trait = known_trait(facet, statement)
    wording = trait.statement if trait else statement
    # All rows of the facet: SQLite is slow to look for thousands of personas in thousands of traits.
    rows = PersonaTrait.objects.filter(trait__facet=facet).order_by()
    having = set(rows.filter(trait=trait).values_list("persona", flat=True)) if trait else set()
    counted = rows.values("persona").annotate(rows=Count("pk"), last=Max("rank"))
    places = {each["persona"]: (each["rows"], min(each["last"] + 1, LAST_RANK)) for each in counted}
    return [added_to(each, facet, wording, each.pk in having, *places.get(each.pk, (0, 1))) for each in personas]


def added_to(persona: Persona, facet: Facet, wording: str, has_it: bool, rows: int, place: int) -> Effect:
    """What the statement does to one persona, who has so many rows in the facet."""
    now = f"{facet}: {rows or 'no'} statement{'' if rows == 1 else 's'}"
    if has_it:
        return Effect(persona, now, f"It has “{wording}” already.", changes=False)
    return Effect(persona, f"{now} without “{wording}”", f"Gets it, after the others: {rows + 1} then.", place=place)


def known_trait(facet: Facet, statement: str) -> Trait | None:
    """The trait of the facet that has this wording, as its statement or as an alias."""
    key = wording_key(statement)
    trait = Trait.objects.filter(facet=facet, key=key).first()
    if trait is None:
        alias = TraitAlias.objects.filter(facet=facet, key=key).select_related("trait").first()
        trait = alias and alias.trait
    return trait


def status_of(persona: Persona) -> str:
    """The status in words, with the day where there is one."""
    since = f" since {said(persona.deprecated_on)}" if persona.deprecated_on else ""
    return f"{persona.get_status_display()}{since}"


def now_owned(persona: Persona) -> str:
    return f"Owner: {called(persona.owner)}."


def said(day: date | None) -> str:
    """A day as every screen writes it, e.g. "21 Nov 2026"."""
    return format_date(day, "j M Y") if day else "never"
