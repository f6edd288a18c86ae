"""What stays of a session, and what helps beside it."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from enablement.querysets import ResourceQuerySet
from personas.models import Persona
from personas.wording import one_line

from .sessions import Session


class Resource(models.Model):
    """Slides, a recording, notes, a chat channel: of a session, of personas, or of all of them."""

    class Kind(models.TextChoices):
        SLIDES = "slides", "Slides"
        RECORDING = "recording", "Recording"
        VIDEO = "video", "Video"
        NOTES = "notes", "Notes"
        SPREADSHEET = "spreadsheet", "Spreadsheet"
        FEEDBACK = "feedback", "Feedback thread"
        CHAT = "chat", "Chat channel"
        OTHER = "other", "Something else"

    kind = models.CharField(max_length=20, choices=Kind, help_text="What it is, e.g. “Recording”.")
    title = models.CharField(max_length=200, help_text="What it is called, e.g. “Video 2, what is new”.")
    url = models.URLField(
        "address",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Where it is, e.g. https://example.com/slides. Left empty, it is missing, except of a chat channel.",
    )
    session = models.ForeignKey(
        Session,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="resources",
        help_text="The session it comes from, if any.",
    )
    personas = models.ManyToManyField(
        Persona, blank=True, related_name="resources", help_text="Whom it is about. None: all of them."
    )
    edition = models.PositiveIntegerField(
        null=True, blank=True, help_text="The edition of the persona that it shows, where there is one, e.g. 3."
    )
    made_on = models.DateField(null=True, blank=True, help_text="When it was made, e.g. 2026-11-21.")
    is_deprecated = models.BooleanField(
        "deprecated", default=False, help_text="Kept for continuity; something newer stands in for it."
    )
    note = models.CharField(max_length=300, blank=True, help_text="What to know of it, e.g. “Sound from minute 3”.")
    order = models.PositiveIntegerField(default=0, help_text="Smaller numbers come first, e.g. 10, 20, 30.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="resource_has_a_title", violation_error_message="Write the title."
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        self.title = one_line(self.title)
