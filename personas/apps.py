"""The catalogue app: who the people are."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from config.backups import leave_running
from config.work_lists import register_work_list


class PersonasConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "personas"
    verbose_name = "Persona catalogue"

    def ready(self):
        # They need the models, which aren't there any earlier.
        from config.access.endings import register_ending
        from personas.api.keys import end_keys
        from personas.data_version import catalogue as versioned_catalogue
        from personas.data_version.installing import install_triggers
        from personas.guesses import guess_work
        from personas.history import versions
        from personas.near_duplicates import near_duplicate_work
        from personas.personal_data import rows as personal_data
        from personas.retirement import hooks as retirement
        from personas.search import catalogue
        from personas.search.indexing import install_indexes
        from personas.search.misses import miss_work
        from personas.titles.unmatched import unmatched_work
        from personas.work_lists import persona_work, vocabulary_work

        register_work_list("Personas", persona_work, order=10)
        register_work_list("Job titles", unmatched_work, order=15)
        register_work_list("Vocabulary", vocabulary_work, order=20)
        register_work_list("Vocabulary", near_duplicate_work, order=21)
        register_work_list("Imports", guess_work, order=30)
        register_work_list("Readers", miss_work, order=40)
        leave_running("personas.DataVersion")
        register_ending(end_keys)
        personal_data.register()
        catalogue.register()
        retirement.register()
        versioned_catalogue.register()
        versions.register()
        post_migrate.connect(install_indexes, sender=self)
        post_migrate.connect(install_triggers, sender=self)
        post_migrate.connect(versions.begin, sender=self)
