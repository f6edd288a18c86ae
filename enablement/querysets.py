"""What can be asked of sessions, series and resources."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from enablement.times import place_in_time, zone_named

# Of what follows from them, so that whoever writes the one writes the other.
TIME_FIELDS = {"precision", "starts_at", "day", "minutes", "zone"}
PLACES = ("sort_on", "over_at")


def rows(model, relation: str):
    """The rows that belong to rows of the model by that relation, unordered."""
    return model._meta.get_field(relation).related_model.objects.order_by()


def counted(queryset, field: str):
    """How many rows of the queryset belong to each outer row by that field, as a subquery."""
    own = queryset.filter(**{field: OuterRef("pk")}).values(field).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(own), 0)


class SeriesQuerySet(QuerySet):
    """Questions about series."""

    def visible_to(self, user):
        """All of them for everybody who is signed in."""
        return self.all() if user.is_authenticated else self.none()

    def with_session_count(self):
        """Adds `session_count`: how many sessions it has that weren't cancelled."""
        sessions = rows(self.model, "sessions").exclude(status="cancelled")
        return self.annotate(session_count=counted(sessions, "series"))


class SessionQuerySet(QuerySet):
    """Questions about sessions. `at` is the moment of asking."""

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for session in objs:
            place_in_time(session)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        objs, fields = list(objs), list(fields)
        if TIME_FIELDS.intersection(fields):
            for session in objs:
                place_in_time(session)
            fields = [*dict.fromkeys([*fields, *PLACES])]
        return super().bulk_update(objs, fields, *args, **kwargs)

    def visible_to(self, user):
        """All of them for everybody who is signed in; the personas inside have a rule of their own."""
        return self.all() if user.is_authenticated else self.none()

    def past(self, at: datetime):
        """Those that are over, and those of which somebody said that they were held."""
        return self.filter(Q(over_at__lte=at) | Q(status="held"))

    def upcoming(self, at: datetime):
        """All others: those to come, those going on, and those whose date nobody knows; cancelled ones among them."""
        return self.filter(Q(over_at__gt=at) | Q(over_at=None)).exclude(status="held")

    def live(self, at: datetime):
        """Those going on."""
        return self.filter(precision="exact", starts_at__lte=at, over_at__gt=at).exclude(
            status__in=["held", "cancelled"]
        )

    def held(self, at: datetime):
        """Those that took place as far as is known, as `times.state_of` tells it."""
        over = Q(over_at__lte=at) & (Q(precision="exact") | Q(status="scheduled"))
        return self.filter(over | Q(status="held")).exclude(status="cancelled")

    def taking_place(self):
        """Those that weren't cancelled."""
        return self.exclude(status="cancelled")

    def for_teams(self, teams):
        """Those for one of the teams, and those for everybody."""
        through = self.model.teams.through.objects
        for_them = through.filter(team__in=teams).values("session")
        return self.filter(Q(pk__in=for_them) | ~Exists(through.filter(session=OuterRef("pk"))))

    def teaching(self, persona):
        return self.filter(pk__in=rows(self.model, "persona_links").filter(persona=persona).values("session"))

    def of_host(self, user):
        return self.filter(host=user)

    def of_series(self, series):
        return self.filter(series=series)

    def in_month(self, year: int, month: int, zone: str):
        """Those in that month as a reader in the zone sees it: exact ones by their moment, rough ones by their date.

        Raises ValueError when there is no such month.
        """
        first, days = date(year, month, 1), monthrange(year, month)[1]
        clock = zone_named(zone)
        start = datetime.combine(first, time(), clock).astimezone(UTC)
        end = datetime.combine(first + timedelta(days=days), time(), clock).astimezone(UTC)
        exact = Q(precision="exact", starts_at__gte=start, starts_at__lt=end)
        rough = Q(sort_on__gte=first, sort_on__lt=first + timedelta(days=days)) & ~Q(precision="exact")
        return self.filter(exact | rough)

    def with_recording(self):
        """Those whose recording can be watched."""
        return self.having("recording")

    def without_recording(self):
        return self.lacking("recording")

    def having(self, *kinds: str):
        """Those with a resource of one of the kinds that has an address."""
        return self.filter(self.has_resource(kinds))

    def lacking(self, *kinds: str):
        return self.filter(~self.has_resource(kinds))

    def has_resource(self, kinds) -> Exists:
        resources = rows(self.model, "resources").filter(kind__in=kinds).exclude(url="")
        return Exists(resources.filter(session=OuterRef("pk")))

    def without_attendance(self):
        """Those of which nobody said who came."""
        marked = rows(self.model, "registrations").exclude(attendance="").filter(session=OuterRef("pk"))
        guests = rows(self.model, "guests").filter(session=OuterRef("pk"))
        return self.filter(~Exists(marked) & ~Exists(guests))

    def missing_recording(self, at: datetime):
        """Those that were held and have no recording yet."""
        return self.held(at).without_recording()

    def missing_notes(self, at: datetime):
        return self.held(at).lacking("notes")

    def missing_attendance(self, at: datetime):
        return self.held(at).without_attendance()

    def with_seats(self):
        """Adds `seats_taken` and `waiting`: how many have a seat, and how many wait for one."""
        registrations = rows(self.model, "registrations")
        return self.annotate(
            seats_taken=counted(registrations.filter(status="registered"), "session"),
            waiting=counted(registrations.filter(status="waitlisted"), "session"),
        )

    def overlapping(self, session):
        """Other sessions of the same host at the same time; none for a session without a host or an exact time."""
        if session.host_id is None or session.precision != "exact" or session.status == "cancelled":
            return self.none()
        end = session.starts_at + timedelta(minutes=session.minutes)
        others = self.taking_place().filter(host=session.host_id, precision="exact").exclude(pk=session.pk)
        return others.filter(starts_at__lt=end, over_at__gt=session.starts_at)

    def order_upcoming(self):
        """The next first; those without a date last."""
        return self.order_by(F("sort_on").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "title", "pk")

    def order_past(self):
        """The latest first; those without a date last."""
        return self.order_by(F("sort_on").desc(nulls_last=True), F("starts_at").desc(nulls_last=True), "title", "pk")


class ResourceQuerySet(QuerySet):
    """Questions about resources."""

    def visible_to(self, user):
        """All of them for everybody who is signed in."""
        return self.all() if user.is_authenticated else self.none()

    def recordings(self):
        return self.filter(kind="recording")

    def available(self):
        """Those that can be opened."""
        return self.exclude(url="")

    def missing(self):
        """Those that were promised and have no address; a chat channel needs none."""
        return self.filter(url="").exclude(kind="chat")

    def current(self):
        return self.filter(is_deprecated=False)

    def about(self, persona):
        """Those about the persona: said so themselves, or from a session that teaches her."""
        own = self.model.personas.through.objects.filter(persona=persona).values("resource")
        taught = Q(session__persona_links__persona=persona)
        return self.filter(Q(pk__in=own) | Q(pk__in=self.model.objects.filter(taught).values("pk")))
