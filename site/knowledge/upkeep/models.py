"""The record of who looked an article over, and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Review(models.Model):
    """Somebody read the published article and found it still right."""

    article = models.ForeignKey("knowledge.ArticlePage", on_delete=models.CASCADE, related_name="reviews")
    revision = models.BigIntegerField(help_text="The revision that was published then.")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(default=timezone.now, editable=False)
    next_on = models.DateField(help_text="The day by which it is to be looked over again.")

    class Meta:
        ordering = ["-reviewed_at"]

    def __str__(self) -> str:
        return str(self.pk)
