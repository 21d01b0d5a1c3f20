import django.contrib.postgres.fields
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Every page there is was written in the language of its own tree.
WRITE_DOWN = """
    UPDATE content_contentpage AS ours
    SET text_language = locale.language_code
    FROM wagtailcore_page AS page
    JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
    WHERE page.id = ours.page_ptr_id
"""


def let_editors_translate(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Editors begin translations as they write pages; Publishers may already."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtail_localize", model="translation"
    )
    translate, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="submit_translation", defaults={"name": "Can submit translations"}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Editors"):
        group.permissions.add(translate)


class Migration(migrations.Migration):
    dependencies = [("content", "0005_who_may_publish_alerts"), ("wagtail_localize", "__first__")]

    operations = [
        migrations.AddField(
            "contentpage", "text_language", models.CharField(default="", editable=False, max_length=20)
        ),
        migrations.AddField(
            "contentpage",
            "untranslated",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            "contentpage", "is_machine_made", models.BooleanField(default=False, editable=False)
        ),
        migrations.RunSQL(WRITE_DOWN, migrations.RunSQL.noop),
        migrations.RunPython(let_editors_translate, migrations.RunPython.noop),
    ]
