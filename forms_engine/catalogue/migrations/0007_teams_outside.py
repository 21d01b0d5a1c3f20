from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0006_closure_days'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='team',
            name='organisation',
            field=models.SlugField(blank=True, help_text="The partner organisation whose people do its work, on the extranet; empty for a team of the council's."),
        ),
        migrations.AddIndex(
            model_name='team',
            index=models.Index(condition=models.Q(('organisation', ''), _negated=True), fields=['organisation'], name='team_outside'),
        ),
    ]
