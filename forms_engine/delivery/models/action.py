"""What people do about deliveries, and about the back offices they are for."""

from django.conf import settings
from django.db import models

from forms_engine.delivery.models.delivery import Delivery
from forms_engine.delivery.models.destination import Destination


class DeliveryAction(models.Model):
    """One thing that somebody did, when and why. Append-only: a trigger refuses changes and deletions."""

    class Kind(models.TextChoices):
        RESENT = "resent", "Sent again"
        REDIRECTED = "redirected", "Sent to another destination"
        HANDLED = "handled", "Marked as seen to"
        ACKNOWLEDGED = "acknowledged", "Said that it has arrived"
        PAUSED = "paused", "Paused"
        RESUMED = "resumed", "Started again"
        TESTED = "tested", "Sent a test"
        REPLAYED = "replayed", "Sent again what had arrived"

    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="actions")
    delivery = models.ForeignKey(
        Delivery,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        help_text="None where it was about the destination as a whole.",
    )
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["destination", "-id"], name="delivery_action_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.delivery_id or self.destination_id}"
