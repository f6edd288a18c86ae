"""Sessions that teach personas, and the series that they come in."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from enablement.querysets import PLACES, TIME_FIELDS, SeriesQuerySet, SessionQuerySet
from enablement.times import place_in_time
from enablement.zones import DEFAULT_ZONE, validate_zone
from personas.models import Persona, Team
from personas.slugs import free_slug
from personas.wording import one_line

DAY_OF_MINUTES = 24 * 60
# Addresses below /enablement/ that no series may take.
SERIES_PAGES = ("sessions", "calendar", "mail", "mine", "rollout", "questions", "check-in")

MINUTES = [MinValueValidator(1), MaxValueValidator(DAY_OF_MINUTES)]
LINK = [URLValidator(schemes=["http", "https"])]


class Hosted(models.Model):
    """What a series says once for all of its sessions, and a session for itself."""

    title = models.CharField(max_length=200, help_text="What it is called, e.g. “Buyer personas for Sales”.")
    description = models.TextField(
        blank=True, help_text="What people take away, in a few sentences of Markdown, e.g. “Who signs, and why.”"
    )
    minutes = models.PositiveIntegerField("length", default=60, validators=MINUTES, help_text="In minutes, e.g. 45.")
    zone = models.CharField(
        "time zone",
        max_length=64,
        default=DEFAULT_ZONE,
        validators=[validate_zone],
        help_text="Where its clock hangs, e.g. “America/New_York”: the hour stays the same there all year.",
    )
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_%(class)s_set",
        help_text="The colleague who holds it, e.g. “dana”.",
    )
    capacity = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="How many can come, e.g. 30; the others wait in line. Left empty, everybody can.",
    )
    join_url = models.URLField(
        "join link",
        max_length=500,
        blank=True,
        validators=LINK,
        help_text="The meeting's link, e.g. https://meet.example.com/x.",
    )
    place = models.CharField(max_length=200, blank=True, help_text="The room, if there is one, e.g. “Room 4.12”.")
    teams = models.ManyToManyField(
        Team, blank=True, related_name="%(class)s_set", help_text="Whom it is for, e.g. “Sales”. None: everybody."
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    def clean(self):
        self.title = one_line(self.title)


class Series(Hosted):
    """Sessions that come again by a rule: office hours on the third Tuesday of every month."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        max_length=150,
        unique=True,
        blank=True,
        help_text="Its part of the web address, e.g. office-hours. Left empty, it follows the title.",
    )
    rule = models.CharField(
        max_length=500,
        blank=True,
        help_text="How it repeats, as a calendar writes it, e.g. FREQ=MONTHLY;BYDAY=3TU;COUNT=12. "
        "Left empty, its sessions are planned one by one.",
    )
    starts_on = models.DateField("first day", null=True, blank=True, help_text="From when, e.g. 2027-01-19.")
    starts_at = models.TimeField("hour", null=True, blank=True, help_text="On the clock of its zone, e.g. 11:00.")
    personas = models.ManyToManyField(
        Persona, blank=True, related_name="series_set", help_text="Whom its sessions teach, e.g. “Tech Exec Tristan”."
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="series_has_a_title", violation_error_message="Write the title."
            ),
            models.CheckConstraint(
                condition=Q(rule="") | Q(starts_on__isnull=False, starts_at__isnull=False),
                name="series_rule_starts_somewhere",
                violation_error_message="A series that repeats needs its first day and its hour.",
            ),
        ]

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(self, self.title, reserved=SERIES_PAGES)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("enablement:series", args=[self.slug])


class Session(Hosted):
    """One training: with an exact start, or only a day, a month or words, as long as nobody knows better."""

    class Precision(models.TextChoices):
        EXACT = "exact", "Day and hour"
        DAY = "day", "Only the day"
        MONTH = "month", "Only the month"
        WORDS = "words", "Only in words"

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        SCHEDULED = "scheduled", "Scheduled"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text="The series it belongs to, e.g. “Office hours”.",
    )
    # The day on which the rule put it: it keeps its place in the series when it is moved.
    occurrence_on = models.DateField(null=True, editable=False)
    # Changed by itself, so that changes of the whole series leave it alone.
    is_detached = models.BooleanField(default=False, editable=False)
    precision = models.CharField(
        "how exact",
        max_length=10,
        choices=Precision,
        default=Precision.EXACT,
        help_text="What is known of its time; nothing is made up beyond that.",
    )
    starts_at = models.DateTimeField("start", null=True, blank=True, help_text="For an exact time.")
    day = models.DateField(
        null=True, blank=True, help_text="The day, e.g. 2026-11-21; for a month any day in it, e.g. 2026-11-01."
    )
    when_words = models.CharField(
        "when, in words",
        max_length=200,
        blank=True,
        help_text="What is known beside or instead of a date, e.g. “At the kickoff, Feb 2027”.",
    )
    # Where lists put it: its local day, the first of its month, or nothing.
    sort_on = models.DateField(null=True, editable=False)
    # From when on it is past: its end, or that of its day or month; nothing for words.
    over_at = models.DateTimeField(null=True, editable=False)
    status = models.CharField(
        max_length=10,
        choices=Status,
        default=Status.PLANNED,
        help_text="“Planned” until the time is fixed. Live and held follow from the time by themselves.",
    )
    cancel_reason = models.CharField(
        max_length=300, blank=True, help_text="Why it was cancelled, e.g. “Moved to the new year”."
    )
    check_in_code = models.CharField(max_length=12, blank=True, editable=False)
    personas = models.ManyToManyField(
        Persona,
        through="SessionPersona",
        blank=True,
        related_name="sessions",
        help_text="Whom it teaches, e.g. “Tech Exec Tristan”.",
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["sort_on", "starts_at", "title", "pk"]
        indexes = [
            models.Index(fields=["sort_on", "starts_at"], name="session_by_day"),
            models.Index(fields=["host", "starts_at"], name="session_by_host"),
            models.Index(fields=["over_at"], name="session_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="session_has_a_title", violation_error_message="Write the title."
            ),
            models.CheckConstraint(
                condition=Q(precision="exact", starts_at__isnull=False)
                | Q(precision__in=["day", "month"], day__isnull=False, starts_at__isnull=True)
                | (Q(precision="words", day__isnull=True, starts_at__isnull=True) & ~Q(when_words="")),
                name="session_time_as_exact_as_said",
                violation_error_message="Write the start, the day, the month or the words that say when it is.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "scheduled", "held", "cancelled"]),
                name="session_status_known",
                violation_error_message="A session is planned, scheduled, held or cancelled.",
            ),
            models.UniqueConstraint(
                fields=["series", "occurrence_on"],
                name="one_session_a_series_and_day",
                violation_error_message="The series has a session on that day already.",
            ),
        ]

    def save(self, *args, **kwargs):
        place_in_time(self)
        fields = kwargs.get("update_fields")
        if fields is not None and TIME_FIELDS.intersection(fields):
            kwargs["update_fields"] = {*fields, *PLACES}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("enablement:session", args=[self.uuid])


class SessionPersona(models.Model):
    """A persona that a session teaches, and which edition of it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="persona_links")
    persona = models.ForeignKey(
        Persona, on_delete=models.CASCADE, related_name="session_links", help_text="Whom it teaches."
    )
    edition = models.PositiveIntegerField(
        null=True, blank=True, help_text="The number of the edition that was taught, where there is one, e.g. 3."
    )

    class Meta:
        verbose_name = "persona of a session"
        verbose_name_plural = "personas of sessions"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "persona"],
                name="one_link_a_session_and_persona",
                violation_error_message="The session teaches this persona already.",
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.persona}"
