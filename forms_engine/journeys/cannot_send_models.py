"""Drafts that somebody pressed Send on and that we could not take."""

from django.db import models


class CannotSend(models.Model):
    """By a mistake of ours, a draft whose answers are complete could not be sent. It is over once the draft is."""

    class Reason(models.TextChoices):
        PAYLOAD = "payload", "What back offices would be told is not what its schema says"

    submission = models.OneToOneField(
        "journeys.Submission", on_delete=models.CASCADE, related_name="cannot_send"
    )
    reason = models.CharField(max_length=10, choices=Reason)
    detail = models.TextField(blank=True, help_text="Where, never what was answered.")
    times = models.PositiveIntegerField(default=1, help_text="How often they pressed Send.")
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.submission_id)
