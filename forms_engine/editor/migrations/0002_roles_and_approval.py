"""What the roles may do with journeys, and the workflow by which a publisher approves one."""

from django.db import migrations
from django.apps.registry import Apps
from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BUILDERS, PUBLISHERS, ADMINISTRATORS = "Journey builders", "Publishers", "Administrators"
BUILD = {
    "journeydraft": ("add", "change", "view"),
    "questionset": ("add", "change", "view"),
}
PUBLISH = {
    "journeydraft": ("add", "change", "view", "delete", "publish", "lock", "unlock"),
    "questionset": ("add", "change", "view", "delete"),
}
WORKFLOW = "Journey approval"


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after all migrations, which is too late to hand them out here."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")

    def permission(app: str, model: str, action: str) -> object:
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        name = {"journeydraft": "journey", "questionset": "question set"}.get(model, model)
        return Permission.objects.get_or_create(
            content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
        )[0]

    access_type, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    access, _ = Permission.objects.get_or_create(
        content_type=access_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    translate_type, _ = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    translate, _ = Permission.objects.get_or_create(
        content_type=translate_type, codename="submit_translation", defaults={"name": "Can submit translations"}
    )
    for group_name, allowed in ((BUILDERS, BUILD), (PUBLISHERS, PUBLISH), (ADMINISTRATORS, PUBLISH)):
        group, _ = Group.objects.get_or_create(name=group_name)
        group.permissions.add(access, translate)
        for model, actions in allowed.items():
            group.permissions.add(*(permission("editor", model, action) for action in actions))

    # Those who hold the role already.
    builders = Group.objects.get(name=BUILDERS)
    for user_id in apps.get_model("accounts", "RoleGrant").objects.filter(role="journey-builder").values_list(
        "user_id", flat=True
    ):
        builders.user_set.add(user_id)


def set_up_approval(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One step: a publisher approves."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    workflow, made = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=WORKFLOW)
    if made:
        task_type, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
        task = GroupApprovalTask.objects.create(name=WORKFLOW, content_type=task_type)
        task.groups.add(*apps.get_model("auth", "Group").objects.filter(name__in=[PUBLISHERS, ADMINISTRATORS]))
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=1)
    draft_type, _ = ContentType.objects.get_or_create(app_label="editor", model="journeydraft")
    apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
        content_type=draft_type, defaults={"workflow": workflow}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("editor", "0001_initial"),
        ("content", "0002_editorial_groups"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtail_localize", "__first__"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(set_up_approval, migrations.RunPython.noop),
    ]
