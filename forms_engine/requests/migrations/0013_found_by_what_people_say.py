"""Requests are found by an email address and by the words of a name."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests", "0012_what_else_happens")]

    operations = [
        migrations.AddIndex(
            model_name="request",
            index=models.Index(django.db.models.functions.text.Upper("email"), name="request_email"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", config="simple"),
                name="request_name_words",
            ),
        ),
    ]
