"""How a back office shows that it is itself when it comes for what is meant for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.delivery.models.destination import Destination


class DestinationToken(models.Model):
    """A key to one destination's deliveries. Only its digest is kept; the token is shown once, when it is made."""

    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60, help_text="What it is for, so that somebody knows it again.")
    digest = models.CharField(max_length=64, unique=True)
    last_signs = models.CharField(max_length=4)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="None where an operator made it at the command line.",
    )
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="To the hour.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["destination"], name="destination_token_good", condition=Q(revoked_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destination_id} {self.name}"
