"""What Stripe told us unasked, and news that no table of states allows."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ProviderEvent(models.Model):
    """The inbox: a webhook event whose signature was good, as it came. It triggers a look, and is never believed."""

    class Result(models.TextChoices):
        """What came of it."""

        SETTLED = "settled", "Looked at and recorded"
        IGNORED = "ignored", "Not a kind we act on"
        UNKNOWN = "unknown", "Not about anything of ours"
        WRONG_MODE = "wrong_mode", "Test event on a live site, or the reverse"

    event_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=100)
    body = models.TextField()
    received_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"], name="events_to_process", condition=Q(processed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class Anomaly(models.Model):
    """News that would be an illegal change of state. Nothing was changed; it is kept for a person to see. Only added."""

    subject = models.CharField(max_length=60, help_text="What it is about, by kind and our own id.")
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    cause = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "anomalies"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "from_state", "to_state"], name="an_anomaly_is_noted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.from_state} to {self.to_state}"
