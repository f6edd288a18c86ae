from django.db import migrations

# The pages that stand where a persona's page would, as of this migration.
RESERVED = ("compare", "charts")


def move_personas_away(apps, schema_editor):
    """A persona at one of the addresses couldn't be opened any more: she gets the next free one."""
    personas = apps.get_model("personas", "Persona").objects.using(schema_editor.connection.alias)
    for slug in RESERVED:
        taken = set(personas.filter(slug__startswith=slug).values_list("slug", flat=True))
        free = next(name for number in range(2, len(taken) + 3) if (name := f"{slug}-{number}") not in taken)
        personas.filter(slug=slug).update(slug=free)


class Migration(migrations.Migration):
    """Makes room for the comparison and the charts."""

    dependencies = [("personas", "0003_search")]

    operations = [migrations.RunPython(move_personas_away, migrations.RunPython.noop)]
