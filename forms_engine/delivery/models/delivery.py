"""What is owed to a back office, and every try at giving it.

A Delivery knows its owner (a request) by type and id; it never reaches back.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from forms_engine.delivery.models.batch import Batch
from forms_engine.delivery.models.destination import Destination
from forms_engine.delivery.models.mapping import MappingVersion
from forms_engine.delivery.models.replay import Replay
from forms_engine.delivery.outcome import Fault

# The owner of a delivery that tries a destination out. It is about nobody.
TEST = "supplier-test"

FAULTS = [(fault.value, fault.value.capitalize()) for fault in Fault]


class Delivery(models.Model):
    """One owner's words for one destination. The id is what the back office sees over all retries."""

    class State(models.TextChoices):
        HELD = "held", "On hold"
        READY = "ready", "Waiting to be sent"
        DELIVERED = "delivered", "Delivered"
        DEAD = "dead", "Needs attention"
        HANDLED = "handled", "Seen to by a person"
        CANCELLED = "cancelled", "Not needed any more"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, help_text="What it tells, such as request.received.")
    sequence = models.PositiveIntegerField(
        default=1, help_text="Where it stands among what this owner tells this destination."
    )
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State)
    body = models.TextField(blank=True, help_text="The exact text sent, the same at every attempt.")
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the body; blank until it could be rendered."
    )
    message = models.TextField(
        blank=True,
        help_text="What it tells before its connector's words, in JSON; blank where the body is just that.",
    )
    mapping_version = models.ForeignKey(
        MappingVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What put it into the back office's own fields, where one did.",
    )
    batch = models.ForeignKey(
        Batch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        help_text="The file it leaves in, where several leave together.",
    )
    attempts_made = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    give_up_at = models.DateTimeField(null=True, blank=True)
    remote_id = models.CharField(max_length=200, blank=True, help_text="What the back office calls it.")
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(
        null=True, blank=True, help_text="When the back office said that it has it, where it says so."
    )
    dead_at = models.DateTimeField(null=True, blank=True, help_text="Since when it has needed attention.")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_note = models.TextField(blank=True)
    redirected_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="redirected_to"
    )
    replay = models.ForeignKey(
        Replay, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries", db_index=False
    )
    replay_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="It has arrived, and is to be sent again from then on; blank once it has been.",
    )

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["owner_type", "owner_id", "destination", "sequence"],
                name="one_delivery_per_owner_destination_and_sequence",
            ),
            models.CheckConstraint(
                name="delivery_has_a_body_once_it_goes_out",
                condition=Q(state__in=["held", "cancelled"]) | ~Q(body=""),
            ),
            models.CheckConstraint(
                name="delivered_says_when",
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_needing_attention_says_since_when",
                condition=~Q(state="dead") | Q(dead_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_ready_says_when_next",
                condition=~Q(state="ready") | Q(next_at__isnull=False, give_up_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_replayed_has_arrived_before",
                condition=Q(replay_at__isnull=True) | Q(state="delivered", replay__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_handled_by_somebody_who_says_why",
                condition=~Q(state="handled") | (Q(handled_by__isnull=False) & ~Q(handled_note="")),
            ),
        ]
        indexes = [
            models.Index(fields=["destination", "next_at"], name="delivery_due", condition=Q(state="ready")),
            models.Index(
                fields=["destination", "leased_until"],
                name="delivery_leased",
                condition=Q(leased_until__isnull=False),
            ),
            models.Index(F("dead_at").asc(), name="delivery_dead", condition=Q(state="dead")),
            models.Index(fields=["created_at"], name="delivery_held", condition=Q(state="held")),
            models.Index(
                fields=["destination", "delivered_at"],
                name="delivery_delivered",
                condition=Q(state="delivered"),
            ),
            models.Index(
                fields=["destination", "delivered_at"],
                name="delivery_unacknowledged",
                condition=Q(state="delivered", acknowledged_at__isnull=True),
            ),
            models.Index(fields=["remote_id"], name="delivery_remote_id", condition=~Q(remote_id="")),
            models.Index(
                fields=["destination", "replay_at"],
                name="delivery_to_replay",
                condition=Q(replay_at__isnull=False),
            ),
            models.Index(fields=["replay"], name="delivery_of_replay", condition=Q(replay__isnull=False)),
            models.Index(
                fields=["destination", "-created_at"],
                name="delivery_test",
                condition=Q(owner_type=TEST),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_test(self) -> bool:
        """Whether it tries its destination out, and is about nobody."""
        return self.owner_type == TEST

    @property
    def is_marked_test(self) -> bool:
        """Whether whoever gets it is told that nothing is to be done about it: a test, or somebody's practice."""
        return self.is_test or self.destination.is_test


class Attempt(models.Model):
    """One try at a delivery: when, and what came back. Never a body."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    succeeded = models.BooleanField(null=True)
    status_code = models.PositiveIntegerField(null=True, blank=True)
    fault = models.CharField(
        max_length=10, blank=True, choices=FAULTS, help_text="Whose failure it was, where it failed."
    )
    detail = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of what was sent: the same at every attempt, which this proves."
    )
    replay = models.ForeignKey(
        Replay,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        db_index=False,
        help_text="It sent again what had arrived before.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="one_attempt_per_number"),
        ]
        # Millions of rows in the order of their times: what happened lately is found by a few pages of index.
        indexes = [
            BrinIndex(fields=["started_at"], name="attempt_started"),
            models.Index(fields=["replay"], name="attempt_replay", condition=Q(replay__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} #{self.number}"

    @property
    def took(self) -> str:
        """How long it took, in seconds; nothing while no end is known."""
        if self.finished_at is None:
            return ""
        return f"{(self.finished_at - self.started_at).total_seconds():.1f} s"
