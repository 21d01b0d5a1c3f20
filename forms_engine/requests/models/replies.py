"""Words that officers use again and again, and what can come of a service's requests."""

from django.db import models
from django.db.models import Q


class ReplyTemplate(models.Model):
    """A message to a customer that officers begin from. ``body`` holds a text by language; ``{reference}``, ``{name}``,
    ``{title}`` and ``{service}`` in it are filled in."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    service = models.ForeignKey(
        "catalogue.Service",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reply_templates",
        help_text="Empty for every service.",
    )
    asks = models.BooleanField(
        default=False, help_text="Asks the customer for something: they are waited for."
    )
    body = models.JSONField(default=dict)
    is_live = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Outcome(models.Model):
    """What can come of a service's requests: an officer who resolves or closes one says which it was."""

    class Ends(models.TextChoices):
        RESOLVED = "resolved", "Resolved"
        CLOSED = "closed", "Closed"

    service = models.ForeignKey("catalogue.Service", on_delete=models.CASCADE, related_name="outcomes")
    slug = models.SlugField()
    name = models.CharField(max_length=120)
    ends = models.CharField(max_length=10, choices=Ends, default=Ends.RESOLVED)
    words = models.JSONField(
        default=dict, blank=True, help_text="By language: what its customer is told, where it says something."
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_live = models.BooleanField(default=True)

    class Meta:
        ordering = ["service", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["service", "slug"], name="one_outcome_per_service_and_slug"),
            models.CheckConstraint(name="outcome_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
