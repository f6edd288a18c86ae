"""The site as an app, with the commands of those who run it; and which site Django's admin is to be."""

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class DramatisAdminConfig(AdminConfig):
    default_site = "config.admin.DramatisAdminSite"


class SiteConfig(AppConfig):
    name = "config"
    verbose_name = "Running the site"

    def ready(self):
        from config.odd_choices import guard_choices

        guard_choices()
        # An app without tables, such as this one, hears of no migration; the cache is kept where sessions are.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("sessions"))


def make_cache_table(using: str, **signal) -> None:
    """The table of a cache that is kept in the database, where one is."""
    call_command("createcachetable", database=using, verbosity=0)
