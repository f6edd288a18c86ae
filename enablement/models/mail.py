"""Mail to send: a row each, claimed once, sent once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from .sessions import Session


class Reminder(models.Model):
    """One mail to one person, from the moment it is due until the mail server took it."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        CHANGE = "change", "Change"
        CANCELLATION = "cancellation", "Cancellation"
        SEAT = "seat", "A seat became free"
        DAY_BEFORE = "day_before", "The day before"
        HOUR_BEFORE = "hour_before", "An hour before"
        RECORDING = "recording", "Recording is up"
        DIGEST = "digest", "What changed"
        REVIEW = "review", "Review overdue"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Given up"
        DROPPED = "dropped", "No longer needed"

    kind = models.CharField(max_length=15, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="reminders")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # What tells two mails of a kind about one session apart: the session's sequence, or the day of a digest.
    occasion = models.CharField(max_length=40, blank=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claim = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "mail about a session"
        verbose_name_plural = "mail about sessions"
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="reminder_by_state_and_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "user", "session", "occasion"], name="one_mail_a_session_and_occasion"
            ),
            models.UniqueConstraint(
                fields=["kind", "user", "occasion"],
                condition=Q(session__isnull=True),
                name="one_mail_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "claimed", "sent", "failed", "dropped"]), name="reminder_state_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.user}"


class MailPreference(models.Model):
    """Which mails somebody does not want."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference")
    invitations = models.BooleanField("invitations, changes, cancellations and free seats", default=True)
    reminders = models.BooleanField("reminders the day and the hour before a session", default=True)
    recordings = models.BooleanField("word that a recording is up", default=True)
    digests = models.BooleanField("what changed about personas I follow", default=True)
    reviews = models.BooleanField("word that a persona of mine is overdue for review", default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Mail for {self.user}"
