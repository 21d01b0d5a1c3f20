import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journeys', '0010_officer_mode'),
        ('requests', '0024_contacts_from_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='organisation',
            field=models.CharField(blank=True, db_default='', default='', help_text='The slug of the partner organisation that its owner acts for; empty where for none.', max_length=50),
        ),
        migrations.AlterField(
            model_name='submission',
            name='customer',
            field=models.ForeignKey(blank=True, help_text='For whom an officer fills it in, where they know, or somebody who acts for another.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.customer'),
        ),
    ]
