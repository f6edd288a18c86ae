"""The personas that an address names (`?p=ada&p=bob`), and what is wrong with the names."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from personas.history.addresses import formerly_at
from personas.models import Persona

FEWEST = 2
MOST = 8
MOST_NAMED = 150  # of a chart: more don't fit into the first line of a request
SLUG = re.compile(r"[-\w]{1,150}", re.ASCII)
SHOWN = 60  # letters of a name that nobody knows


@dataclass
class Picks:
    """The personas in the order of the address, each once, and sentences about names that were left out.

    `is_lost` says that names were given and nobody was found.
    """

    personas: list[Persona] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_lost: bool = False

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(persona.slug for persona in self.personas)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The address and the name of each."""
        return tuple((persona.slug, persona.heading) for persona in self.personas)


def picks_of(slugs: Sequence[str], user, most: int = MOST) -> Picks:
    """At most so many personas of those slugs, or former ones, that the user may see; drafts of others count as
    unknown. One query, two more where there is a slug at which nobody stands."""
    names = [name for slug in slugs if (name := slug.strip())]
    there = at_slugs(list(dict.fromkeys(names)), Persona.objects.visible_to(user).select_related("type"), most * 4)
    times = Counter(there[name] for name in names if name in there)
    found = list(times)
    unknown = [name for name in dict.fromkeys(names) if name not in there]
    problems = [*unknown_names(unknown), *twice(times), *too_many(found, most)]
    return Picks(found[:most], problems, bool(names) and not found)


def at_slugs(slugs: Sequence[str], personas: QuerySet[Persona], most: int) -> dict[str, Persona]:
    """Who of the personas stands at each of the slugs, or stood there; `most` of them are looked up."""
    looked_up = [slug for slug in slugs if SLUG.fullmatch(slug)][:most]
    there = personas.in_bulk(looked_up, field_name="slug")
    return there | formerly_at([slug for slug in looked_up if slug not in there], personas)


def unknown_names(slugs: Sequence[str]) -> list[str]:
    """Sentences for names that lead to nobody; the first few are named."""
    shown = [f"There is no persona “{slug[:SHOWN]}”." for slug in slugs[:3]]
    return shown + ([f"Nor is there one for {len(slugs) - 3} more names."] if len(slugs) > 3 else [])


def twice(times: Mapping[Persona, int]) -> list[str]:
    """A sentence for each who is named more than once."""
    return [f"{persona.heading} is named more than once, and shown once." for persona in times if times[persona] > 1]


def too_many(found: Sequence[Persona], most: int) -> list[str]:
    """A sentence that names whom there was no room for."""
    left_out = [persona.heading for persona in found[most:]]
    if not left_out:
        return []
    named = ", ".join(left_out[:5]) + (f" and {len(left_out) - 5} more" if len(left_out) > 5 else "")
    return [f"There is room for {most} personas, so these are left out: {named}."]
