from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """How a persona moves, and what content serves it there."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "journeys"
    verbose_name = "Journeys"

    def ready(self):
        # They need the models, which aren't there any earlier.
        from journeys import aspects, hooks, personal_data
        from journeys.assets import hooks as asset_hooks
        from personas.data_version import register_versioned

        hooks.register()
        personal_data.register()
        asset_hooks.register()
        register_versioned(*self.get_models(include_auto_created=True))
        aspects.register()
