"""Rows other than personas: each is kept when it is deleted, with its parts; `recovering` brings it back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import reversion
from django.core import serializers
from django.core.serializers.base import DeserializedObject
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, prefetch_related_objects
from reversion.models import Version

NAME = "row_and_parts"


@dataclass(frozen=True)
class Recoverable:
    """A model whose rows can be had again: `parts` are look-ups of the rows that go and come back with one,
    `without` names of fields that are not kept."""

    model: type[Model]
    parts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def lookups(self) -> list[str]:
        """What is looked up for all rows at once."""
        links = [link.name for link in self.model._meta.many_to_many if link.remote_field.through._meta.auto_created]
        return [*self.parts, *(name for name in links if name not in self.without)]


_known: dict[type[Model], Recoverable] = {}


def register_recoverable(model: type[Model], *parts: str, without: Iterable[str] = ()) -> None:
    """Have rows of the model kept when they are deleted, from an app's `ready()`."""
    _known[model] = Recoverable(model, parts, tuple(without))
    if NAME not in serializers.get_serializer_formats():
        serializers.register_serializer(NAME, __name__)
    if not reversion.is_registered(model):
        reversion.register(model, fields=(), format=NAME)


def recoverable() -> list[type[Model]]:
    """The models, in the order in which they were registered."""
    return list(_known)


class Exact(DjangoJSONEncoder):
    """Django's own would keep thousandths of a second alone."""

    def default(self, value):
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class Serializer:
    """A row → the text that is kept, with the interface that the library asks for."""

    internal_use_only = True

    def serialize(self, rows, **options) -> None:
        [row] = rows
        known = _known[type(row)]
        records = serializers.serialize("python", [row, *parts_of(row, known.parts)])
        for name in known.without:
            records[0]["fields"].pop(name, None)
        self.text = json.dumps(records, cls=Exact, ensure_ascii=False)

    def getvalue(self) -> str:
        return self.text


def parts_of(row: Model, lookups: Iterable[str]) -> list[Model]:
    """The rows that look-ups such as "stages__aliases" lead to, those nearer to the row first."""
    found: list[Model] = []
    for lookup in lookups:
        level = [row]
        for name in lookup.split("__"):
            level = [part for each in level for part in getattr(each, name).all()]
        found += level
    return found


def Deserializer(text: str, **options) -> Iterator[DeserializedObject]:
    """The row, and behind it its parts."""
    return serializers.deserialize("json", text, ignorenonexistent=True)


def keep_deleted(rows: Iterable[Model], *, by, comment: str) -> None:
    """Keep those of the rows, which are about to be deleted, that can be had again."""
    rows = [row for row in rows if type(row) in _known]
    if not rows:
        return
    for model in {type(row) for row in rows}:
        prefetch_related_objects([row for row in rows if type(row) is model], *_known[model].lookups)
    with reversion.create_revision(manage_manually=True, atomic=False):
        reversion.set_user(by)
        reversion.set_comment(comment)
        for row in rows:
            reversion.add_to_revision(row)


def deleted_rows(model: type[Model]):
    """The last version of every row of the model that is gone, the latest first."""
    return Version.objects.get_deleted(model).select_related("revision__user").order_by("-pk")
