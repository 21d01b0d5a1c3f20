"""A submitted request and everything that happened to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.requests.states import BEFORE_RECEIVED, FINISHED, RequestState


class Customer(models.Model):
    """Whose request it is. May have an account, an email address, a mobile number, or none of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="customer"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return str(self.id)


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
    title = models.CharField(max_length=200, help_text="The journey's title when it was sent.")
    state = models.CharField(max_length=20, choices=RequestState)
    channel = models.CharField(max_length=10, default="web")
    language = models.CharField(max_length=10, default="en")
    answers = models.JSONField()
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=30, blank=True)
    on_behalf_of = models.CharField(
        max_length=200, blank=True, help_text="Whom it is for, where somebody else sends it."
    )
    authority = models.CharField(
        max_length=30, blank=True, help_text="By what right: parent, power-of-attorney, consent and so on."
    )
    fee_pence = models.PositiveIntegerField(default=0)
    spam_marks = models.JSONField(default=list, blank=True, help_text="Why it was held back, if it was.")
    created_at = models.DateTimeField(auto_now_add=True)
    received_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, help_text="Resolved, closed or cancelled.")
    first_read_at = models.DateTimeField(null=True, blank=True, help_text="When an officer first opened it.")
    stage = models.PositiveSmallIntegerField(default=1)

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
                name="request_comes_from_a_journey_or_from_outside",
                condition=Q(journey_version__isnull=False, submission_id__isnull=False)
                | Q(journey_version__isnull=True, submission_id__isnull=True),
            ),
            models.CheckConstraint(
                name="request_on_behalf_of_somebody_says_by_what_authority",
                condition=Q(on_behalf_of="", authority="") | (~Q(on_behalf_of="") & ~Q(authority="")),
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "state", "-received_at", "id"], name="request_queue"),
            models.Index(fields=["customer", "-created_at"], name="request_customer"),
            models.Index(
                fields=["-created_at"], name="request_suspected", condition=Q(state=RequestState.SUSPECTED)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class TimelineEntry(models.Model):
    """One thing that happened. Append-only: a trigger refuses changes and deletions."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "Sent"
        PAID = "paid", "Paid"
        STATE = "state", "State changed"
        QUEUED = "queued", "Placed in a queue"
        RELEASED = "released", "Checked and received"
        FILE_DELETED = "file-deleted", "File deleted: it contained a virus"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="timeline")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=RequestState, help_text="The request's state after it.")
    message = models.TextField(blank=True)
    shown_to_customer = models.BooleanField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "timeline entries"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_timeline_entry_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} #{self.number}"


class RequestFile(models.Model):
    """A file that came with a request, under the question it answers."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=60)
    item = models.PositiveSmallIntegerField(
        default=0, help_text="Which item of a group it is about, from 1; 0 where it is about none."
    )
    deleted_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was written down that it contained a virus."
    )

    def __str__(self) -> str:
        return f"{self.request_id} {self.question}"
