"""Outward only: which back office gets what, and the proof that it did.

A Delivery knows its owner (a request) by type and id; it never reaches back.
"""

import uuid

from django.db import models
from django.db.models import Q


class Destination(models.Model):
    """One back office: an internal queue or a system that takes signed webhooks."""

    class Kind(models.TextChoices):
        QUEUE = "queue", "A queue of ours"
        WEBHOOK = "webhook", "A signed webhook"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    queue = models.SlugField(blank=True, help_text="For a queue: its slug.")
    url = models.URLField(blank=True, help_text="For a webhook: where it is sent.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="destination_says_where",
                condition=(Q(kind="queue") & ~Q(queue="")) | (Q(kind="webhook") & ~Q(url="")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Route(models.Model):
    """A name that journeys give; every destination on it gets a delivery of its own."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    destinations = models.ManyToManyField(Destination, related_name="routes")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One owner's words for one destination. The id is what the back office sees over all retries."""

    class State(models.TextChoices):
        HELD = "held", "On hold"
        READY = "ready", "Waiting to be sent"
        DELIVERED = "delivered", "Delivered"
        DEAD = "dead", "Needs attention"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, help_text="What it tells, such as request.received.")
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

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["owner_type", "owner_id", "subject", "destination"],
                name="one_delivery_per_owner_subject_and_destination",
            ),
            models.CheckConstraint(
                name="delivery_has_a_body_unless_held", condition=Q(state="held") | ~Q(body="")
            ),
            models.CheckConstraint(
                name="delivered_says_when",
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=Q(state="ready")),
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="one_attempt_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} #{self.number}"
