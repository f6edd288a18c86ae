"""Who has a seat in a session, and who came."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .sessions import Session


class Registration(models.Model):
    """A person and a session: their seat or place in the line, and whether they came."""

    class Status(models.TextChoices):
        REGISTERED = "registered", "Registered"
        WAITLISTED = "waitlisted", "On the waiting list"
        CANCELLED = "cancelled", "Cancelled"

    class Attendance(models.TextChoices):
        UNKNOWN = "", "Not known"
        ATTENDED = "attended", "Attended"
        ABSENT = "absent", "Did not come"

    class Source(models.TextChoices):
        NONE = "", "Nobody said"
        MANUAL = "manual", "Marked by hand"
        CHECK_IN = "check_in", "Checked in"
        IMPORT = "import", "From the meeting's list"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrations")
    status = models.CharField(max_length=12, choices=Status, default=Status.REGISTERED, help_text="Their seat.")
    # Its place in the line: set when somebody takes a seat or joins the line, anew after leaving.
    place = models.PositiveBigIntegerField(default=0, editable=False)
    attendance = models.CharField(
        max_length=10, choices=Attendance, default=Attendance.UNKNOWN, blank=True, help_text="Whether they came."
    )
    attendance_source = models.CharField(
        max_length=10, choices=Source, default=Source.NONE, blank=True, editable=False
    )
    attendance_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    attendance_at = models.DateTimeField(null=True, editable=False)
    watched_at = models.DateTimeField("watched the recording", null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["place", "pk"]
        indexes = [
            models.Index(fields=["session", "status", "place"], name="registration_by_place"),
            models.Index(fields=["user", "status"], name="registration_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user"],
                name="one_registration_a_person_and_session",
                violation_error_message="This person has a place in the session already.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["registered", "waitlisted", "cancelled"]),
                name="registration_status_known",
            ),
            models.CheckConstraint(condition=Q(attendance__in=["", "attended", "absent"]), name="attendance_known"),
        ]

    def __str__(self):
        return f"{self.user}: {self.session}"


class GuestAttendance(models.Model):
    """Somebody on the meeting's list who has no account here: counted, and theirs once the account is there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=200, blank=True, help_text="As the list writes it.")
    email = models.CharField(max_length=254, blank=True, help_text="As the list writes it.")
    key = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "guest"
        ordering = ["name", "email", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "key"],
                name="one_guest_a_session_and_key",
                violation_error_message="This guest is on the list already.",
            ),
        ]

    def __str__(self):
        return self.name or self.email or "Somebody"
