from django.apps import AppConfig


class EnablementConfig(AppConfig):
    """How our own teams learn the personas."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "enablement"
    verbose_name = "Enablement"

    def ready(self):
        # They need the models, which aren't there any earlier.
        from enablement import hooks

        hooks.register()
