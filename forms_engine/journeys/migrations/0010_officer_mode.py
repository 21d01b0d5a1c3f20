import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journeys', '0009_only_ours_cannot_be_sent'),
        ('requests', '0022_customers_and_contacts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='casework',
            field=models.OneToOneField(blank=True, help_text='With whose consent a councillor fills it in for a resident.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='requests.casework'),
        ),
        migrations.AddField(
            model_name='submission',
            name='customer',
            field=models.ForeignKey(blank=True, help_text='For whom an officer fills it in, where they know.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='submission',
            name='is_practice',
            field=models.BooleanField(default=False, help_text='Somebody learning: what it becomes is marked TEST.'),
        ),
        migrations.CreateModel(
            name='SpokenCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(db_index=True, max_length=64)),
                ('made_at', models.DateTimeField(auto_now=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='spoken_code', to='journeys.submission')),
                ('used_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
