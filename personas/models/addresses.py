"""Where the pages of personas stood."""

from django.db import models

from personas.wording import SLUG_LENGTH


class PersonaAddress(models.Model):
    """A slug that leads to a persona, or did before it was changed; of one that several had, to the last of them."""

    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True)
    # Kept when the persona is deleted: whoever is recovered is found where the page stood.
    persona_key = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug
