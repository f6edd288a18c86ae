"""What a team has to learn."""

from django.db import models

from personas.models import Persona, Team

from .sessions import Series, Session


class Requirement(models.Model):
    """Members of a team learn these personas: in one of these sessions, or any, and by this day."""

    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, related_name="requirements", help_text="Who, e.g. “Sales”."
    )
    personas = models.ManyToManyField(
        Persona, related_name="requirements", help_text="Whom they have to know, e.g. “Tech Exec Tristan”."
    )
    sessions = models.ManyToManyField(
        Session,
        blank=True,
        related_name="requirements",
        help_text="One of these is enough. None: any session that teaches the persona.",
    )
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requirements",
        help_text="Or one of the sessions in this series, e.g. “Office hours”.",
    )
    recording_counts = models.BooleanField(
        "watching the recording counts", default=True, help_text="Whether those who only watched it are done."
    )
    due_on = models.DateField("by", null=True, blank=True, help_text="The last day for it, e.g. 2027-01-31.")
    note = models.CharField(max_length=300, blank=True, help_text="Why, e.g. “Before the kickoff”.")

    class Meta:
        ordering = ["team", "due_on", "pk"]

    def __str__(self):
        return f"{self.team}: by {self.due_on}" if self.due_on else str(self.team)
