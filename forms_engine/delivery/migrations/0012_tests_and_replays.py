"""Tests that are about nobody, and what has arrived sent again."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0011_open311_cases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='replay_at',
            field=models.DateTimeField(blank=True, help_text='It has arrived, and is to be sent again from then on; blank once it has been.', null=True),
        ),
        migrations.AlterField(
            model_name='deliveryaction',
            name='kind',
            field=models.CharField(choices=[('resent', 'Sent again'), ('redirected', 'Sent to another destination'), ('handled', 'Marked as seen to'), ('acknowledged', 'Said that it has arrived'), ('paused', 'Paused'), ('resumed', 'Started again'), ('tested', 'Sent a test'), ('replayed', 'Sent again what had arrived')], max_length=12),
        ),
        migrations.CreateModel(
            name='Replay',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField(blank=True, help_text='Delivered from then on, and', null=True)),
                ('until', models.DateTimeField(blank=True, help_text='before then.', null=True)),
                ('chosen', models.JSONField(blank=True, default=list, help_text='Or exactly these deliveries.')),
                ('note', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('taken_up_at', models.DateTimeField(blank=True, help_text='When all of them had been put in line to be sent.', null=True)),
                ('left_out', models.PositiveIntegerField(default=0, help_text='Those that say what the destination may not be told any more.')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by_token', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.destinationtoken')),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replays', to='delivery.destination')),
            ],
        ),
        migrations.AddField(
            model_name='attempt',
            name='replay',
            field=models.ForeignKey(blank=True, db_index=False, help_text='It sent again what had arrived before.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='delivery.replay'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='replay',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='delivery.replay'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(condition=models.Q(('replay__isnull', False)), fields=['replay'], name='attempt_replay'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('replay_at__isnull', False)), fields=['destination', 'replay_at'], name='delivery_to_replay'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('replay__isnull', False)), fields=['replay'], name='delivery_of_replay'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('owner_type', 'supplier-test')), fields=['destination', '-created_at'], name='delivery_test'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('replay_at__isnull', True), models.Q(('replay__isnull', False), ('state', 'delivered')), _connector='OR'), name='delivery_replayed_has_arrived_before'),
        ),
        migrations.AddIndex(
            model_name='replay',
            index=models.Index(fields=['destination', '-asked_at'], name='replay_latest'),
        ),
        migrations.AddConstraint(
            model_name='replay',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', True), ('by_token__isnull', False)), models.Q(('by__isnull', False), ('by_token__isnull', True)), _connector='OR'), name='replay_was_asked_for_by_one'),
        ),
        migrations.AddConstraint(
            model_name='replay',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chosen', []), ('since__isnull', False), ('until__isnull', False)), models.Q(('since__isnull', True), ('until__isnull', True), models.Q(('chosen', []), _negated=True)), _connector='OR'), name='replay_is_of_a_span_or_of_chosen_ones'),
        ),
    ]
