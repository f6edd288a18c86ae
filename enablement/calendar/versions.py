"""Which version of a calendar it is, found out without writing it: programs that subscribed ask every hour, and nearly
always nothing has changed."""

import hashlib
from datetime import datetime

from django.db.models import Count, Max
from django.utils.crypto import salted_hmac

from enablement.calendar.feeds import Feed
from enablement.models import Registration
from enablement.times import reader_zone
from personas.data_version import current
from personas.kept.code import code_version


def version_of(feed: Feed, owner, *, base: str, at: datetime) -> str | None:
    """An entity tag of everything that the file depends on; None when only the file itself can tell.

    The day is a part of it: the oldest sessions leave, and the links of those that are over.
    """
    number = current()
    if number is None:
        return None
    own = Registration.objects.filter(user=owner).aggregate(count=Count("pk"), last=Max("updated_at"))
    parts = (code_version(), number, owner.pk, feed.kind, feed.key, base, f"{at:%Y-%m-%d}", reader_zone(owner), own)
    return f'"{salted_hmac(__name__, repr(parts), algorithm="sha256").hexdigest()}"'


def version_of_bytes(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()}"'
