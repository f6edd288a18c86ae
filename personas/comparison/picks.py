"""The personas that an address names (`?p=ada&p=bob`), and what is wrong with the names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from personas.models import Persona

FEWEST = 2
MOST = 8
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
    def slugs(self) -> list[str]:
        return [persona.slug for persona in self.personas]


def picks_of(slugs: Sequence[str], user, most: int = MOST) -> Picks:
    """At most so many personas of those slugs that the user may see; drafts of others count as unknown. One query."""
    names = [name for slug in slugs if (name := slug.strip())]
    wanted = list(dict.fromkeys(names))
    looked_up = [slug for slug in wanted if SLUG.fullmatch(slug)][: most * 4]
    visible = Persona.objects.visible_to(user).select_related("type").in_bulk(looked_up, field_name="slug")
    found = [visible[slug] for slug in wanted if slug in visible]
    unknown = [slug for slug in wanted if slug not in visible]
    problems = [*unknown_names(unknown), *twice(names, found), *too_many(found, most)]
    return Picks(found[:most], problems, bool(wanted) and not found)


def unknown_names(slugs: Sequence[str]) -> list[str]:
    """Sentences for names that lead to nobody; the first few are named."""
    shown = [f"There is no persona “{slug[:SHOWN]}”." for slug in slugs[:3]]
    return shown + ([f"Nor is there one for {len(slugs) - 3} more names."] if len(slugs) > 3 else [])


def twice(slugs: Sequence[str], found: Sequence[Persona]) -> list[str]:
    return [
        f"{persona.heading} is named more than once, and shown once."
        for persona in found
        if slugs.count(persona.slug) > 1
    ]


def too_many(found: Sequence[Persona], most: int) -> list[str]:
    """A sentence that names whom there was no room for."""
    left_out = [persona.heading for persona in found[most:]]
    if not left_out:
        return []
    named = ", ".join(left_out[:5]) + (f" and {len(left_out) - 5} more" if len(left_out) > 5 else "")
    return [f"There is room for {most} personas, so these are left out: {named}."]
