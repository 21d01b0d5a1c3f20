"""What the roles may do with alerts and contact details, and the workflow by which a publisher approves an alert.

Emergency publishers publish an alert at once, at night too, and need nobody's approval.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EDITORS, PUBLISHERS, ADMINISTRATORS, EMERGENCY = "Editors", "Publishers", "Administrators", "Emergency publishers"
WRITE = ("add", "change", "view")
ALERTS = {
    EDITORS: WRITE,
    EMERGENCY: (*WRITE, "publish"),
    PUBLISHERS: (*WRITE, "publish", "delete", "lock", "unlock"),
    ADMINISTRATORS: (*WRITE, "publish", "delete", "lock", "unlock"),
}
WORKFLOW = "Alert approval"


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after all migrations, which is too late to hand them out here."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")

    def permission(app: str, model: str, codename: str, name: str) -> object:
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        return Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )[0]

    access = permission("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    for name, actions in ALERTS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            access, *(permission("content", "alert", f"{action}_alert", f"Can {action} alert") for action in actions)
        )
    facts = permission("content", "sitefacts", "change_sitefacts", "Can change contact details and links")
    for name in (PUBLISHERS, ADMINISTRATORS):
        Group.objects.get(name=name).permissions.add(facts)


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
    alert_type, _ = ContentType.objects.get_or_create(app_label="content", model="alert")
    apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
        content_type=alert_type, defaults={"workflow": workflow}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0004_alerts_and_site_facts"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(set_up_approval, migrations.RunPython.noop),
    ]
