"""A submitted request and what came with it."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from forms_engine.requests.models.customer import PHONE_DIGITS, Customer
from forms_engine.requests.states import BEFORE_RECEIVED, FINISHED, RequestState


class Request(models.Model):
    """What a submission becomes. Its answers never change; what happens to it is in its timeline."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    submission_id = models.UUIDField(
        unique=True, null=True, blank=True, help_text="The submission it came from, if one: one makes one."
    )
    journey_version = models.ForeignKey(
        "catalogue.JourneyVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="None where it began in another system.",
    )
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="requests")
    queue = models.ForeignKey(
        "catalogue.Queue", on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="requests")
    location = models.ForeignKey(
        "locations.Location", on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    ward = models.ForeignKey(
        "locations.Area",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its location's ward, kept here too: queues are narrowed to a ward at any size.",
    )
    title = models.CharField(max_length=200, help_text="The journey's title when it was sent.")
    state = models.CharField(max_length=20, choices=RequestState)
    channel = models.CharField(max_length=10, default="web")
    language = models.CharField(max_length=10, default="en")
    answers = models.JSONField()
    facts = models.JSONField(
        default=list, blank=True, help_text="What was looked up while it was being answered, with when."
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=30, blank=True)
    on_behalf_of = models.CharField(
        max_length=200, blank=True, help_text="Whom it is for, where somebody else sends it."
    )
    authority = models.CharField(
        max_length=60, blank=True, help_text="By what right: parent, power-of-attorney, consent and so on."
    )
    fee_pence = models.PositiveIntegerField(default=0)
    spam_marks = models.JSONField(default=list, blank=True, help_text="Why it was held back, if it was.")
    created_at = models.DateTimeField(auto_now_add=True)
    received_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, help_text="Resolved, closed or cancelled.")
    first_read_at = models.DateTimeField(null=True, blank=True, help_text="When an officer first opened it.")
    customer_wrote_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when a message of its customer's has waited for an answer."
    )
    asked = models.PositiveIntegerField(
        null=True, blank=True, help_text="Number of the timeline entry whose question waits for an answer."
    )
    wants_files = models.BooleanField(
        default=False, help_text="Its customer was asked for photos or documents as well."
    )
    stage = models.PositiveSmallIntegerField(default=1)
    erased_at = models.DateTimeField(
        null=True, blank=True, help_text="When all that was personal in it was erased; numbers are left."
    )
    is_practice = models.BooleanField(
        default=False,
        help_text="Somebody learning: marked TEST, sent to test destinations only, never counted.",
    )
    audience = models.CharField(
        max_length=10,
        default="public",
        db_default="public",
        help_text="Where its customer finds it among their own: the audience of the host they sent it on. What a "
        "resident sent, or an officer sent for them, is on the public one.",
    )
    organisation = models.CharField(
        max_length=50,
        blank=True,
        default="",
        db_default="",
        help_text="The slug of the partner organisation that its sender acted for; empty where for none.",
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who works on it; nobody while it waits to be taken.",
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    outcome = models.ForeignKey(
        "requests.Outcome",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        help_text="What came of it, where its service names outcomes.",
    )
    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="split_into",
        help_text="The request that an officer took it out of.",
    )
    repeats = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The earlier request that this one is probably about again (``first_contact``).",
    )
    repeats_because = models.CharField(
        max_length=10, blank=True, choices=[("person", "the same person"), ("location", "the same place")]
    )
    contact_checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was looked up whether it repeats another."
    )
    resolved_at_first_contact = models.BooleanField(
        null=True, blank=True, help_text="Unknown until its customer has had time to come back."
    )
    due_on = models.DateField(
        null=True, blank=True, help_text="The day at whose end the first of its running clocks is over."
    )
    pay_by = models.DateTimeField(
        null=True, blank=True, help_text="When it is cancelled, if nobody has paid what it costs."
    )
    pay_reminded_at = models.DateTimeField(null=True, blank=True)
    reminded_of = models.DateTimeField(
        null=True, blank=True, help_text="When the appointment begins that its customer was reminded of."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="request_received_unless_held_back",
                condition=Q(state__in=sorted(BEFORE_RECEIVED), received_at__isnull=True)
                | Q(state__in=[RequestState.CLOSED, RequestState.CANCELLED])
                | (~Q(state__in=sorted(BEFORE_RECEIVED)) & Q(received_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_awaits_payment_only_of_a_fee",
                condition=~Q(state=RequestState.AWAITING_PAYMENT) | Q(fee_pence__gt=0),
            ),
            models.CheckConstraint(
                name="request_held_back_for_a_reason",
                condition=~Q(state=RequestState.SUSPECTED)
                & ~Q(state=RequestState.CLOSED, received_at__isnull=True)
                | ~Q(spam_marks=[]),
            ),
            models.CheckConstraint(
                name="request_finished_says_when",
                condition=Q(state__in=sorted(FINISHED), finished_at__isnull=False)
                | (~Q(state__in=sorted(FINISHED)) & Q(finished_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="request_assigned_says_since_when",
                condition=Q(assigned_to__isnull=True, assigned_at__isnull=True)
                | Q(assigned_to__isnull=False, assigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_asked_something_is_waiting",
                condition=Q(asked__isnull=True, wants_files=False)
                | Q(asked__isnull=False, state=RequestState.WAITING),
            ),
            models.CheckConstraint(
                name="request_comes_from_a_journey_or_from_outside",
                condition=Q(journey_version__isnull=False, submission_id__isnull=False)
                | Q(journey_version__isnull=True, submission_id__isnull=True),
            ),
            models.CheckConstraint(
                name="request_repeats_another_for_a_reason",
                condition=Q(repeats__isnull=True, repeats_because="")
                | (Q(repeats__isnull=False) & ~Q(repeats_because="")),
            ),
            models.CheckConstraint(
                name="request_on_behalf_of_somebody_says_by_what_authority",
                condition=Q(on_behalf_of="", authority="") | (~Q(on_behalf_of="") & ~Q(authority="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                name="request_contact_unchecked",
                condition=Q(contact_checked_at__isnull=True, received_at__isnull=False),
            ),
            models.Index(
                fields=["finished_at"],
                name="request_contact_undecided",
                condition=Q(
                    resolved_at_first_contact__isnull=True,
                    state__in=[RequestState.RESOLVED, RequestState.CLOSED],
                ),
            ),
            models.Index(
                fields=["finished_at"],
                name="request_contact_decided",
                condition=Q(resolved_at_first_contact__isnull=False),
            ),
            models.Index(fields=["queue", "state", "-received_at", "id"], name="request_queue"),
            # The lists of a queue, in their order: what is unfinished, newest and first due first, and by what else a
            # list can be narrowed where most is finished. Common values (web, English) need no index of their own.
            models.Index(
                fields=["queue", "-received_at", "id"],
                name="request_open",
                condition=Q(finished_at__isnull=True, received_at__isnull=False),
            ),
            models.Index(
                fields=["queue", "due_on", "received_at", "id"],
                name="request_open_by_due",
                condition=Q(finished_at__isnull=True, received_at__isnull=False),
            ),
            models.Index(
                fields=["queue", "ward", "-received_at", "id"],
                name="request_queue_ward",
                condition=Q(ward__isnull=False),
            ),
            models.Index(fields=["queue", "service", "-received_at", "id"], name="request_queue_service"),
            models.Index(
                fields=["queue", "channel", "-received_at", "id"],
                name="request_queue_channel",
                condition=~Q(channel="web"),
            ),
            models.Index(
                fields=["queue", "language", "-received_at", "id"],
                name="request_queue_language",
                condition=~Q(language="en"),
            ),
            models.Index(
                fields=["queue", "-received_at", "id"],
                name="request_queue_messages",
                condition=Q(customer_wrote_at__isnull=False),
            ),
            models.Index(
                fields=["assigned_to", "due_on", "id"],
                name="request_assigned",
                condition=Q(assigned_to__isnull=False, finished_at__isnull=True),
            ),
            models.Index(
                fields=["assigned_to", "-received_at", "id"],
                name="request_worked_on",
                condition=Q(assigned_to__isnull=False),
            ),
            models.Index(
                fields=["-created_at", "id"], name="request_practice", condition=Q(is_practice=True)
            ),
            models.Index(
                fields=["organisation", "-created_at", "id"],
                name="request_organisation",
                condition=~Q(organisation=""),
            ),
            # What is to be erased by time is found without looking at what was.
            models.Index(
                fields=["service", "finished_at"],
                name="request_kept",
                condition=Q(finished_at__isnull=False, erased_at__isnull=True),
            ),
            models.Index(Upper("email"), name="request_email"),
            models.Index(PHONE_DIGITS, name="request_mobile_digits", condition=~Q(mobile="")),
            GinIndex(SearchVector("name", config="simple"), name="request_name_words"),
            models.Index(fields=["customer", "-created_at"], name="request_customer"),
            models.Index(
                fields=["-created_at"], name="request_suspected", condition=Q(state=RequestState.SUSPECTED)
            ),
            models.Index(
                fields=["pay_by"], name="request_unpaid", condition=Q(state=RequestState.AWAITING_PAYMENT)
            ),
            # The oldest of each are found without looking at the others, for the operations page.
            models.Index(
                fields=["received_at", "due_on"],
                name="request_overdue",
                condition=Q(due_on__isnull=False, received_at__isnull=False, finished_at__isnull=True),
            ),
            models.Index(
                fields=["customer_wrote_at"],
                name="request_customer_waits",
                condition=Q(customer_wrote_at__isnull=False, finished_at__isnull=True),
            ),
            models.Index(
                fields=["finished_at"],
                name="request_cancelled_after_paying",
                condition=Q(state=RequestState.CANCELLED, fee_pence__gt=0, received_at__isnull=False),
            ),
            models.Index(
                fields=["service", "created_at"],
                name="request_unread",
                condition=Q(first_read_at__isnull=True, finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class RequestFile(models.Model):
    """A file of a request: it came with it, under the question that it answers, or was added later, with an entry of its
    timeline. What an officer takes out of a request takes files along: those belong to both."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=60, blank=True, help_text="Empty where it was added later.")
    item = models.PositiveSmallIntegerField(
        default=0, help_text="Which item of a group it is about, from 1; 0 where it is about none."
    )
    entry_number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of the timeline entry with which it was added."
    )
    shown_to_customer = models.BooleanField(default=True)
    deleted_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was written down that it contained a virus."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "file"], name="one_request_file_per_request_and_file"),
            models.CheckConstraint(
                name="request_file_answers_or_was_added",
                condition=(~Q(question="") & Q(entry_number__isnull=True, shown_to_customer=True))
                | Q(question="", entry_number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.question}"
