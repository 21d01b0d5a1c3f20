"""Booking officers set up what can be booked, in Wagtail's admin."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Booking officers"


def let_in(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after all migrations, which is too late to hand them out here."""
    Permission = apps.get_model("auth", "Permission")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    access, _ = Permission.objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    group.permissions.add(access)
    for grant in apps.get_model("accounts", "RoleGrant").objects.filter(role="booking-officer"):
        grant.user.groups.add(group)


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0003_holds_are_forgotten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0005_slots_and_leavers"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [migrations.RunPython(let_in, migrations.RunPython.noop)]
