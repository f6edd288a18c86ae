"""What people looked for in vain."""

from django.db import models

WORDING_LENGTH = 100
KEY_LENGTH = 300


class SearchMiss(models.Model):
    """A search that found nothing, with how often that happened; nobody's name is kept with it."""

    wording = models.CharField(
        "looked for", max_length=WORDING_LENGTH, help_text="As it was last typed, e.g. “procurement checklist”."
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    count = models.PositiveIntegerField("times", default=1, help_text="How often it was looked for in vain.")
    last_on = models.DateField("last time", help_text="The day on which it was last looked for in vain.")

    class Meta:
        verbose_name = "search that found nothing"
        verbose_name_plural = "searches that found nothing"
        ordering = ["-count", "-last_on", "key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__gte=1),
                name="search_miss_counted",
                violation_error_message="A search that found nothing happened at least once.",
            ),
        ]

    def __str__(self):
        return self.wording
