"""The app behind roles, signing in and the audit log."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "config.access"
    label = "access"
    verbose_name = "People and rights"

    def ready(self):
        # They need the models, which aren't there any earlier.
        from config.access import endings, watching
        from config.access.personal_data import own
        from config.access.roles import install_roles

        # This app comes last among those installed: by now all others have their permissions.
        post_migrate.connect(install_roles, sender=self)
        endings.connect()
        watching.connect()
        own.register()
