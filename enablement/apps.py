from django.apps import AppConfig


class EnablementConfig(AppConfig):
    """How our own teams learn the personas."""

    name = "enablement"
    verbose_name = "Enablement"
