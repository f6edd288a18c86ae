from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    """What the search needs beside its indexes, which personas.search.indexing makes after every migration."""

    dependencies = [
        ("personas", "0002_aliases_guesses_portraits"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="SearchMiss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "wording",
                    models.CharField(
                        help_text="As it was last typed, e.g. “procurement checklist”.",
                        max_length=100,
                        verbose_name="looked for",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=300, unique=True)),
                (
                    "count",
                    models.PositiveIntegerField(
                        default=1, help_text="How often it was looked for in vain.", verbose_name="times"
                    ),
                ),
                (
                    "last_on",
                    models.DateField(
                        help_text="The day on which it was last looked for in vain.", verbose_name="last time"
                    ),
                ),
            ],
            options={
                "verbose_name": "search that found nothing",
                "verbose_name_plural": "searches that found nothing",
                "ordering": ["-count", "-last_on", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)),
                        name="search_miss_counted",
                        violation_error_message="A search that found nothing happened at least once.",
                    )
                ],
            },
        ),
    ]
