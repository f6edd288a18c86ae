"""How personas stand to each other, as rows: each says of whom a persona is a subset, or to whom she reports."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

from personas.models import Persona

from .table import Group, Head, Mark

# The field, and how a row begins that names the persona at its other end.
RELATIONS = (("parent", "Subset of"), ("reports_to", "Reports to"))
LETTER = "r"


class Relations:
    """The relations of a few personas, to those that the user may see; two queries, whatever there is."""

    row_word = "Relation"

    def __init__(self, personas: Collection[Persona], user, group: Group):
        self.personas = personas
        self.user = user
        self.group = group

    @cached_property
    def visible(self) -> dict[int, Persona]:
        """The personas at the other ends, by primary key."""
        ends = {getattr(persona, f"{field}_id") for persona in self.personas for field, _ in RELATIONS} - {None}
        return Persona.objects.visible_to(self.user).in_bulk(ends) if ends else {}

    @cached_property
    def ties(self) -> list[tuple[int, int, str]]:
        """Which relation (by its place in RELATIONS), the persona at the other end, and whose it is."""
        return [
            (number, end, persona.slug)
            for number, (field, _) in enumerate(RELATIONS)
            for persona in self.personas
            if (end := getattr(persona, f"{field}_id")) in self.visible
        ]

    def heads(self) -> list[Head]:
        counts = Counter((number, end) for number, end, _ in self.ties)
        return [self.head(number, end, count) for (number, end), count in counts.most_common()]

    def head(self, number: int, end: int, count: int) -> Head:
        other = self.visible[end]
        name = f"{RELATIONS[number][1]} {other.heading}"
        return Head(key_of(number, end), name, self.group, count, other.get_absolute_url())

    def marks(self) -> Iterable[Mark]:
        return [Mark(key_of(number, end), slug, "yes", "yes", sense=LETTER) for number, end, slug in self.ties]


def key_of(number: int, end: int) -> str:
    return f"{LETTER}{number}-{end}"
