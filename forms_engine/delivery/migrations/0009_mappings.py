"""How requests become back offices' own fields: numbered versions that never change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0008_rules_in_force'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MappingVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('document', models.JSONField(help_text='In the language of delivery.mapping.language.')),
                ('expects', models.JSONField(default=dict, help_text='By journey, the questions it reads and the type each had when this was published.')),
                ('sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mapping_versions', to='delivery.destination')),
            ],
            options={
                'ordering': ['destination', '-number'],
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='mapping_version',
            field=models.ForeignKey(blank=True, help_text="What put it into the back office's own fields, where one did.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.mappingversion'),
        ),
        migrations.AddConstraint(
            model_name='mappingversion',
            constraint=models.UniqueConstraint(fields=('destination', 'number'), name='one_mapping_version_per_number'),
        ),
        migrations.RunSQL(
            sql="""
            create function delivery_keep_mapping() returns trigger language plpgsql as $$
            begin
                raise exception 'a published mapping never changes';
            end $$;
            create trigger keep_mapping before update or delete on delivery_mappingversion
                for each row execute function delivery_keep_mapping();
            create trigger keep_all before truncate on delivery_mappingversion
                for each statement execute function delivery_keep_mapping();
            """,
            reverse_sql="""
            drop trigger keep_all on delivery_mappingversion;
            drop trigger keep_mapping on delivery_mappingversion;
            drop function delivery_keep_mapping();
            """,
        ),
    ]
