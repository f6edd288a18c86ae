"""What a page says of the seats in sessions: how many are left, and what the reader has of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from enablement.models import Registration, Session
from enablement.services.seats import closed_because
from enablement.times import state_of

MEETS = ("scheduled", "live")
STATUS = Registration.Status


@dataclass(frozen=True)
class Seats:
    """The seats of one session as one reader sees them: what they have of it (`place` in the line is counted from 1),
    whether they came, and since when they have watched the recording."""

    session: Session
    state: str
    is_open: bool
    taken: int = 0
    waiting: int = 0
    status: str = ""
    place: int = 0
    attendance: str = ""
    watched_at: datetime | None = None
    is_manager: bool = False

    @property
    def left(self) -> int | None:
        """How many nobody has; None for as many as one likes."""
        return None if self.session.capacity is None else max(self.session.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now has to wait: nobody overtakes those who wait already."""
        return self.left is not None and self.left <= self.waiting

    @property
    def has_seat(self) -> bool:
        return self.status == STATUS.REGISTERED

    @property
    def waits(self) -> bool:
        return self.status == STATUS.WAITLISTED

    @property
    def was_there(self) -> bool:
        return self.attendance == Registration.Attendance.ATTENDED

    @property
    def shows_join_link(self) -> bool:
        """Where seats are few, the link is for those who have one, and for those who hold the session."""
        is_for_reader = self.session.capacity is None or self.has_seat or self.is_manager
        return bool(self.session.join_url) and self.state in MEETS and is_for_reader


def seats_of(sessions: Collection[Session], user, at: datetime) -> dict[int, Seats]:
    """The seats of these sessions, by primary key. Two queries, however many people are registered elsewhere."""
    keys = [session.pk for session in sessions]
    counts, own = counted(keys), own_places(keys, user)
    manages = user.has_perm("enablement.change_session")
    return {
        session.pk: Seats(
            session,
            state_of(session, at),
            not closed_because(session, at),
            counts[session.pk].get(STATUS.REGISTERED, 0),
            counts[session.pk].get(STATUS.WAITLISTED, 0),
            *own.get(session.pk, ()),
            is_manager=manages or session.host_id == user.pk,
        )
        for session in sessions
    }


def counted(sessions: Collection[int]) -> dict[int, dict[str, int]]:
    """How many people have each status, by session and status."""
    found = defaultdict(dict)
    rows = Registration.objects.filter(session__in=sessions).order_by().values_list("session", "status")
    for session, status, count in rows.annotate(Count("pk")) if sessions else ():
        found[session][status] = count
    return found


def own_places(sessions: Collection[int], user) -> dict[int, list]:
    """By session, what the reader has of it: status, place in the line, attendance, and when they watched it."""
    if not sessions:
        return {}
    line = Registration.objects.filter(
        session=OuterRef("session"), status=STATUS.WAITLISTED, place__lte=OuterRef("place"), user__is_active=True
    )
    places = line.order_by().values("session").annotate(count=Count("pk")).values("count")
    rows = Registration.objects.filter(session__in=sessions, user=user).order_by()
    rows = rows.annotate(in_line=Coalesce(Subquery(places, output_field=IntegerField()), 0))
    fields = ("session", "status", "in_line", "attendance", "watched_at")
    return {
        session: ["" if status == STATUS.CANCELLED else status, *rest]
        for session, status, *rest in rows.values_list(*fields)
    }
