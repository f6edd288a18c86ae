"""Frozen publications of personas."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from personas.querysets import EditionQuerySet

from .persona import Persona


class Edition(models.Model):
    """A numbered publication of a persona, which stays as it is whatever becomes of the persona."""

    # Of one that was deleted the editions are kept: they are hers again when she is recovered.
    persona = models.ForeignKey(Persona, null=True, editable=False, on_delete=models.SET_NULL, related_name="editions")
    persona_key = models.PositiveBigIntegerField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="editions"
    )
    note = models.CharField(
        max_length=500,
        help_text="What is new, in a sentence or two, e.g. “Challenges redone after 12 interviews.” Readers see it.",
    )
    is_material = models.BooleanField(
        "material",
        default=False,
        help_text="Whoever learned the persona before has to hear of it: recordings and training count as stale.",
    )
    snapshot = models.JSONField(editable=False, encoder=DjangoJSONEncoder)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["persona_key", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona_key", "number"],
                name="one_edition_a_number",
                violation_error_message="Somebody published this edition a moment ago.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="edition_number_from_1",
                violation_error_message="Editions are counted from 1.",
            ),
            models.CheckConstraint(
                condition=~Q(note=""), name="edition_has_a_note", violation_error_message="Say what is new."
            ),
        ]

    def __str__(self):
        return f"Edition {self.number}"

    def get_absolute_url(self):
        return reverse("personas:edition", args=[self.persona.slug, self.number])
