"""What a person set for themselves: their time zone, their calendar's secret, the personas they follow."""

import secrets

from django.conf import settings
from django.db import models

from enablement.zones import DEFAULT_ZONE, validate_zone
from personas.models import Persona


def new_nonce() -> str:
    """192 random bits, fit for a web address."""
    return secrets.token_urlsafe(24)


class ReaderZone(models.Model):
    """The time zone in which somebody reads times."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reader_zone")
    zone = models.CharField(
        "time zone",
        max_length=64,
        default=DEFAULT_ZONE,
        validators=[validate_zone],
        help_text="Your time zone, e.g. “Europe/Berlin”.",
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.user}: {self.zone}"


class CalendarToken(models.Model):
    """What somebody's calendar addresses are signed with: a new nonce makes all of the old ones useless."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_token")
    nonce = models.CharField(max_length=64, unique=True, default=new_nonce, editable=False)
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Calendar of {self.user}"


class Subscription(models.Model):
    """Somebody who wants to hear what changed about a persona, or, where none is named, about all of them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    persona = models.ForeignKey(Persona, null=True, on_delete=models.CASCADE, related_name="subscriptions")
    created_at = models.DateTimeField(auto_now_add=True)
    # Changes up to this moment were told already.
    told_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "persona"],
                name="one_subscription_a_person_and_persona",
                violation_error_message="You follow this persona already.",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(persona__isnull=True),
                name="one_subscription_to_everybody",
                violation_error_message="You follow all personas already.",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.persona or 'all personas'}"
