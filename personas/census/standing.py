"""Who is counted, in order of their names, and what decides of each who is shown. Most edits leave one or the other as
it was: that isn't read again."""

from collections.abc import Collection
from copy import copy
from functools import cache, cached_property, lru_cache

from django.db import connections, router
from django.db.models import Count, QuerySet

from personas.data_version import Mended, kept_while, numbers_of
from personas.data_version.catalogue import CALLED, NAMED, STANDING
from personas.models import Persona, PersonaType
from personas.narrowing import NarrowedPersonas

from .roll import Roll, roll_of

BY_NAME = "name"
LISTED = {"postgresql": "STRING_AGG(pk::text, ',')", "sqlite": "GROUP_CONCAT(pk)"}


class Rows:
    """Status, type and owner of everybody, by primary key."""

    def __init__(self):
        self.of = read_standing(Persona.objects.order_by())

    def mended(self, personas: Collection[int]) -> "Rows":
        """The rows after these have changed, come or gone."""
        rows = copy(self)
        rows.of = {key: self.of[key] for key in self.of.keys() - personas}
        rows.of |= read_standing(Persona.objects.order_by().filter(pk__in=personas))
        return rows


def read_standing(personas: QuerySet) -> dict[int, tuple]:
    return {pk: tuple(standing) for pk, *standing in personas.values_list("pk", "status", "type", "owner")}


class Standing:
    """The same by places, in the order that is given as primary keys with commas between."""

    def __init__(self, rows: Rows, order: str):
        # Whom only one of the two has, came or went between their queries.
        keys = tuple(key for key in map(int, order.split(",")) if key in rows.of) if order else ()
        states, types, owners = zip(*map(rows.of.get, keys), strict=True) if keys else [()] * 3
        self.roll = roll_of(keys)
        self.states: tuple[str, ...] = states
        self.statuses, self.types, self.owners = map(self.roll.groups, (states, types, owners))


_rows = Mended(STANDING)
_order = Mended(CALLED)
standing_of = lru_cache(maxsize=2)(Standing)


def keys_by_name() -> str:
    """The primary keys of everybody in order of their names, with commas between: a row each would cost far more."""
    return _order.recall(BY_NAME, Order, Order.mended).keys


class Order:
    """Who comes after whom, by name and then by role."""

    def __init__(self):
        # Before the order is read: it may be newer than this says, and never older.
        self.of_names = numbers_of(NAMED)
        connection = connections[router.db_for_read(Persona)]
        with connection.cursor() as cursor:
            cursor.execute(listing_by_name(connection.vendor))
            self.keys: str = cursor.fetchone()[0] or ""

    @cached_property
    def namesakes(self) -> frozenset[int]:
        """Those who share their name with somebody; as long as names are as they were."""
        personas = Persona.objects.order_by()
        shared = personas.values("name").annotate(count=Count("pk")).filter(count__gt=1).values("name")
        return frozenset(personas.filter(name__in=shared).values_list("pk", flat=True))

    def mended(self, personas: Collection[int]) -> "Order":
        """The order after the names or roles of these have changed: a role matters only among those of one name."""
        same = self.of_names == numbers_of(NAMED) and self.namesakes.isdisjoint(personas)
        return self if same else Order()


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
    return standing_of(_rows.recall("rows", Rows, Rows.mended), keys_by_name())
