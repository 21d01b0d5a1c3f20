"""What comes in from back offices is kept as it was said: statuses, cases begun with them, letters."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0005_what_deliveries_promise'),
        ('files', '0002_scanning'),
        ('requests', '0008_history_is_not_emptied_either'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='timelineentry',
            name='kind',
            field=models.CharField(choices=[('submitted', 'Sent'), ('paid', 'Paid'), ('state', 'State changed'), ('queued', 'Placed in a queue'), ('released', 'Checked and received'), ('file-deleted', 'File deleted: it contained a virus'), ('from-customer', 'Message from the customer'), ('to-customer', 'Message to the customer'), ('note', 'Note'), ('opened', 'First opened'), ('stage', 'Next stage begun'), ('due-soon', 'Due soon'), ('overdue', 'Overdue'), ('urgent', 'Nobody had seen it in time'), ('pay-reminder', 'Reminded to pay'), ('unpaid', 'Cancelled: not paid in time'), ('said', 'Message from the back office'), ('said-late', 'Message from the back office, which reached us late'), ('letter', 'Letter'), ('begun-outside', 'Begun in another system'), ('claimed', 'Added to an account')], max_length=20),
        ),
        migrations.CreateModel(
            name='Inbound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('message_id', models.CharField(help_text='What they call the message.', max_length=200)),
                ('kind', models.CharField(choices=[('status', 'Status'), ('case', 'Case'), ('letter', 'Letter')], max_length=10)),
                ('sha256', models.CharField(help_text='Of what it said.', max_length=64)),
                ('their_id', models.CharField(blank=True, help_text='Their number of the case.', max_length=200)),
                ('about', models.CharField(blank=True, help_text='Our delivery or reference, where they name it.', max_length=40)),
                ('status', models.CharField(blank=True, help_text='Their word for it.', max_length=100)),
                ('words', models.TextField(blank=True, help_text='What they tell the customer.')),
                ('at', models.DateTimeField(help_text='When it happened, by their clock.')),
                ('sequence', models.PositiveBigIntegerField(blank=True, help_text='Their order, where they number.', null=True)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('outcome', models.CharField(choices=[('applied', 'Changed the request'), ('noted', 'Written down; it changed nothing'), ('late', 'Came late: something newer had been said already'), ('unknown-status', 'Uses a status we do not know'), ('unknown-case', 'Is about a case we do not know yet'), ('refused', 'Asks for a change that this request cannot take'), ('seen-to', 'Seen to by a person')], max_length=20)),
                ('seen_to_note', models.TextField(blank=True)),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.destination')),
                ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inbound', to='requests.request')),
                ('seen_to_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'message from a back office',
                'verbose_name_plural': 'messages from back offices',
            },
        ),
        migrations.CreateModel(
            name='InboundRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('reason', models.CharField(max_length=30)),
                ('count', models.PositiveIntegerField(default=0)),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='delivery.destination')),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('told_at', models.DateTimeField(blank=True, help_text='When its customer was told; not before it has been scanned.', null=True)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('inbound', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.inbound')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='requests.request')),
            ],
            options={
                'ordering': ['received_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OutsideCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('their_id', models.CharField(max_length=200)),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.destination')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outside_case', to='requests.request')),
            ],
        ),
        migrations.CreateModel(
            name='StatusMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theirs', models.CharField(help_text='Their status, as they write it. Case does not matter.', max_length=100)),
                ('ours', models.CharField(blank=True, choices=[('in-progress', 'In progress'), ('waiting', 'Waiting for you'), ('resolved', 'Resolved'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], help_text='Leave empty where it changes nothing for the customer.', max_length=20)),
                ('words_en', models.TextField(blank=True, help_text='What the customer is told, in English, where they send no words of their own.')),
                ('words_cy', models.TextField(blank=True, help_text='The same in Welsh.')),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_mappings', to='delivery.destination')),
            ],
            options={
                'verbose_name': 'status of a back office',
                'verbose_name_plural': 'statuses of back offices',
                'ordering': ['destination__name', 'theirs'],
            },
        ),
        migrations.CreateModel(
            name='FileRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('delivery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.delivery')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('reader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.request')),
            ],
            options={
                'indexes': [models.Index(fields=['request', 'at'], name='file_read_request')],
            },
        ),
        migrations.AddIndex(
            model_name='inbound',
            index=models.Index(fields=['request', 'destination'], name='inbound_request'),
        ),
        migrations.AddIndex(
            model_name='inbound',
            index=models.Index(condition=models.Q(('outcome', 'unknown-case')), fields=['destination', 'their_id'], name='inbound_unknown_case'),
        ),
        migrations.AddIndex(
            model_name='inbound',
            index=models.Index(condition=models.Q(('outcome__in', ['unknown-status', 'unknown-case', 'refused'])), fields=['received_at'], name='inbound_needs_a_person'),
        ),
        migrations.AddConstraint(
            model_name='inbound',
            constraint=models.UniqueConstraint(fields=('destination', 'message_id'), name='one_inbound_per_destination_and_message'),
        ),
        migrations.AddConstraint(
            model_name='inbound',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'seen-to'), _negated=True), models.Q(('seen_to_by__isnull', False), models.Q(('seen_to_note', ''), _negated=True)), _connector='OR'), name='inbound_seen_to_by_somebody_who_says_how'),
        ),
        migrations.AddConstraint(
            model_name='inbound',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['applied', 'noted', 'late', 'refused']), _negated=True), ('request__isnull', False), _connector='OR'), name='inbound_that_did_something_says_to_what'),
        ),
        migrations.AddConstraint(
            model_name='inboundrefusal',
            constraint=models.UniqueConstraint(fields=('destination', 'day', 'reason'), name='one_count_per_destination_day_and_reason'),
        ),
        migrations.AddConstraint(
            model_name='outsidecase',
            constraint=models.UniqueConstraint(fields=('destination', 'their_id'), name='one_request_per_outside_case'),
        ),
        migrations.AddConstraint(
            model_name='statusmapping',
            constraint=models.UniqueConstraint(models.F('destination'), django.db.models.functions.text.Lower('theirs'), name='one_meaning_per_destination_and_status', violation_error_message='This back office’s status has a meaning already.'),
        ),
        migrations.RunSQL(
            sql="""
            create function requests_keep_inbound() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' then
                    raise exception 'what a back office said is not deleted';
                end if;
                if (new.id, new.destination_id, new.message_id, new.kind, new.sha256, new.their_id, new.about,
                    new.status, new.words, new.at, new.sequence, new.received_at)
                    is distinct from
                    (old.id, old.destination_id, old.message_id, old.kind, old.sha256, old.their_id, old.about,
                    old.status, old.words, old.at, old.sequence, old.received_at)
                then
                    raise exception 'what a back office said never changes';
                end if;
                return new;
            end $$;
            create trigger keep_inbound before update or delete on requests_inbound
                for each row execute function requests_keep_inbound();
            create trigger keep_all before truncate on requests_inbound
                for each statement execute function requests_keep_all();

            create function requests_keep_reads() returns trigger language plpgsql as $$
            begin
                raise exception 'who read a file is only ever added to';
            end $$;
            create trigger keep_reads before update or delete on requests_fileread
                for each row execute function requests_keep_reads();
            create trigger keep_all before truncate on requests_fileread
                for each statement execute function requests_keep_all();
            """,
            reverse_sql="""
            drop trigger keep_all on requests_fileread;
            drop trigger keep_reads on requests_fileread;
            drop function requests_keep_reads();
            drop trigger keep_all on requests_inbound;
            drop trigger keep_inbound on requests_inbound;
            drop function requests_keep_inbound();
            """,
        ),
    ]
