"""What a service promises about its requests: its own words for their states, its stages and targets, its urgency."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_engine.requests.states import RequestState


def in_language(words: dict[str, Any], language: str) -> str:
    """A text by language, as in a definition, in one of them; in English where it has none in that."""
    return str(words.get(language.split("-")[0]) or words.get("en", ""))


class StateWording(models.Model):
    """What one service's customers read for a state, instead of the words that every other service uses."""

    service = models.ForeignKey("catalogue.Service", on_delete=models.CASCADE, related_name="state_wordings")
    state = models.CharField(max_length=20, choices=RequestState)
    words = models.JSONField(
        help_text="By language: at most 60 letters, such as “Being processed by the parking team”."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "state"], name="one_wording_per_service_and_state"),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {RequestState(self.state).label}"


class Stage(models.Model):
    """One stage of a service's requests, with its targets in working days. Most services have one; complaints have two,
    and the Ombudsman after them.

    ``signposting`` is what its customer reads when the stage has ended: where to go if they are not satisfied.
    """

    service = models.ForeignKey("catalogue.Service", on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField(default=1)
    name = models.JSONField(default=dict, blank=True, help_text="By language; empty where there is only one.")
    acknowledge_within = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Working days until somebody has begun with it, or answered."
    )
    resolve_within = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Working days until it is resolved."
    )
    warn_before = models.PositiveSmallIntegerField(
        default=2, help_text="Working days before the end of a target at which its team is warned."
    )
    next_within_days = models.PositiveSmallIntegerField(
        default=0,
        help_text="For how many days after this stage ends its customer may ask for the next; 0 for never.",
    )
    signposting = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["service", "number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_stage_per_service_and_number"),
            models.CheckConstraint(name="stage_is_numbered_from_1", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="stage_targets_are_at_least_a_day",
                condition=(Q(acknowledge_within__isnull=True) | Q(acknowledge_within__gte=1))
                & (Q(resolve_within__isnull=True) | Q(resolve_within__gte=1)),
            ),
            models.CheckConstraint(
                name="stage_is_acknowledged_before_it_is_resolved",
                condition=Q(acknowledge_within__isnull=True)
                | Q(resolve_within__isnull=True)
                | Q(acknowledge_within__lte=F("resolve_within")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, stage {self.number}"


class Urgency(models.Model):
    """A service whose requests cannot wait: what happens where nobody has seen one in time."""

    service = models.OneToOneField("catalogue.Service", on_delete=models.CASCADE, related_name="urgency")
    minutes = models.PositiveSmallIntegerField(
        help_text="After how many minutes unread, or undelivered, the person is alerted; the next after as many again."
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who is alerted first, by email and text message; while away, whoever covers for them.",
    )
    then = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who is alerted next; the team's lead where nobody is named.",
    )
    phone = models.CharField(max_length=30, help_text="Whom its customers ring, at any hour.")
    words = models.JSONField(
        help_text="By language: what its customers read as soon as they have sent it, above the number."
    )

    class Meta:
        verbose_name = "urgent service"
        verbose_name_plural = "urgent services"
        constraints = [
            models.CheckConstraint(name="urgency_is_at_least_a_minute", condition=Q(minutes__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.service}, after {self.minutes} minutes"
