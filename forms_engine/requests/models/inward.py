"""What back offices have said to us, as they said it, and what we made of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.requests.states import RequestState


class Inbound(models.Model):
    """One message of a back office. Written once: a trigger refuses changes of what it said, and deletions. What we
    made of it (``outcome``) may become better known later."""

    class Kind(models.TextChoices):
        STATUS = "status", "Status"
        CASE = "case", "Case"
        LETTER = "letter", "Letter"

    class Outcome(models.TextChoices):
        """In the words that officers and administrators read."""

        APPLIED = "applied", "Changed the request"
        NOTED = "noted", "Written down; it changed nothing"
        LATE = "late", "Came late: something newer had been said already"
        UNKNOWN_STATUS = "unknown-status", "Uses a status we do not know"
        UNKNOWN_CASE = "unknown-case", "Is about a case we do not know yet"
        REFUSED = "refused", "Asks for a change that this request cannot take"
        SEEN_TO = "seen-to", "Seen to by a person"
        TEST = "test", "Is about a test"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    destination = models.ForeignKey("delivery.Destination", on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=200, help_text="What they call the message.")
    kind = models.CharField(max_length=10, choices=Kind)
    sha256 = models.CharField(max_length=64, help_text="Of what it said.")
    their_id = models.CharField(max_length=200, blank=True, help_text="Their number of the case.")
    about = models.CharField(
        max_length=40, blank=True, help_text="Our delivery or reference, where they name it."
    )
    status = models.CharField(max_length=100, blank=True, help_text="Their word for it.")
    words = models.TextField(blank=True, help_text="What they tell the customer.")
    at = models.DateTimeField(help_text="When it happened, by their clock.")
    sequence = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Their order, where they number."
    )
    received_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    request = models.ForeignKey(
        "requests.Request", on_delete=models.PROTECT, null=True, blank=True, related_name="inbound"
    )
    seen_to_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_to_note = models.TextField(blank=True)

    class Meta:
        verbose_name = "message from a back office"
        verbose_name_plural = "messages from back offices"
        constraints = [
            models.UniqueConstraint(
                fields=["destination", "message_id"], name="one_inbound_per_destination_and_message"
            ),
            models.CheckConstraint(
                name="inbound_seen_to_by_somebody_who_says_how",
                condition=~Q(outcome="seen-to") | (Q(seen_to_by__isnull=False) & ~Q(seen_to_note="")),
            ),
            models.CheckConstraint(
                name="inbound_that_did_something_says_to_what",
                condition=~Q(outcome__in=["applied", "noted", "late", "refused"]) | Q(request__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["request", "destination"], name="inbound_request"),
            models.Index(
                fields=["destination", "their_id"],
                name="inbound_unknown_case",
                condition=Q(outcome="unknown-case"),
            ),
            models.Index(
                fields=["received_at"],
                name="inbound_needs_a_person",
                condition=Q(outcome__in=["unknown-status", "unknown-case", "refused"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class StatusMapping(models.Model):
    """What a back office's status means here. Without ``ours`` it means nothing to the state: only its words count."""

    destination = models.ForeignKey(
        "delivery.Destination", on_delete=models.PROTECT, related_name="status_mappings"
    )
    theirs = models.CharField(
        max_length=100, help_text="Their status, as they write it. Case does not matter."
    )
    ours = models.CharField(
        max_length=20,
        blank=True,
        choices=[
            (state.value, state.label)
            for state in (
                RequestState.IN_PROGRESS,
                RequestState.WAITING,
                RequestState.RESOLVED,
                RequestState.CLOSED,
                RequestState.CANCELLED,
            )
        ],
        help_text="Leave empty where it changes nothing for the customer.",
    )
    words_en = models.TextField(
        blank=True, help_text="What the customer is told, in English, where they send no words of their own."
    )
    words_cy = models.TextField(blank=True, help_text="The same in Welsh.")

    class Meta:
        verbose_name = "status of a back office"
        verbose_name_plural = "statuses of back offices"
        ordering = ["destination__name", "theirs"]
        constraints = [
            models.UniqueConstraint(
                models.F("destination"),
                models.functions.Lower("theirs"),
                name="one_meaning_per_destination_and_status",
                violation_error_message="This back office’s status has a meaning already.",
            ),
        ]

    def __str__(self) -> str:
        return self.theirs

    def words_in(self, language: str) -> str:
        """What the customer is told, in their language, or in English."""
        return (self.words_cy if language.split("-")[0] == "cy" else "") or self.words_en


class OutsideCase(models.Model):
    """A case that began in a back office's own system, and the request that shows it here."""

    destination = models.ForeignKey("delivery.Destination", on_delete=models.PROTECT, related_name="+")
    their_id = models.CharField(max_length=200)
    request = models.OneToOneField("requests.Request", on_delete=models.PROTECT, related_name="outside_case")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["destination", "their_id"], name="one_request_per_outside_case"),
        ]

    def __str__(self) -> str:
        return self.their_id


class Letter(models.Model):
    """A letter or decision that a back office wrote about a request: a PDF, shown once it has been scanned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey("requests.Request", on_delete=models.PROTECT, related_name="letters")
    inbound = models.OneToOneField(Inbound, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When its customer was told; not before it has been scanned."
    )
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="When its customer, or whoever acts for them, first fetched it."
    )
    flagged_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was put before an officer because nobody had read it."
    )
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="letter_posted_by_somebody",
                condition=Q(posted_at__isnull=True, posted_by__isnull=True)
                | Q(posted_at__isnull=False, posted_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["told_at"],
                name="letter_not_read",
                condition=Q(read_at__isnull=True, posted_at__isnull=True, told_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FileRead(models.Model):
    """Somebody fetched a letter, or a file of a request by a delivery's link. Only ever added to."""

    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey("requests.Request", on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(
        "delivery.Delivery", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["request", "at"], name="file_read_request")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.at:%Y-%m-%d %H:%M}"


class InboundRefusal(models.Model):
    """How many messages were turned away at the door on a day, by reason. Nothing of what they said is kept."""

    destination = models.ForeignKey("delivery.Destination", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    reason = models.CharField(max_length=30)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["destination", "day", "reason"], name="one_count_per_destination_day_and_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destination_id} {self.day} {self.reason}"
