"""Administrators change what the council is called and how its sites look."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after all migrations, which is too late to hand them out here."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="content", model="brand"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="change_brand", defaults={"name": "Can change brand"}
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Administrators")
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("content", "0008_content_types")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
