"""What a back office says about a test is no case of anybody's."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0017_on_whose_behalf'),
    ]

    operations = [
        migrations.AlterField(
            model_name='inbound',
            name='outcome',
            field=models.CharField(choices=[('applied', 'Changed the request'), ('noted', 'Written down; it changed nothing'), ('late', 'Came late: something newer had been said already'), ('unknown-status', 'Uses a status we do not know'), ('unknown-case', 'Is about a case we do not know yet'), ('refused', 'Asks for a change that this request cannot take'), ('seen-to', 'Seen to by a person'), ('test', 'Is about a test')], max_length=20),
        ),
    ]
