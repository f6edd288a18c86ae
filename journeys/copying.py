"""A second journey made after the first."""

from itertools import count

from django.contrib.admin.models import ADDITION
from django.db import transaction

from journeys.models import Journey, StageAlias, Touchpoint, TouchpointFormat
from personas.history import log_change, note
from personas.models import Persona
from personas.models.terms import key_of

NAME_LENGTH = Journey._meta.get_field("name").max_length


@transaction.atomic
def copy_journey(journey: Journey, *, by) -> Journey:
    """A draft of the same stages, with their aliases and all that personas do in them. Assets and content to make
    stay with the first journey."""
    new = Journey(
        name=free_name(journey.name),
        kind=journey.kind,
        type=journey.type,
        description=journey.description,
        order=journey.order,
    )
    new.save()
    stages = {stage.pk: copied(stage, journey=new) for stage in journey.stages.order_by("order", "pk")}
    touchpoints = Touchpoint.objects.filter(stage__in=stages).order_by("pk")
    copies = {old.pk: copied(old, stage=stages[old.stage_id], save=False) for old in touchpoints}
    Touchpoint.objects.bulk_create(copies.values())
    links = TouchpointFormat.objects.filter(touchpoint__stage__in=stages).order_by("pk")
    TouchpointFormat.objects.bulk_create(
        copied(old, touchpoint=copies[old.touchpoint_id], save=False) for old in links
    )
    aliases = StageAlias.objects.filter(stage__in=stages).order_by("pk")
    StageAlias.objects.bulk_create(copied(old, stage=stages[old.stage_id], save=False) for old in aliases)
    log_change([new], by=by, message=f"Copied from “{journey}”.", action=ADDITION)
    personas = Persona.objects.filter(touchpoints__stage__journey=new).distinct()
    note(personas, by=by, message=f"{new}: copied from “{journey}”.")
    return new


def copied(row, *, save: bool = True, **links):
    """A new row with the values of the other and these links."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    new = type(row)(**kept)
    for name, target in links.items():
        setattr(new, name, target)
    if save:
        new.save()
    return new


def free_name(name: str) -> str:
    """“Name (copy)”, or “Name (copy 2)” where that is taken."""
    endings = (" (copy)" if number == 1 else f" (copy {number})" for number in count(1))
    names = (name[: NAME_LENGTH - len(ending)] + ending for ending in endings)
    return next(each for each in names if not Journey.objects.filter(key=key_of(each)).exists())
