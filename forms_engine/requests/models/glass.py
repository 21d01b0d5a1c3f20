"""Looking at what is not for one: with a reason, for an hour, and somebody reviews it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_engine.requests.models.request import Request


class BrokenGlass(models.Model):
    """An officer opened one request that is not shown to them, because somebody might come to harm otherwise. It can be
    read, and nothing else, until ``until``; whoever leads its team is told at once and reviews it."""

    class Finding(models.TextChoices):
        RIGHT = "right", "It was right to look"
        WRONG = "wrong", "It should not have been looked at"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="broken_glass")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Finding, blank=True)
    words = models.TextField(blank=True, help_text="What the reviewer says of it.")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "broken glass"
        indexes = [
            models.Index(fields=["by", "until"], name="broken_glass_open"),
            models.Index(fields=["at"], name="broken_glass_unreviewed", condition=Q(finding="")),
        ]
        constraints = [
            models.CheckConstraint(name="broken_glass_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="broken_glass_ends", condition=Q(until__gt=F("at"))),
            models.CheckConstraint(
                name="broken_glass_reviewed_by_another",
                condition=Q(finding="", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | (
                    ~Q(finding="")
                    & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                    & ~Q(reviewed_by=F("by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
