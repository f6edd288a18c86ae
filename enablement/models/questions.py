"""What people asked, and what was answered."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from enablement.question_querysets import QuestionQuerySet
from personas.models import Persona

from .sessions import Session


class Question(models.Model):
    """A question asked in a session or on a persona's page."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    text = models.TextField(
        "question", validators=[MaxLengthValidator(2000)], help_text="In your own words, e.g. “Who signs at banks?”"
    )
    persona = models.ForeignKey(
        Persona, null=True, blank=True, on_delete=models.CASCADE, related_name="questions", help_text="About whom."
    )
    session = models.ForeignKey(
        Session,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="questions",
        help_text="Where it came up.",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="questions"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, help_text="How far it is.")
    answer = models.TextField(blank=True, help_text="What is known now, in Markdown.")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="answers"
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    edition = models.PositiveIntegerField(
        null=True, blank=True, help_text="The edition of the persona that answers it, where there is one, e.g. 3."
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="question_asks_something", violation_error_message="Write the question."
            ),
            models.CheckConstraint(
                condition=Q(persona__isnull=False) | Q(session__isnull=False),
                name="question_about_something",
                violation_error_message="A question is about a persona or came up in a session.",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | ~Q(answer=""),
                name="answered_question_has_an_answer",
                violation_error_message="Write the answer.",
            ),
        ]

    def __str__(self):
        return self.text


class QuestionVote(models.Model):
    """Somebody who wants to know it too."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="question_votes")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "user"], name="one_vote_a_person_and_question"),
        ]

    def __str__(self):
        return f"{self.user}: {self.question}"
