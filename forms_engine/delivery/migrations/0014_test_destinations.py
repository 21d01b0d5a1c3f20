from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0013_reruns_say_what_they_left'),
    ]

    operations = [
        migrations.AddField(
            model_name='destination',
            name='is_test',
            field=models.BooleanField(db_default=False, default=False, help_text='It is for practice: what is sent in practice goes to it, and nothing else does.'),
        ),
    ]
