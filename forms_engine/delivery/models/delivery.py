"""What is owed to a back office, and every try at giving it.

A Delivery knows its owner (a request) by type and id; it never reaches back.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_engine.delivery.models.destination import Destination


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
    sha256 = models.CharField(max_length=64, blank=True)
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
            models.Index(fields=["remote_id"], name="delivery_remote_id", condition=~Q(remote_id="")),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Attempt(models.Model):
    """One try at a delivery: when, and what came back. Never a body."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    succeeded = models.BooleanField(null=True)
    status_code = models.PositiveIntegerField(null=True, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of what was sent: the same at every attempt, which this proves."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="one_attempt_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} #{self.number}"
