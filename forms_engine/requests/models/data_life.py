"""How long what people sent is kept, what stops its erasure, and what is left of what was erased."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.requests.models.customer import Customer
from forms_engine.requests.models.request import Request


class RetentionRule(models.Model):
    """For how many months a service's finished requests are kept. The narrowest rule holds: of the outcome, else of the
    service, else the council's own; with none at all, nothing is erased by time."""

    service = models.ForeignKey(
        "catalogue.Service",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="retention",
        help_text="Empty: the council's own rule, for services that have none.",
    )
    outcome = models.ForeignKey(
        "requests.Outcome",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Only what ended with this outcome of the service.",
    )
    months = models.PositiveSmallIntegerField(help_text="After it was finished. 84 is seven years.")
    because = models.CharField(
        max_length=300, help_text="Why this long: the line of the council's retention schedule, or the law."
    )

    class Meta:
        ordering = ["service__name", "outcome__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "outcome"],
                nulls_distinct=False,
                name="one_retention_rule_per_service_and_outcome",
            ),
            models.CheckConstraint(
                name="retention_by_outcome_is_of_a_service",
                condition=Q(outcome__isnull=True) | Q(service__isnull=False),
            ),
            models.CheckConstraint(name="retention_is_at_least_a_month", condition=Q(months__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.service or 'The council'}: {self.months} months"


class LegalHold(models.Model):
    """That nothing of a request, or of a customer, may be erased for now: a claim, an inquest, an investigation. Lifted,
    never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_holds"
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_holds"
    )
    why = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="legal_hold_is_of_a_request_or_a_customer",
                condition=Q(request__isnull=False, customer__isnull=True)
                | Q(request__isnull=True, customer__isnull=False),
            ),
            models.CheckConstraint(
                name="legal_hold_lifted_by_somebody",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["request"], name="legal_hold_request", condition=Q(lifted_at__isnull=True)),
            models.Index(
                fields=["customer"], name="legal_hold_customer", condition=Q(lifted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Erasure(models.Model):
    """That somebody asked for their data to be erased, or closed their account; when it was done, and what was kept
    and why."""

    class Asked(models.TextChoices):
        ACCOUNT = "account", "They deleted their account"
        OFFICER = "officer", "They asked an officer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="erasures")
    asked = models.CharField(max_length=10, choices=Asked)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(
        default=list,
        blank=True,
        help_text="What could not be erased yet: reference and why. No personal data.",
    )

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="erasure_to_do", condition=Q(done_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Tombstone(models.Model):
    """What is left to say of a request that was erased: that there was one. Append-only. Written to a file outside the
    database too, so that what a backup brings back is erased again."""

    class Because(models.TextChoices):
        TIME = "time", "Its time was over"
        ASKED = "asked", "Its customer asked"

    request_id = models.UUIDField(primary_key=True, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    because = models.CharField(max_length=10, choices=Because)
    erased_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reference
