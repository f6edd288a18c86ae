"""Who is counted, in order of their names, and what decides of each who is shown. Most edits leave one or the other as
it was: that isn't read again."""

from functools import cache, lru_cache

from django.db import connections, router

from personas.data_version import kept_while
from personas.data_version.catalogue import CALLED, STANDING
from personas.models import Persona, PersonaType
from personas.narrowing import NarrowedPersonas

from .roll import Roll, roll_of

BY_NAME = "name"
LISTED = {"postgresql": "STRING_AGG(pk::text, ',')", "sqlite": "GROUP_CONCAT(pk)"}


class Rows:
    """Status, type and owner of everybody, by primary key."""

    def __init__(self):
        rows = Persona.objects.order_by().values_list("pk", "status", "type", "owner")
        self.of = {pk: standing for pk, *standing in rows}


class Standing:
    """The same by places, in the order that is given as primary keys with commas between."""

    def __init__(self, rows: Rows, order: str):
        # Whom only one of the two has, came or went between their queries.
        keys = tuple(key for key in map(int, order.split(",")) if key in rows.of) if order else ()
        states, types, owners = zip(*map(rows.of.get, keys), strict=True) if keys else [()] * 3
        self.roll = roll_of(keys)
        self.states: tuple[str, ...] = states
        self.statuses, self.types, self.owners = map(self.roll.groups, (states, types, owners))


rows_now = kept_while(STANDING, most=1)(Rows)
standing_of = lru_cache(maxsize=2)(Standing)


@kept_while(CALLED, most=1)
def keys_by_name() -> str:
    """The primary keys of everybody in order of their names, with commas between: a row each would cost far more."""
    connection = connections[router.db_for_read(Persona)]
    with connection.cursor() as cursor:
        cursor.execute(listing_by_name(connection.vendor))
        return cursor.fetchone()[0] or ""


@cache
def listing_by_name(vendor: str) -> str:
    ordered = Persona.objects.sorted_by(BY_NAME).values("pk").query
    return f"SELECT {LISTED[vendor]} FROM ({ordered}) AS ordered"


@kept_while(Persona, PersonaType, most=len(NarrowedPersonas.ORDERS))
def places_in_order(name: str, roll: Roll) -> list[int]:
    """The places of everybody in the order of that name, one of `NarrowedPersonas.ORDERS`."""
    keys = Persona.objects.sorted_by(name).values_list("pk", flat=True)
    return [place for place in map(roll.place, keys) if place is not None]


def current_standing() -> Standing:
    """The standing of everybody now."""
    return standing_of(rows_now(), keys_by_name())
