"""Publishing editions, and what changed from one to another."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from personas.models import Edition, Persona

from .acts import log_change, recorded
from .comparing import Difference, differences
from .sheets import Reach, reach_of, sheet_of
from .snapshots import Snapshot, read, snapshot_of, whole, written

DRAFT = "“%(persona)s” is a draft, and readers don't see editions of drafts: publish the persona first."
THE_SAME = "Nothing that readers see has changed since edition %(number)s, so there is nothing to publish."


def publish_edition(persona: Persona, *, by, note: str, is_material: bool, at: datetime | None = None) -> Edition:
    """Freeze the persona as it is now under the next number, with a note on what is new; `is_material` is for changes
    of which whoever learned the persona has to hear.

    Raises ValidationError for a draft, for a persona that is as its last edition has it, and without a note.
    """
    with recorded():
        persona = whole(Persona.objects.filter(pk=persona.pk)).select_for_update(of=["self"]).get()
        if persona.is_draft:
            raise ValidationError(DRAFT, code="draft", params={"persona": persona})
        last = Edition.objects.filter(persona_key=persona.pk).aggregate(last=Max("number"))["last"] or 0
        snapshot = snapshot_of(persona)
        if last and not changes_since(Edition.objects.get(persona_key=persona.pk, number=last), snapshot, by):
            raise ValidationError(THE_SAME, code="same", params={"number": last})
        edition = Edition(
            persona=persona,
            persona_key=persona.pk,
            number=last + 1,
            author=by,
            note=note.strip(),
            is_material=is_material,
            published_at=at or timezone.now(),
            snapshot=written(snapshot),
        )
        edition.full_clean()
        edition.save()
        kind = " (material)" if is_material else ""
        log_change([persona], by=by, message=f"Published edition {edition.number}{kind}: {edition.note}")
    return edition


def changes_since(edition: Edition, snapshot: Snapshot, user) -> list[Difference]:
    """What readers see differ between the edition and the snapshot."""
    return compared(read(edition.snapshot), snapshot, user, for_readers=True)


def compared(old: Snapshot, new: Snapshot, user, *, for_readers: bool = False) -> list[Difference]:
    """What differs, as far as the user may read it; `for_readers` leaves out what only editors see. One query."""
    return compared_within(reach_of(user, old, new, for_readers=for_readers), old, new)


def compared_within(reach: Reach, old: Snapshot, new: Snapshot) -> list[Difference]:
    """What differs, as far as somebody of that reach may read it."""
    # An app that only one of them knows of says nothing about what changed.
    both = old.more.keys() & new.more.keys()
    sheets = (sheet_of(replace(each, more={name: each.more[name] for name in both}), reach) for each in (old, new))
    return differences(*sheets)
