"""What reconciling found and who accepted it, how finance finds payments, and who in finance may edit the VAT codes."""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = {"finance": "Finance", "finance-approver": "Finance approvers"}

ONLY_GROWS = """
create trigger exceptionevent_only_grows before update or delete on payments_exceptionevent
    for each row execute function payments_refuse_change();
"""


def let_finance_edit_vat_codes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
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
    # Nobody deletes one: lines name it for as long as the books are kept.
    codes = [
        permission("payments", "vatcode", f"{action}_vatcode", f"Can {action} vat code")
        for action in ("add", "change", "view")
    ]
    for role, name in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(access, *codes)
        for grant in apps.get_model("accounts", "RoleGrant").objects.filter(role=role):
            grant.user.groups.add(group)
    administrators, _ = Group.objects.get_or_create(name="Administrators")
    administrators.permissions.add(*codes)


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0006_session_minutes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0005_slots_and_leavers"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExceptionEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("reopened", "Not accepted any more")],
                        max_length=10,
                    ),
                ),
                ("because", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["exception", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReconcileException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(help_text="One of payments.reconciling.KINDS.", max_length=30)),
                ("subject", models.CharField(help_text="Stripe's id or ours.", max_length=255)),
                ("amount_pence", models.BigIntegerField()),
                ("happened_at", models.DateTimeField(blank=True, null=True)),
                ("first_found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_found_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "gone_at",
                    models.DateTimeField(
                        blank=True, help_text="When a run did not find it any more.", null=True
                    ),
                ),
                ("is_accepted", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ReconcileRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "finished_at",
                    models.DateTimeField(
                        blank=True, help_text="Blank: under way, or it was killed.", null=True
                    ),
                ),
                (
                    "failure",
                    models.CharField(blank=True, help_text="Why nothing was reconciled.", max_length=300),
                ),
                ("payouts", models.PositiveIntegerField(default=0)),
                (
                    "found",
                    models.PositiveIntegerField(
                        default=0, help_text="What does not fit and nobody has accepted."
                    ),
                ),
                (
                    "accepted",
                    models.PositiveIntegerField(default=0, help_text="What does not fit and is accepted."),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["created_at"], name="charges_by_day"),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(
                condition=models.Q(("paid_at__isnull", False)), fields=["paid_at"], name="charges_by_day_paid"
            ),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["total_pence", "-id"], name="charges_by_amount"),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["state", "-id"], name="charges_by_state"),
        ),
        migrations.AddIndex(
            model_name="counterpayment",
            index=models.Index(fields=["reference"], name="counter_payments_by_reference"),
        ),
        migrations.AddIndex(
            model_name="counterpayment",
            index=models.Index(
                condition=models.Q(("state", "recorded")), fields=["id"], name="counter_payments_to_bank"
            ),
        ),
        migrations.AddIndex(
            model_name="refund",
            index=models.Index(fields=["state", "id"], name="refunds_by_state"),
        ),
        migrations.AddField(
            model_name="exceptionevent",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reconcileexception",
            name="charge",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exceptions",
                to="payments.charge",
            ),
        ),
        migrations.AddField(
            model_name="exceptionevent",
            name="exception",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="payments.reconcileexception",
            ),
        ),
        migrations.AddIndex(
            model_name="reconcilerun",
            index=models.Index(fields=["finished_at"], name="runs_by_end"),
        ),
        migrations.AddIndex(
            model_name="reconcileexception",
            index=models.Index(
                condition=models.Q(("gone_at", None)), fields=["is_accepted", "id"], name="exceptions_now"
            ),
        ),
        migrations.AddConstraint(
            model_name="reconcileexception",
            constraint=models.UniqueConstraint(
                fields=("kind", "subject", "amount_pence"), name="one_exception_per_thing_and_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="exceptionevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="who_accepts_says_why"
            ),
        ),
        migrations.RunSQL(ONLY_GROWS, "drop trigger exceptionevent_only_grows on payments_exceptionevent;"),
        migrations.RunPython(let_finance_edit_vat_codes, migrations.RunPython.noop),
    ]
