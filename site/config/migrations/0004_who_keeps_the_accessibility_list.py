"""Publishers and administrators keep the list that the accessibility statement is made from: a change of it is seen at once."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = ("Publishers", "Administrators")
ACTIONS = ("add", "change", "delete", "view")


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after all migrations, which is too late to hand them out here."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="content", model="accessibilityproblem"
    )
    permissions = [
        apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_accessibilityproblem",
            defaults={"name": f"Can {action} accessibility problem"},
        )[0]
        for action in ACTIONS
    ]
    for name in GROUPS:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0003_what_the_privacy_notice_shows"),
        ("content", "0008_content_types"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
