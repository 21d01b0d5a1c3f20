"""The look-ups that journeys may name."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class LookupSource(models.Model):
    """One look-up: which kind of provider, with which settings and limits. Journeys know it by its slug.

    Settings hold no secret: what has to be kept secret is in the operator's environment, and the settings name it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    settings = models.JSONField(default=dict, blank=True)
    is_on = models.BooleanField(
        default=True, help_text="Switched off, it counts as down: journeys say or do what they do then."
    )
    patience_seconds = models.FloatField(
        default=3.0,
        validators=[MinValueValidator(0.2), MaxValueValidator(5.0)],
        help_text="How long somebody waits for it before it counts as down, 5 seconds at most.",
    )
    cache_seconds = models.PositiveIntegerField(
        default=300,
        validators=[MaxValueValidator(24 * 60 * 60)],
        help_text="How long what it said is said again without asking it.",
    )
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    last_failure = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "look-up"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="lookup_is_not_waited_for_longer_than_five_seconds",
                condition=models.Q(patience_seconds__gt=0, patience_seconds__lte=5),
            )
        ]

    def __str__(self) -> str:
        return self.name
