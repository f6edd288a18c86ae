"""What imports guessed, for an editor to look at."""

import hashlib

from django.conf import settings
from django.db import models

from .persona import Persona


class ImportGuess(models.Model):
    """A wording on an imported page that was read as something else, or that couldn't be read at all.

    It stays on the start page's list until an editor settles it; the same guess of a later import adds no second row.
    """

    persona = models.ForeignKey(
        Persona,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="import_guesses",
        help_text="Whom it is about; empty for what belongs to no persona.",
    )
    subject = models.CharField(max_length=300, blank=True, help_text="Whom or what the page was speaking of.")
    part = models.CharField(max_length=300, blank=True, help_text="Where in it, e.g. the facet.")
    written = models.TextField(blank=True, help_text="What the page says.")
    read_as = models.TextField(blank=True, help_text="What it was taken for; empty when it wasn't understood.")
    reason = models.TextField(blank=True, help_text="How or why.")
    page = models.CharField(max_length=200, blank=True, help_text="The file name of the page.")
    line = models.PositiveIntegerField(null=True, blank=True, help_text="The line on that page, from 1.")
    key = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "guess of an import"
        verbose_name_plural = "guesses of imports"
        ordering = ["-made_at", "pk"]

    def __str__(self):
        return f"{self.written} → {self.read_as}" if self.read_as else self.written

    def save(self, *args, **kwargs):
        self.key = guess_key(self.subject, self.part, self.written, self.read_as)
        super().save(*args, **kwargs)


def guess_key(subject: str, part: str, written: str, read_as: str) -> str:
    """What makes two guesses the same one: 64 hex digits."""
    return hashlib.sha256("\0".join((subject, part, written, read_as)).encode()).hexdigest()
