"""Keys with which other programs read the catalogue."""

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """A key with which a program reads what its owner may see. Only a digest is kept: the key itself is shown once."""

    name = models.CharField(max_length=80, help_text="What uses it, e.g. “CRM title look-up”.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="api_tokens",
        help_text="The colleague whose rights it has, e.g. “dana”. It dies with the account.",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "API token"
        verbose_name_plural = "API tokens"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""), name="api_token_has_a_name", violation_error_message="Write the name."
            ),
        ]

    def __str__(self):
        return self.name
