"""The groups that carry Wagtail's permissions: Editors as Wagtail makes them, Publishers and Administrators."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Wagtail's Moderators are our Publishers; Administrators may do what they may, and what they are given later."""
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name="Moderators").update(name="Publishers")
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(
        name="Publishers approval"
    )
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").update(name="Publishers approval")

    publishers = Group.objects.get(name="Publishers")
    administrators, _ = Group.objects.get_or_create(name="Administrators")
    administrators.permissions.set(publishers.permissions.all())
    for name, place in (("GroupPagePermission", "page_id"), ("GroupCollectionPermission", "collection_id")):
        model = apps.get_model("wagtailcore", name)
        for grant in model.objects.filter(group=publishers):
            model.objects.get_or_create(
                group=administrators, permission_id=grant.permission_id, **{place: getattr(grant, place)}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(name_groups, migrations.RunPython.noop)]
