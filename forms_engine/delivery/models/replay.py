"""What a destination was sent once, sent again: for a back office that has lost data."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.delivery.models.destination import Destination


class Replay(models.Model):
    """One time that deliveries were sent again, and who asked. Which ones: ``Delivery.replay`` is the latest of each,
    ``Attempt.replay`` the tries that it made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="replays")
    since = models.DateTimeField(null=True, blank=True, help_text="Delivered from then on, and")
    until = models.DateTimeField(null=True, blank=True, help_text="before then.")
    chosen = models.JSONField(default=list, blank=True, help_text="Or exactly these deliveries.")
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_token = models.ForeignKey(
        "delivery.DestinationToken", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    taken_up_at = models.DateTimeField(
        null=True, blank=True, help_text="When all of them had been put in line to be sent."
    )
    left_out = models.PositiveIntegerField(
        default=0, help_text="Those that say what the destination may not be told any more."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="replay_was_asked_for_by_one",
                condition=Q(by__isnull=True, by_token__isnull=False)
                | Q(by__isnull=False, by_token__isnull=True),
            ),
            models.CheckConstraint(
                name="replay_is_of_a_span_or_of_chosen_ones",
                condition=Q(since__isnull=False, until__isnull=False, chosen=[])
                | (Q(since__isnull=True, until__isnull=True) & ~Q(chosen=[])),
            ),
        ]
        indexes = [models.Index(fields=["destination", "-asked_at"], name="replay_latest")]

    def __str__(self) -> str:
        return f"{self.destination_id} {self.asked_at}"
