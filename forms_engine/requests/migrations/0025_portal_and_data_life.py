import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0007_teams_outside'),
        ('files', '0002_scanning'),
        ('locations', '0006_found_by_words'),
        ('requests', '0024_contacts_from_before'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActingFor',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('helper_name', models.CharField(max_length=200)),
                ('invited_at_address', models.CharField(help_text='The email address or mobile number that the invitation went to.', max_length=254)),
                ('token_hash', models.CharField(help_text="Of the invitation's link.", max_length=64, unique=True)),
                ('is_limited', models.BooleanField(default=False, help_text='To the services named. It stays so where those are gone: then it covers nothing.')),
                ('relation', models.CharField(choices=[('family', 'Family'), ('friend', 'Friend or neighbour'), ('carer', 'Carer'), ('agent', 'Agent or adviser'), ('attorney', 'Attorney or deputy')], max_length=10)),
                ('consent', models.CharField(choices=[('account', 'They said so in their account'), ('spoken', 'They said so to an officer'), ('written', 'In writing'), ('power', 'Power of attorney or deputyship, seen by an officer')], max_length=10)),
                ('consent_words', models.CharField(blank=True, help_text='What an officer wrote down of how the person agreed.', max_length=500)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('last_day', models.DateField(blank=True, help_text='Empty: until it is ended.', null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'acting for',
            },
        ),
        migrations.CreateModel(
            name='AfterSending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('may_add', models.BooleanField(default=True, help_text='Words and files of their own accord.')),
                ('correct_until', models.CharField(choices=[('never', 'Never'), ('begun', 'Until somebody begins with it'), ('decided', 'Until it is resolved or closed')], default='begun', help_text='Until when they may correct what they answered.', max_length=10)),
                ('may_withdraw', models.BooleanField(default=True, help_text='Take it back before it is decided.')),
                ('print_letters_after', models.PositiveSmallIntegerField(default=7, help_text='Days after which a letter that nobody has read is put before an officer, to be printed and posted; 0 for never.')),
            ],
            options={
                'verbose_name': 'after sending',
                'verbose_name_plural': 'after sending',
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry_number', models.PositiveIntegerField(help_text='Of the timeline entry with which it was made.')),
                ('answers', models.JSONField(help_text='What they say now, by the name of the question.')),
                ('before', models.JSONField(help_text='What they said until then, of the same questions.')),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['request', 'entry_number'],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked', models.CharField(choices=[('account', 'They deleted their account'), ('officer', 'They asked an officer')], max_length=10)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('kept', models.JSONField(blank=True, default=list, help_text='What could not be erased yet: reference and why. No personal data.')),
            ],
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.CharField(help_text='Of the link in the letter.', max_length=64, unique=True)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('satisfaction', models.PositiveSmallIntegerField(blank=True, help_text='From 1, very dissatisfied, to 5, very satisfied.', null=True)),
                ('effort', models.PositiveSmallIntegerField(blank=True, help_text='How easy it was: from 1, very difficult, to 5, very easy.', null=True)),
                ('comment', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'feedback',
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('why', models.CharField(max_length=500)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField(help_text='After it was finished. 84 is seven years.')),
                ('because', models.CharField(help_text="Why this long: the line of the council's retention schedule, or the law.", max_length=300)),
            ],
            options={
                'ordering': ['service__name', 'outcome__name'],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('request_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=12, unique=True)),
                ('because', models.CharField(choices=[('time', 'Its time was over'), ('asked', 'Its customer asked')], max_length=10)),
                ('erased_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Unreachable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(help_text='email or sms.', max_length=10)),
                ('address', models.CharField(max_length=254)),
                ('why', models.CharField(max_length=200)),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('seen_to_at', models.DateTimeField(blank=True, null=True)),
                ('how', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name_plural': 'unreachable',
            },
        ),
        migrations.AddField(
            model_name='customer',
            name='access_needs',
            field=models.JSONField(blank=True, db_default=models.Value([], output_field=models.JSONField()), default=list, help_text='What they need, as codes of ``customers.access_needs``: large print, BSL, an interpreter, relay.'),
        ),
        migrations.AddField(
            model_name='customer',
            name='contact_by',
            field=models.CharField(blank=True, choices=[('email', 'Email'), ('sms', 'Text message'), ('post', 'Letter')], db_default='', default='', help_text='How they would rather hear from us; empty where they have not said.', max_length=10),
        ),
        migrations.AddField(
            model_name='customer',
            name='declines',
            field=models.JSONField(blank=True, db_default=models.Value([], output_field=models.JSONField()), default=list, help_text='The kinds of messages they do not want (``customers.preferences``). What has to be said is said.'),
        ),
        migrations.AddField(
            model_name='customer',
            name='interpreter_language',
            field=models.CharField(blank=True, db_default='', default='', help_text='Which, where they need an interpreter.', max_length=60),
        ),
        migrations.AddField(
            model_name='letter',
            name='flagged_at',
            field=models.DateTimeField(blank=True, help_text='When it was put before an officer because nobody had read it.', null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='posted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='posted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letter',
            name='read_at',
            field=models.DateTimeField(blank=True, help_text='When its customer, or whoever acts for them, first fetched it.', null=True),
        ),
        migrations.AddField(
            model_name='request',
            name='erased_at',
            field=models.DateTimeField(blank=True, help_text='When all that was personal in it was erased; numbers are left.', null=True),
        ),
        migrations.AddField(
            model_name='request',
            name='organisation',
            field=models.CharField(blank=True, db_default='', default='', help_text='The slug of the partner organisation that its sender acted for; empty where for none.', max_length=50),
        ),
        migrations.AlterField(
            model_name='timelineentry',
            name='kind',
            field=models.CharField(choices=[('submitted', 'Sent'), ('paid', 'Paid'), ('state', 'State changed'), ('queued', 'Placed in a queue'), ('handed-on', 'Handed on to another team'), ('re-routed', 'Routing rules applied again'), ('released', 'Checked and received'), ('file-deleted', 'File deleted: it contained a virus'), ('from-customer', 'Message from the customer'), ('to-customer', 'Message to the customer'), ('note', 'Note'), ('opened', 'First opened'), ('stage', 'Next stage begun'), ('due-soon', 'Due soon'), ('overdue', 'Overdue'), ('urgent', 'Nobody had seen it in time'), ('ring-us', 'The customer was told to ring'), ('pay-reminder', 'Reminded to pay'), ('unpaid', 'Cancelled: not paid in time'), ('said', 'Message from the back office'), ('said-late', 'Message from the back office, which reached us late'), ('letter', 'Letter'), ('begun-outside', 'Begun in another system'), ('claimed', 'Added to an account'), ('booked', 'Appointment confirmed'), ('booking-moved', 'Appointment moved'), ('booking-agreed', 'Appointment agreed to'), ('booking-refused', 'Appointment not agreed to'), ('booking-cancelled', 'Appointment cancelled'), ('booking-reminder', 'Reminded of the appointment'), ('attended', 'Came to the appointment'), ('no-show', 'Did not come to the appointment'), ('no-place', 'Paid, but the time was gone'), ('refunded', 'Paid back'), ('taken', 'Taken'), ('given', 'Given to somebody'), ('put-back', 'Put back'), ('asked', 'The customer was asked for something'), ('contact', 'Spoken with'), ('split', 'Split'), ('file-added', 'File added'), ('glass', 'Opened by somebody it is not shown to'), ('threshold', 'Decided against the threshold'), ('link-sent', 'Payment link sent'), ('casework', 'Casework of a councillor'), ('corrected', 'Corrected by the customer'), ('unreachable', 'A message came back'), ('reached', 'How to reach the customer was seen to'), ('letter-unread', 'A letter was not read'), ('letter-posted', 'A letter was posted'), ('hold', 'Legal hold'), ('hold-lifted', 'Legal hold lifted')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('posted_at__isnull', True), ('posted_by__isnull', True)), models.Q(('posted_at__isnull', False), ('posted_by__isnull', False)), _connector='OR'), name='letter_posted_by_somebody'),
        ),
        migrations.AddField(
            model_name='actingfor',
            name='customer',
            field=models.ForeignKey(help_text='Whose requests.', on_delete=django.db.models.deletion.PROTECT, related_name='helpers', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='actingfor',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actingfor',
            name='helper',
            field=models.ForeignKey(blank=True, help_text='Nobody until the invitation was accepted.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acts_for', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actingfor',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actingfor',
            name='services',
            field=models.ManyToManyField(blank=True, help_text='Only these, where it is limited.', related_name='+', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='aftersending',
            name='service',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='after_sending', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='amendment',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='requests.request'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='request',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='requests.request'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='customer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='requests.customer'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='requests.request'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='outcome',
            field=models.ForeignKey(blank=True, help_text='Only what ended with this outcome of the service.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='requests.outcome'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='service',
            field=models.ForeignKey(blank=True, help_text="Empty: the council's own rule, for services that have none.", null=True, on_delete=django.db.models.deletion.CASCADE, related_name='retention', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='unreachable',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unreachable', to='requests.request'),
        ),
        migrations.AddField(
            model_name='unreachable',
            name='seen_to_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='actingfor',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['helper'], name='acting_for_helper'),
        ),
        migrations.AddConstraint(
            model_name='actingfor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('helper__isnull', True)), models.Q(('accepted_at__isnull', False), ('helper__isnull', False)), _connector='OR'), name='acting_for_is_accepted_by_the_helper'),
        ),
        migrations.AddConstraint(
            model_name='actingfor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), ('ended_at__isnull', False), _connector='OR'), name='acting_for_ended_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='actingfor',
            constraint=models.CheckConstraint(condition=models.Q(('consent', 'account'), models.Q(('consent_words', ''), _negated=True), _connector='OR'), name='acting_for_says_how_an_officer_was_told'),
        ),
        migrations.AddConstraint(
            model_name='actingfor',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('helper__isnull', False)), fields=('customer', 'helper'), name='acting_for_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(fields=('request', 'entry_number'), name='one_amendment_per_entry'),
        ),
        migrations.AddIndex(
            model_name='erasure',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['asked_at'], name='erasure_to_do'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('answered_at__isnull', False)), fields=['service', 'answered_at'], name='feedback_answered'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('satisfaction__isnull', True), ('satisfaction__range', (1, 5)), _connector='OR'), models.Q(('effort__isnull', True), ('effort__range', (1, 5)), _connector='OR')), name='feedback_is_from_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('comment', ''), ('effort__isnull', True), ('satisfaction__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('satisfaction__isnull', False), ('effort__isnull', False), models.Q(('comment', ''), _negated=True), _connector='OR')), _connector='OR'), name='feedback_answered_says_something'),
        ),
        migrations.AddIndex(
            model_name='legalhold',
            index=models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['request'], name='legal_hold_request'),
        ),
        migrations.AddIndex(
            model_name='legalhold',
            index=models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['customer'], name='legal_hold_customer'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('customer__isnull', True), ('request__isnull', False)), models.Q(('customer__isnull', False), ('request__isnull', True)), _connector='OR'), name='legal_hold_is_of_a_request_or_a_customer'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='legal_hold_lifted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.UniqueConstraint(fields=('service', 'outcome'), name='one_retention_rule_per_service_and_outcome', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__isnull', True), ('service__isnull', False), _connector='OR'), name='retention_by_outcome_is_of_a_service'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='retention_is_at_least_a_month'),
        ),
        migrations.AddIndex(
            model_name='unreachable',
            index=models.Index(condition=models.Q(('seen_to_at__isnull', True)), fields=['since'], name='unreachable_open'),
        ),
        migrations.AddConstraint(
            model_name='unreachable',
            constraint=models.UniqueConstraint(condition=models.Q(('seen_to_at__isnull', True)), fields=('request', 'address'), name='unreachable_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='unreachable',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', ''), ('seen_to_at__isnull', True), ('seen_to_by__isnull', True)), models.Q(('seen_to_at__isnull', False), ('seen_to_by__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='unreachable_seen_to_by_somebody_who_says_how'),
        ),
    ]
