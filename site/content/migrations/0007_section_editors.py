"""Editors of a section; administrators say who they are, and who may have the files of a collection."""

import django.contrib.auth.models
import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MODELS = {"sectioneditors": "section editors", "collectionaudience": "collection audience"}


def let_administrators(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after all migrations, which is too late to hand them out here."""
    administrators = apps.get_model("auth", "Group").objects.get(name="Administrators")
    for model, name in MODELS.items():
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="content", model=model
        )
        for action in ("add", "change", "delete", "view"):
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
            )
            administrators.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('content', '0006_language_of_the_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='SectionEditors',
            fields=[
                ('group_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='auth.group')),
                ('may_publish', models.BooleanField(default=False, help_text='Without this, a publisher approves what they write.', verbose_name='may publish')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='section_editors', to='content.contentpage', verbose_name='section')),
            ],
            options={
                'verbose_name': 'section editors',
                'verbose_name_plural': 'section editors',
                'constraints': [models.UniqueConstraint(fields=('section', 'may_publish'), name='one_group_per_section_and_right')],
            },
            bases=('auth.group',),
            managers=[
                ('objects', django.contrib.auth.models.GroupManager()),
            ],
        ),
        migrations.RunPython(let_administrators, migrations.RunPython.noop),
    ]
