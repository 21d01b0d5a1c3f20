"""What is kept of how staff come in. Imported by ``accounts.models``, where Django looks for models."""

from django.db import models
from django.utils import timezone


class BreakGlassUse(models.Model):
    """Somebody came in with a break-glass account. Written in the transaction that tells of it, never changed."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="break_glass_uses")
    used_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-used_at"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.used_at:%Y-%m-%d %H:%M}"
