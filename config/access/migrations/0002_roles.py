"""The four roles as groups. What each may do is given after every migration, when all permissions are there."""

from django.db import migrations

ROLES = ("Reader", "Persona editor", "Enablement manager", "Administrator")


def make_roles(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in ROLES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_first"), ("auth", "0012_alter_user_first_name_max_length")]
    # Going back leaves them: people are in them.
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
