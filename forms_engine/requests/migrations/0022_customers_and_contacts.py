import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0007_teams_outside'),
        ('files', '0002_scanning'),
        ('locations', '0006_found_by_words'),
        ('requests', '0021_bookings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BrokenGlass',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('finding', models.CharField(blank=True, choices=[('right', 'It was right to look'), ('wrong', 'It should not have been looked at')], max_length=10)),
                ('words', models.TextField(blank=True, help_text='What the reviewer says of it.')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'broken glass',
            },
        ),
        migrations.CreateModel(
            name='CallTotals',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('offered', models.PositiveIntegerField()),
                ('answered', models.PositiveIntegerField()),
                ('answered_in_20_s', models.PositiveIntegerField()),
                ('answered_in_3_min', models.PositiveIntegerField()),
                ('abandoned', models.PositiveIntegerField()),
                ('imported_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name_plural': 'call totals',
            },
        ),
        migrations.CreateModel(
            name='Casework',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('resident', models.CharField(blank=True, help_text='Who asked the councillor.', max_length=200)),
                ('consent', models.CharField(choices=[('written', 'In writing'), ('spoken', 'By word of mouth, noted by the councillor'), ('form', "On the council's consent form"), ('not-needed', 'Not needed: nothing in it is about a person')], max_length=20)),
                ('consent_on', models.DateField(blank=True, null=True)),
                ('consent_words', models.TextField(blank=True, help_text='What was agreed to, and how it is known.')),
                ('raised', models.BooleanField(help_text='Raised by the councillor; otherwise one that was there already.')),
                ('agreed_at', models.DateTimeField(blank=True, help_text='Since when the councillor may follow it: at once what they raised themselves.', null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, help_text='When the resident took the consent back, or it was over.', null=True)),
                ('ended_why', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(max_length=10)),
                ('reason', models.CharField(choices=[('question', 'Asked something'), ('request', 'Wanted something done'), ('chase', 'Asked what became of something'), ('change', 'Told us something new'), ('complaint', 'Was not content'), ('appointment', 'About an appointment'), ('payment', 'About a payment'), ('other', 'Something else')], max_length=20)),
                ('outcome', models.CharField(blank=True, choices=[('answered', 'Answered'), ('signposted', 'Told where to go'), ('request-made', 'A request was made'), ('request-chased', 'Told how their request stands'), ('handed-on', 'Handed on to somebody else'), ('call-back', 'We will ring back'), ('nothing', 'Ended without anything')], help_text='Empty while it is going on.', max_length=20)),
                ('language', models.CharField(default='en', max_length=10)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, help_text='None while it is going on.', null=True)),
                ('identity', models.CharField(choices=[('not-checked', 'Not checked'), ('details', 'Details that only they should know'), ('code', 'A code sent to them'), ('document', 'A document that they showed'), ('signed-in', 'They were signed in'), ('known', 'Known to the officer')], default='not-checked', max_length=20)),
                ('signposted_to', models.CharField(blank=True, help_text='The directory entry or article that they were told of.', max_length=200)),
                ('note', models.TextField(blank=True)),
                ('entry_number', models.PositiveIntegerField(blank=True, help_text='Of the timeline entry that it is, where the house saw it itself.', null=True)),
                ('is_practice', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Councillor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_live', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='CountedMonth',
            fields=[
                ('month', models.DateField(help_text='Its first day.', primary_key=True, serialize=False)),
                ('counted_at', models.DateTimeField()),
                ('final_at', models.DateTimeField(blank=True, help_text='When it was counted for good; none while it is provisional.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CustomerChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made', models.BooleanField(default=False, help_text='Written down for the first time, by an officer.')),
                ('changed', models.JSONField(blank=True, default=dict, help_text='What was there before and after, by the name of the detail.')),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='CustomerMerge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('followed', models.JSONField(default=list, help_text='The ids of customers that were merged into the merged one and point to the kept one since.')),
                ('why', models.CharField(max_length=500)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('is_live', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='LoggedCalls',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('logged', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name_plural': 'logged calls',
            },
        ),
        migrations.CreateModel(
            name='MonthClocks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('kind', models.CharField(choices=[('acknowledge', 'To be begun with'), ('resolve', 'To be resolved')], max_length=15)),
                ('stage', models.PositiveSmallIntegerField()),
                ('met', models.PositiveIntegerField(default=0)),
                ('missed', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='MonthFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('contacts', models.PositiveIntegerField(default=0)),
                ('digital', models.PositiveIntegerField(default=0)),
                ('digital_done', models.PositiveIntegerField(default=0)),
                ('followable', models.PositiveIntegerField(default=0)),
                ('asked', models.PositiveIntegerField(default=0)),
                ('answered_at_first', models.PositiveIntegerField(default=0)),
                ('decided', models.PositiveIntegerField(default=0)),
                ('resolved_at_first', models.PositiveIntegerField(default=0)),
                ('contacts_handed_on', models.PositiveIntegerField(default=0)),
                ('requests_handed_on', models.PositiveIntegerField(default=0)),
                ('chasing', models.PositiveIntegerField(default=0)),
                ('repeats', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('name', models.CharField(max_length=120)),
                ('ends', models.CharField(choices=[('resolved', 'Resolved'), ('closed', 'Closed')], default='resolved', max_length=10)),
                ('words', models.JSONField(blank=True, default=dict, help_text='By language: what its customer is told, where it says something.')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_live', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['service', 'position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('asks', models.BooleanField(default=False, help_text='Asks the customer for something: they are waited for.')),
                ('body', models.JSONField(default=dict)),
                ('is_live', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='The newest of a service is in force.')),
                ('name', models.CharField(max_length=120)),
                ('criteria', models.JSONField(help_text='In order: each with a ``key`` and a ``text``.')),
                ('needs_second_person', models.BooleanField(default=False, help_text='A decision stands only once somebody else has agreed to it.')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['service', '-number'],
            },
        ),
        migrations.CreateModel(
            name='ThresholdDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('met', models.JSONField(default=list, help_text='The keys of the criteria that are met.')),
                ('result', models.CharField(choices=[('met', 'The threshold is met'), ('not-met', 'The threshold is not met'), ('more-needed', 'More has to be known first')], max_length=12)),
                ('why', models.TextField()),
                ('decided_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('agrees', models.BooleanField(blank=True, null=True)),
                ('agreed_words', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-decided_at'],
            },
        ),
        migrations.RemoveIndex(
            model_name='request',
            name='request_due',
        ),
        migrations.AddField(
            model_name='customer',
            name='is_practice',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='customer',
            name='language',
            field=models.CharField(blank=True, help_text='Which they would rather be spoken and written to in, where known.', max_length=10),
        ),
        migrations.AddField(
            model_name='customer',
            name='location',
            field=models.ForeignKey(blank=True, help_text='Where they live, as they said.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='locations.location'),
        ),
        migrations.AddField(
            model_name='customer',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_here', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='customer',
            name='needs',
            field=models.TextField(blank=True, help_text='What they need to be able to deal with the council, in their own words.'),
        ),
        migrations.AddField(
            model_name='customer',
            name='phone',
            field=models.CharField(blank=True, help_text='Another number, such as a landline.', max_length=30),
        ),
        migrations.AddField(
            model_name='request',
            name='asked',
            field=models.PositiveIntegerField(blank=True, help_text='Number of the timeline entry whose question waits for an answer.', null=True),
        ),
        migrations.AddField(
            model_name='request',
            name='assigned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='request',
            name='assigned_to',
            field=models.ForeignKey(blank=True, help_text='Who works on it; nobody while it waits to be taken.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='request',
            name='audience',
            field=models.CharField(db_default='public', default='public', help_text='Where its customer finds it among their own: the audience of the host they sent it on. What a resident sent, or an officer sent for them, is on the public one.', max_length=10),
        ),
        migrations.AddField(
            model_name='request',
            name='is_practice',
            field=models.BooleanField(default=False, help_text='Somebody learning: marked TEST, sent to test destinations only, never counted.'),
        ),
        migrations.AddField(
            model_name='request',
            name='split_from',
            field=models.ForeignKey(blank=True, help_text='The request that an officer took it out of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='split_into', to='requests.request'),
        ),
        migrations.AddField(
            model_name='request',
            name='wants_files',
            field=models.BooleanField(default=False, help_text='Its customer was asked for photos or documents as well.'),
        ),
        migrations.AddField(
            model_name='request',
            name='ward',
            field=models.ForeignKey(blank=True, help_text="Its location's ward, kept here too: queues are narrowed to a ward at any size.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='locations.area'),
        ),
        migrations.AddField(
            model_name='requestfile',
            name='entry_number',
            field=models.PositiveIntegerField(blank=True, help_text='Of the timeline entry with which it was added.', null=True),
        ),
        migrations.AddField(
            model_name='requestfile',
            name='shown_to_customer',
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name='requestfile',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.AlterField(
            model_name='requestfile',
            name='question',
            field=models.CharField(blank=True, help_text='Empty where it was added later.', max_length=60),
        ),
        migrations.AlterField(
            model_name='timelineentry',
            name='kind',
            field=models.CharField(choices=[('submitted', 'Sent'), ('paid', 'Paid'), ('state', 'State changed'), ('queued', 'Placed in a queue'), ('handed-on', 'Handed on to another team'), ('re-routed', 'Routing rules applied again'), ('released', 'Checked and received'), ('file-deleted', 'File deleted: it contained a virus'), ('from-customer', 'Message from the customer'), ('to-customer', 'Message to the customer'), ('note', 'Note'), ('opened', 'First opened'), ('stage', 'Next stage begun'), ('due-soon', 'Due soon'), ('overdue', 'Overdue'), ('urgent', 'Nobody had seen it in time'), ('ring-us', 'The customer was told to ring'), ('pay-reminder', 'Reminded to pay'), ('unpaid', 'Cancelled: not paid in time'), ('said', 'Message from the back office'), ('said-late', 'Message from the back office, which reached us late'), ('letter', 'Letter'), ('begun-outside', 'Begun in another system'), ('claimed', 'Added to an account'), ('booked', 'Appointment confirmed'), ('booking-moved', 'Appointment moved'), ('booking-agreed', 'Appointment agreed to'), ('booking-refused', 'Appointment not agreed to'), ('booking-cancelled', 'Appointment cancelled'), ('booking-reminder', 'Reminded of the appointment'), ('attended', 'Came to the appointment'), ('no-show', 'Did not come to the appointment'), ('no-place', 'Paid, but the time was gone'), ('refunded', 'Paid back'), ('taken', 'Taken'), ('given', 'Given to somebody'), ('put-back', 'Put back'), ('asked', 'The customer was asked for something'), ('contact', 'Spoken with'), ('split', 'Split'), ('file-added', 'File added'), ('glass', 'Opened by somebody it is not shown to'), ('threshold', 'Decided against the threshold'), ('link-sent', 'Payment link sent'), ('casework', 'Casework of a councillor')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(django.db.models.functions.text.Upper('email'), condition=models.Q(('email', ''), _negated=True), name='customer_email'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(django.db.models.functions.text.Right(models.Func(models.F('mobile'), models.Value('\\D'), models.Value(''), models.Value('g'), function='regexp_replace'), 10), condition=models.Q(('mobile', ''), _negated=True), name='customer_mobile_digits'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(django.db.models.functions.text.Right(models.Func(models.F('phone'), models.Value('\\D'), models.Value(''), models.Value('g'), function='regexp_replace'), 10), condition=models.Q(('phone', ''), _negated=True), name='customer_phone_digits'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name', config='simple'), name='customer_name_words'),
        ),
        migrations.AddConstraint(
            model_name='customer',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='customer_is_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='requestfile',
            constraint=models.UniqueConstraint(fields=('request', 'file'), name='one_request_file_per_request_and_file'),
        ),
        migrations.AddConstraint(
            model_name='requestfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('question', ''), _negated=True), ('entry_number__isnull', True), ('shown_to_customer', True)), models.Q(('entry_number__isnull', False), ('question', '')), _connector='OR'), name='request_file_answers_or_was_added'),
        ),
        migrations.AddField(
            model_name='brokenglass',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='brokenglass',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='broken_glass', to='requests.request'),
        ),
        migrations.AddField(
            model_name='brokenglass',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='calltotals',
            name='imported_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casework',
            name='agreed_by',
            field=models.ForeignKey(blank=True, help_text='The officer who let them follow one that was there already.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casework',
            name='request',
            field=models.ForeignKey(blank=True, help_text='None while the councillor is still filling it in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='casework', to='requests.request'),
        ),
        migrations.AddField(
            model_name='contact',
            name='customer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='contact',
            name='handed_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.team'),
        ),
        migrations.AddField(
            model_name='contact',
            name='location',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='locations.location'),
        ),
        migrations.AddField(
            model_name='contact',
            name='officer',
            field=models.ForeignKey(blank=True, help_text='Who logged it; nobody where the house saw it itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contact',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='requests.request'),
        ),
        migrations.AddField(
            model_name='contact',
            name='service',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='councillor',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='councillor', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='councillor',
            name='wards',
            field=models.ManyToManyField(blank=True, related_name='+', to='locations.area'),
        ),
        migrations.AddField(
            model_name='casework',
            name='councillor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='casework', to='requests.councillor'),
        ),
        migrations.AddConstraint(
            model_name='countedmonth',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='counted_month_is_named_by_its_first_day'),
        ),
        migrations.AddField(
            model_name='customerchange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='customerchange',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='customermerge',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='customermerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='customermerge',
            name='merged',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='customermerge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='line',
            name='service',
            field=models.ForeignKey(blank=True, help_text='The one service that it is for; none for a line that takes everything.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='line',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='catalogue.team'),
        ),
        migrations.AddField(
            model_name='contact',
            name='line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='requests.line'),
        ),
        migrations.AddField(
            model_name='calltotals',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='totals', to='requests.line'),
        ),
        migrations.AddField(
            model_name='loggedcalls',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.line'),
        ),
        migrations.AddField(
            model_name='loggedcalls',
            name='month',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='requests.countedmonth'),
        ),
        migrations.AddField(
            model_name='loggedcalls',
            name='service',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='monthclocks',
            name='month',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='requests.countedmonth'),
        ),
        migrations.AddField(
            model_name='monthclocks',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='monthfigures',
            name='month',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='requests.countedmonth'),
        ),
        migrations.AddField(
            model_name='monthfigures',
            name='service',
            field=models.ForeignKey(blank=True, help_text='None for contacts about no service.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='request',
            name='outcome',
            field=models.ForeignKey(blank=True, help_text='What came of it, where its service names outcomes.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='requests.outcome'),
        ),
        migrations.AddField(
            model_name='timelineentry',
            name='outcome',
            field=models.ForeignKey(blank=True, help_text='What came of the request, where an officer said so with it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.outcome'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('resolved_at_first_contact__isnull', False)), fields=['finished_at'], name='request_contact_decided'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('finished_at__isnull', True), ('received_at__isnull', False)), fields=['queue', '-received_at', 'id'], name='request_open'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('finished_at__isnull', True), ('received_at__isnull', False)), fields=['queue', 'due_on', 'received_at', 'id'], name='request_open_by_due'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('ward__isnull', False)), fields=['queue', 'ward', '-received_at', 'id'], name='request_queue_ward'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['queue', 'service', '-received_at', 'id'], name='request_queue_service'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('channel', 'web'), _negated=True), fields=['queue', 'channel', '-received_at', 'id'], name='request_queue_channel'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('language', 'en'), _negated=True), fields=['queue', 'language', '-received_at', 'id'], name='request_queue_language'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('customer_wrote_at__isnull', False)), fields=['queue', '-received_at', 'id'], name='request_queue_messages'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('assigned_to__isnull', False), ('finished_at__isnull', True)), fields=['assigned_to', 'due_on', 'id'], name='request_assigned'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('assigned_to__isnull', False)), fields=['assigned_to', '-received_at', 'id'], name='request_worked_on'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('is_practice', True)), fields=['-created_at', 'id'], name='request_practice'),
        ),
        migrations.AddIndex(
            model_name='timelineentry',
            index=models.Index(condition=models.Q(('kind', 'handed-on')), fields=['at'], name='timeline_handed_on'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('assigned_at__isnull', True), ('assigned_to__isnull', True)), models.Q(('assigned_at__isnull', False), ('assigned_to__isnull', False)), _connector='OR'), name='request_assigned_says_since_when'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked__isnull', True), ('wants_files', False)), models.Q(('asked__isnull', False), ('state', 'waiting')), _connector='OR'), name='request_asked_something_is_waiting'),
        ),
        migrations.AddField(
            model_name='replytemplate',
            name='service',
            field=models.ForeignKey(blank=True, help_text='Empty for every service.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reply_templates', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='threshold',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='threshold',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thresholds', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='thresholddecision',
            name='agreed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thresholddecision',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thresholddecision',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threshold_decisions', to='requests.request'),
        ),
        migrations.AddField(
            model_name='thresholddecision',
            name='threshold',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='requests.threshold'),
        ),
        migrations.AddIndex(
            model_name='brokenglass',
            index=models.Index(fields=['by', 'until'], name='broken_glass_open'),
        ),
        migrations.AddIndex(
            model_name='brokenglass',
            index=models.Index(condition=models.Q(('finding', '')), fields=['at'], name='broken_glass_unreviewed'),
        ),
        migrations.AddConstraint(
            model_name='brokenglass',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='broken_glass_says_why'),
        ),
        migrations.AddConstraint(
            model_name='brokenglass',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('at'))), name='broken_glass_ends'),
        ),
        migrations.AddConstraint(
            model_name='brokenglass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding', ''), ('reviewed_at__isnull', True), ('reviewed_by__isnull', True)), models.Q(models.Q(('finding', ''), _negated=True), ('reviewed_at__isnull', False), ('reviewed_by__isnull', False), models.Q(('reviewed_by', models.F('by')), _negated=True)), _connector='OR'), name='broken_glass_reviewed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='casework',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('request__isnull', False)), fields=('councillor', 'request'), name='one_casework_per_councillor_and_request'),
        ),
        migrations.AddConstraint(
            model_name='casework',
            constraint=models.CheckConstraint(condition=models.Q(('raised', True), models.Q(('request__isnull', False), ('agreed_at__isnull', True), ('agreed_by__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('request__isnull', False)), _connector='OR'), name='casework_followed_by_an_officers_leave'),
        ),
        migrations.AddConstraint(
            model_name='casework',
            constraint=models.CheckConstraint(condition=models.Q(('consent', 'not-needed'), models.Q(('consent_on__isnull', False), models.Q(('resident', ''), _negated=True)), _connector='OR'), name='casework_consent_says_when_and_whose'),
        ),
        migrations.AddConstraint(
            model_name='customerchange',
            constraint=models.UniqueConstraint(condition=models.Q(('made', True)), fields=('customer',), name='customer_made_once'),
        ),
        migrations.AddConstraint(
            model_name='customermerge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('merged',), name='one_standing_merge_per_customer'),
        ),
        migrations.AddConstraint(
            model_name='customermerge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='customer_merge_undone_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['customer', '-started_at'], name='contact_customer'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['location', '-started_at'], name='contact_location'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['service', 'started_at'], name='contact_service'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['started_at'], name='contact_started'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', '')), models.Q(('ended_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='contact_ended_with_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='contact_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['request-made', 'request-chased']), _negated=True), ('request__isnull', False), _connector='OR'), name='contact_about_a_request_names_it'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('request', 'entry_number'), name='one_contact_per_timeline_entry'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('officer',), name='one_contact_under_way_per_officer'),
        ),
        migrations.AddConstraint(
            model_name='calltotals',
            constraint=models.UniqueConstraint(fields=('line', 'day'), name='one_call_total_per_line_and_day'),
        ),
        migrations.AddConstraint(
            model_name='calltotals',
            constraint=models.CheckConstraint(condition=models.Q(('answered__lte', models.F('offered')), ('answered_in_20_s__lte', models.F('answered_in_3_min')), ('answered_in_3_min__lte', models.F('answered')), ('abandoned__lte', django.db.models.expressions.CombinedExpression(models.F('offered'), '-', models.F('answered')))), name='call_totals_add_up'),
        ),
        migrations.AddConstraint(
            model_name='loggedcalls',
            constraint=models.UniqueConstraint(fields=('month', 'line', 'day', 'service'), name='one_row_of_logged_calls_per_line_day_and_service', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='monthclocks',
            constraint=models.UniqueConstraint(fields=('month', 'service', 'channel', 'kind', 'stage'), name='one_row_of_clocks_per_month_service_channel_and_target'),
        ),
        migrations.AddConstraint(
            model_name='monthfigures',
            constraint=models.UniqueConstraint(fields=('month', 'service', 'channel'), name='one_row_of_figures_per_month_service_and_channel', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('service', 'slug'), name='one_outcome_per_service_and_slug'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='outcome_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='threshold',
            constraint=models.UniqueConstraint(fields=('service', 'number'), name='one_threshold_per_service_and_number'),
        ),
        migrations.AddConstraint(
            model_name='thresholddecision',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='threshold_decision_says_why'),
        ),
        migrations.AddConstraint(
            model_name='thresholddecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True), ('agrees__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('agrees__isnull', False), models.Q(('agreed_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='threshold_decision_agreed_by_another'),
        ),
    ]
