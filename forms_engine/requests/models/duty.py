"""The duty desk: whether something reaches a service's threshold, by which criteria, who decided and why."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_engine.requests.models.request import Request


class Threshold(models.Model):
    """What a service's duty desk decides by. A version never changes (a trigger refuses it): the next one replaces it."""

    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="thresholds")
    number = models.PositiveSmallIntegerField(help_text="The newest of a service is in force.")
    name = models.CharField(max_length=120)
    criteria = models.JSONField(help_text="In order: each with a ``key`` and a ``text``.")
    needs_second_person = models.BooleanField(
        default=False, help_text="A decision stands only once somebody else has agreed to it."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["service", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "number"], name="one_threshold_per_service_and_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.number}"


class ThresholdDecision(models.Model):
    """One decision about one request. Never changed but by being agreed to; deciding anew adds another."""

    class Result(models.TextChoices):
        MET = "met", "The threshold is met"
        NOT_MET = "not-met", "The threshold is not met"
        MORE_NEEDED = "more-needed", "More has to be known first"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="threshold_decisions")
    threshold = models.ForeignKey(Threshold, on_delete=models.PROTECT, related_name="decisions")
    met = models.JSONField(default=list, help_text="The keys of the criteria that are met.")
    result = models.CharField(max_length=12, choices=Result)
    why = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    agreed_words = models.TextField(blank=True)

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(name="threshold_decision_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="threshold_decision_agreed_by_another",
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True, agrees__isnull=True)
                | (
                    Q(agreed_by__isnull=False, agreed_at__isnull=False, agrees__isnull=False)
                    & ~Q(agreed_by=F("decided_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
