"""What each app keeps of people, and what becomes of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class PersonalData:
    """One kind of rows that tell of a person.

    `find` answers the rows of an account, `columns` are headings and the paths of values for the file that people take
    away; `persona` is the path of a persona whom not everybody may read about. `fate` says on screen what becomes of
    the rows, and `forget` does that, given the rows, the account as it was, and the name that it has from then on.
    `covers` names the relations to accounts that are taken care of, and the columns of text that may say a person's
    name or address: “app.Model.field”.
    """

    key: str
    label: str
    find: Callable[..., QuerySet]
    columns: Mapping[str, str]
    fate: str
    forget: Callable[..., None]
    covers: tuple[str, ...] = ()
    persona: str = ""


@dataclass(frozen=True)
class Ageing:
    """What is forgotten when it is old, whoever it tells of: after so many `days`, 0 for never. `find` answers the
    rows that are older than a moment, `forget` takes the names out of them, or deletes them. `one` and `many` are what
    a row and several are called."""

    one: str
    many: str
    days: Callable[[], int]
    find: Callable[[datetime], QuerySet]
    forget: Callable[[QuerySet], None]


_kinds: dict[str, PersonalData] = {}
_ageing: dict[str, Ageing] = {}


def register_personal_data(*kinds: PersonalData, come_first: bool = False) -> None:
    """Adds what an app keeps of people, from its `ready()`: after what is there already, or before it."""
    own, others = {kind.key: kind for kind in kinds}, dict(_kinds)
    _kinds.clear()
    _kinds.update(own | others if come_first else others | own)


def register_ageing(ageing: Ageing) -> None:
    """Adds what `forget_people` forgets by its age, from an app's `ready()`."""
    _ageing[ageing.many] = ageing


def kinds() -> Iterator[PersonalData]:
    return iter(_kinds.values())


def ageing() -> Iterator[Ageing]:
    return iter(_ageing.values())


def columns_of(model: type[Model], *names: str) -> tuple[str, ...]:
    """Those of the columns that the model has, as `covers` names them."""
    there = {field.name for field in model._meta.get_fields()}
    return tuple(f"{model._meta.label}.{name}" for name in names if name in there)


def delete_rows(rows: QuerySet, user, name: str) -> None:
    rows.delete()


def keep_rows(rows: QuerySet, user, name: str) -> None:
    """They point to the account, which has no name any more."""


def empty_field(field: str) -> Callable[..., None]:
    """What takes the account out of a field of the rows."""

    def empty(rows: QuerySet, user, name: str) -> None:
        rows.update(**{field: None})

    return empty
