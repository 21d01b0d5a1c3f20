"""What the portal itself remembers: how far somebody has read what they were told."""

from django.conf import settings
from django.db import models


class Look(models.Model):
    """Up to which entry of a request's timeline its page was shown to somebody signed in: what came later is new to
    them. Nobody at work is shown it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey("requests.Request", on_delete=models.CASCADE, related_name="+")
    entry_number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "user"], name="one_look_per_request_and_person"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} #{self.entry_number}"
