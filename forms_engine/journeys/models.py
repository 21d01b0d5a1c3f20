"""Journeys under way."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Submission(models.Model):
    """One person's journey under way, pinned to the version it started on.

    Its id opens nothing: whoever holds the one-time token (only its hash is kept) may go on with it, and of one
    started signed in, only that person.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Under way"
        SUBMITTED = "submitted", "Sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64)
    version = models.ForeignKey("catalogue.JourneyVersion", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField(default=dict, blank=True)
    audience = models.CharField(
        max_length=10, help_text="The host's audience it was started on, and goes on on."
    )
    channel = models.CharField(max_length=10, default="web")
    language = models.CharField(max_length=10, default="en")
    request = models.OneToOneField(
        "requests.Request", on_delete=models.PROTECT, null=True, blank=True, related_name="submission"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submitted_submission_has_its_request",
                condition=Q(state="draft", request__isnull=True, submitted_at__isnull=True)
                | Q(state="submitted", request__isnull=False, submitted_at__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["state", "updated_at"], name="submission_stale")]

    def __str__(self) -> str:
        return str(self.id)
