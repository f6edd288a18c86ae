"""A persona as a link shows her, in plain values."""

from typing import NamedTuple

from django.urls import reverse

from personas.colours import colour_for
from personas.models.persona import heading_of
from personas.wording import initials_of


class Face(NamedTuple):
    """What every link to a persona needs. The fields are columns, and all else is called as the model calls it."""

    slug: str
    name: str
    role_label: str
    colour: int | None

    @property
    def heading(self) -> str:
        return heading_of(self.name, self.role_label)

    @property
    def colour_number(self) -> int:
        return self.colour or colour_for(self.slug)

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    def get_absolute_url(self) -> str:
        return reverse("personas:detail", args=[self.slug])
