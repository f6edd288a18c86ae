"""What editions of personas mean to sessions, recordings and questions."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from enablement.material import Change
from enablement.models import Session, SessionPersona
from personas.models import Edition, Persona

AT_ONCE = 500  # links of sessions and personas


def last_material_editions(personas: Collection[int]) -> dict[int, Change]:
    """The last material edition of each of these personas that has one: an `Answer` of `material`. One query."""
    rows = Edition.objects.material().filter(persona__in=personas).order_by("number")
    found = rows.values_list("persona", "number", "published_at")
    return {persona: Change(timezone.localdate(at), number) for persona, number, at in found}


def note_editions_taught(at: datetime) -> int:
    """Notes with every session that is over which edition of each persona it taught, where nobody said so: the latest
    that was published when it began. Returns 0, as it writes no mail; may be called at any time, by any number of
    processes at once."""
    latest = Edition.objects.filter(persona=OuterRef("persona"), published_at__lte=OuterRef("begun"))
    links = SessionPersona.objects.filter(edition=None, session__over_at__lte=at)
    links = links.exclude(session__status=Session.Status.CANCELLED)
    links = links.annotate(begun=Coalesce("session__starts_at", "session__over_at"))
    taught = links.annotate(taught=Subquery(latest.order_by("-number").values("number")[:1])).exclude(taught=None)
    keys: dict[int, list[int]] = defaultdict(list)
    for pk, number in taught.order_by("pk").values_list("pk", "taught")[:AT_ONCE]:
        keys[number].append(pk)
    for number, own in keys.items():
        SessionPersona.objects.filter(pk__in=own, edition=None).update(edition=number)
    return 0


def latest_edition(persona: Persona | None) -> int | None:
    """The number of the persona's latest edition, if there is one."""
    numbers = Edition.objects.of(persona).values_list("number", flat=True) if persona else ()
    return next(iter(numbers[:1]), None)
