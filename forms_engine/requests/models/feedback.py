"""What somebody says of how it went, once it has come to its end: one question of satisfaction, one of effort."""

import uuid

from django.db import models
from django.db.models import Q

from forms_engine.requests.models.request import Request


class Feedback(models.Model):
    """The two questions, asked once of a request. The address of the page is a secret of its own, so that nobody has to
    sign in; it shows nothing of the request. Answers can be changed for a week, and never by anybody else."""

    SCALE = range(1, 6)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="feedback")
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, help_text="Of the link in the letter.")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="From 1, very dissatisfied, to 5, very satisfied."
    )
    effort = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How easy it was: from 1, very difficult, to 5, very easy."
    )
    comment = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(
                name="feedback_is_from_1_to_5",
                condition=(Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)))
                & (Q(effort__isnull=True) | Q(effort__range=(1, 5))),
            ),
            models.CheckConstraint(
                name="feedback_answered_says_something",
                condition=Q(
                    answered_at__isnull=True, satisfaction__isnull=True, effort__isnull=True, comment=""
                )
                | (
                    Q(answered_at__isnull=False)
                    & (Q(satisfaction__isnull=False) | Q(effort__isnull=False) | ~Q(comment=""))
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "answered_at"],
                name="feedback_answered",
                condition=Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
