"""What reconciling found: each run, and each thing that does not fit, until it is gone or a person has accepted it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from payments.models.charges import Charge


class ReconcileRun(models.Model):
    """One run of the nightly reconcile, with what it found in numbers."""

    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True, help_text="Blank: under way, or it was killed.")
    failure = models.CharField(max_length=300, blank=True, help_text="Why nothing was reconciled.")
    payouts = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0, help_text="What does not fit and nobody has accepted.")
    accepted = models.PositiveIntegerField(default=0, help_text="What does not fit and is accepted.")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["finished_at"], name="runs_by_end")]

    def __str__(self) -> str:
        return f"reconcile of {self.started_at:%Y-%m-%d %H:%M}: {self.failure or self.found}"


class ReconcileException(models.Model):
    """Something that does not fit. Another amount is another exception, which is to be accepted anew."""

    kind = models.CharField(max_length=30, help_text="One of payments.reconciling.KINDS.")
    subject = models.CharField(max_length=255, help_text="Stripe's id or ours.")
    amount_pence = models.BigIntegerField()
    happened_at = models.DateTimeField(null=True, blank=True)
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="exceptions"
    )
    first_found_at = models.DateTimeField(default=timezone.now)
    last_found_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True, help_text="When a run did not find it any more.")
    is_accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "amount_pence"], name="one_exception_per_thing_and_amount"
            ),
        ]
        indexes = [
            models.Index(fields=["is_accepted", "id"], name="exceptions_now", condition=Q(gone_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.amount_pence}"

    @property
    def why_accepted(self) -> str:
        """The reason given last, where it is accepted. Load its events before asking about many."""
        return list(self.events.all())[-1].because if self.is_accepted else ""


class ExceptionEvent(models.Model):
    """A person accepted an exception and said why, or took that back. Only ever added."""

    class Kind(models.TextChoices):
        """What they did."""

        ACCEPTED = "accepted", "Accepted"
        REOPENED = "reopened", "Not accepted any more"

    exception = models.ForeignKey(ReconcileException, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    because = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["exception", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="who_accepts_says_why"),
        ]

    def __str__(self) -> str:
        return f"exception {self.exception_id}: {self.kind}"
