"""Guidance beside the personas."""

from django.db import models
from django.urls import reverse

from personas.narrowing import GuideQuerySet
from personas.slugs import free_slug
from personas.validators import errors_of, refuse_cycle
from personas.wording import one_line

from .pages import HandbookPage


class Guide(models.Model):
    """A page of guidance: roles versus personas, writing for all personas, questions people ask."""

    title = models.CharField(max_length=200, help_text="What it answers, e.g. “Roles and personas: what differs”.")
    slug = models.SlugField(
        max_length=150,
        unique=True,
        blank=True,
        help_text="Its part of the web address. Left empty, it follows the title.",
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        help_text="The guide that this one is a part of, e.g. “Questions people ask”.",
    )
    body = models.TextField(
        "text",
        blank=True,
        help_text="Markdown, e.g. **bold** and [links](https://example.com). May be empty when its parts say all.",
    )
    order = models.PositiveIntegerField(default=0, help_text="Smaller numbers come first, e.g. 10, 20, 30.")
    page = models.ForeignKey(
        HandbookPage,
        verbose_name="handbook page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="guides",
        help_text="The page it was imported from.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="guide_not_part_of_itself",
                violation_error_message="A guide can't be a part of itself.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(self, self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("personas:guide", args=[self.slug])

    def clean(self):
        self.title = one_line(self.title)
        self.slug = self.slug or free_slug(self, self.title)
        with errors_of("parent"):
            refuse_cycle(self, "parent")
