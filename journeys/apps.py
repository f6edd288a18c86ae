from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """How a persona moves, and what content serves it there."""

    name = "journeys"
    verbose_name = "Journeys"
