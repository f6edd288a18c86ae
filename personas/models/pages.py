"""Which handbook pages were imported, and who was on them."""

from django.db import models

from .persona import Persona


class HandbookPage(models.Model):
    """A page that was imported: known again by its title, together with its file name or the personas on it.

    It is what makes "no longer on the page" a question with an answer.
    """

    title = models.CharField(max_length=200, help_text="The page's own title.")
    name = models.CharField("file name", max_length=200, help_text="The name of the file it was last read from.")
    personas = models.ManyToManyField(
        Persona, blank=True, related_name="handbook_pages", help_text="Who was on the page."
    )

    class Meta:
        ordering = ["title", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "name"],
                name="one_handbook_page_a_title_and_file",
                violation_error_message="This page is known already.",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.name})"
