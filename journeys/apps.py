from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """How a persona moves, and what content serves it there."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "journeys"
    verbose_name = "Journeys"
