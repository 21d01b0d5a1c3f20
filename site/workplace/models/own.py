"""What officers keep of their own at work."""

import uuid

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A queue with filters that somebody comes back to: its address, under a name. ``team``: for all of that team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(
        max_length=1000, blank=True, help_text="The filters, as they stand in the address."
    )
    queue = models.ForeignKey(
        "catalogue.Queue", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(
        "catalogue.Team", on_delete=models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="one_saved_view_per_person_and_name"),
        ]

    def __str__(self) -> str:
        return self.name


class NoMorningLetter(models.Model):
    """Somebody at work who has turned the morning's email about their requests off."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.user_id)
