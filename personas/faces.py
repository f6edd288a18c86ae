"""A persona as a link shows her, in plain values."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import connections, router
from django.urls import reverse

from personas.colours import colour_for
from personas.models import Persona
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


FACES = f'SELECT id, {", ".join(Face._fields)} FROM "{Persona._meta.db_table}"'
BY_NAME = " ORDER BY name, role_label, id"


def faces_of(keys: Collection[int], *, by_name: bool = False) -> dict[int, Face]:
    """The personas with these primary keys, in any order or by name. One query, said in SQL, as pages ask for them
    after every edit, and there may be thousands."""
    if not keys:
        return {}
    with connections[router.db_for_read(Persona)].cursor() as cursor:
        cursor.execute(f"{FACES} WHERE id IN ({', '.join(map(str, keys))}){BY_NAME if by_name else ''}")
        return {key: Face(*called) for key, *called in cursor.fetchall()}
