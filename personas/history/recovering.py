"""Having rows again that were deleted: those of `rows`, one by one, as far as the catalogue has a place for them."""

from dataclasses import dataclass, field

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from reversion.models import Version

from .acts import log_change, recorded
from .rows import Deserializer

BACK_ALREADY = "It is there already: somebody recovered it."
BELONGED = "The %s that it belonged to is gone."
NO_ROOM = "It doesn't go together with the catalogue of today."


@dataclass(frozen=True)
class Recovered:
    """A row that is back, and in words which of its parts have no place any more."""

    row: Model
    left_out: list[str] = field(default_factory=list)


@recorded()
def recover_row(version: Version, *, by) -> Recovered:
    """Have the row of a version again, with its parts; without what it led to that is gone.

    Raises ValidationError when it is there, or has no place any more: its name is somebody else's, or what it was a
    part of is gone.
    """
    first, *parts = Deserializer(version.serialized_data)
    row = first.object
    if type(row)._base_manager.filter(pk=row.pk).exists():
        raise ValidationError(BACK_ALREADY)
    put_back(first)
    left_out = []
    for part in parts:
        try:
            put_back(part)
        except ValidationError:
            left_out.append(str(part.object))
    log_change([row], by=by, message="Recovered.", action=ADDITION)
    return Recovered(row, left_out)


def put_back(kept: DeserializedObject) -> None:
    """Write one row as it was. Raises ValidationError, and writes nothing, when it has no place."""
    row = kept.object
    mend_links(kept)
    row.clean()
    row.validate_unique()
    row.validate_constraints()
    if type(row)._base_manager.filter(pk=row.pk).exists():
        raise ValidationError(NO_ROOM)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise ValidationError(NO_ROOM) from error


def mend_links(kept: DeserializedObject) -> None:
    """Take off the links to rows that are gone. Raises ValidationError for one that the row can't be without."""
    row = kept.object
    for link in row._meta.concrete_fields:
        if isinstance(link, ForeignKey) and is_dead(row, link):
            if not link.null:
                raise ValidationError(BELONGED % link.verbose_name)
            setattr(row, link.attname, None)
    for name, keys in (kept.m2m_data or {}).items():
        there = row._meta.get_field(name).related_model._base_manager.filter(pk__in=keys)
        kept.m2m_data[name] = list(there.values_list("pk", flat=True))


def is_dead(row: Model, link: ForeignKey) -> bool:
    key = getattr(row, link.attname)
    return key is not None and not link.related_model._base_manager.filter(pk=key).exists()
