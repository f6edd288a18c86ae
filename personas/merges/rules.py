"""How two rows of one persona become one when what they are about becomes one: the better place, and all texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from personas.models import ContentPreference, PersonaNote, PersonaPurchasingRole, PersonaTitle, TraitAlias

from .texts import join_texts


@dataclass(frozen=True)
class Rule:
    """`place` are numbers of which the smallest count, together; `line` a text on one line, `text` one in Markdown;
    `reading` sorts the rows into the order in which their texts are joined."""

    place: tuple[str, ...] = ()
    line: str = ""
    text: str = ""
    reading: Callable[[Model], tuple] | None = None

    def joined(self, rows: Sequence[Model]) -> dict[str, object]:
        """The values of the row that stays, from all of them."""
        rows = sorted(rows, key=self.reading or self.place_of)
        values = dict(zip(self.place, min(map(self.place_of, rows)), strict=True)) if self.place else {}
        if self.line:
            values[self.line] = join_texts(*(getattr(row, self.line) for row in rows), between="; ")
        if self.text:
            values[self.text] = join_texts(*(getattr(row, self.text) for row in rows))
        return values

    def place_of(self, row: Model) -> tuple:
        return tuple(getattr(row, name) for name in self.place)


def facet_place(note: PersonaNote) -> tuple:
    return note.facet.order, note.facet.name, note.facet_id


RULES: dict[type[Model], Rule] = {
    ContentPreference: Rule(place=("tier", "rank"), line="qualifier"),
    PersonaNote: Rule(text="body", reading=facet_place),
    PersonaPurchasingRole: Rule(place=("rank",), line="qualifier"),
    PersonaTitle: Rule(place=("rank",), line="qualifier"),
    TraitAlias: Rule(),
}


def register_rule(model: type[Model], rule: Rule) -> None:
    """Say how rows of a later app's model become one, from its `ready()`. Without a rule such a merge is refused."""
    RULES[model] = rule


def is_bare_link(model: type[Model], names: Sequence[str]) -> bool:
    """Whether rows of the model say no more than that these fields' rows belong together."""
    return {field.name for field in model._meta.concrete_fields if not field.primary_key} == set(names)
