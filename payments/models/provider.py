"""What Stripe does with our money: disputes, payouts, and each movement on our balance there, as it came."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from payments.models.attempts import PaymentAttempt
from payments.models.refunds import Refund


class Dispute(models.Model):
    """A payer's bank asks for the money back. Stripe decides; we record, and a person answers there."""

    class State(models.TextChoices):
        """Stripe's own words."""

        WARNING_NEEDS_RESPONSE = "warning_needs_response", "Inquiry to be answered"
        WARNING_UNDER_REVIEW = "warning_under_review", "Inquiry under review"
        WARNING_CLOSED = "warning_closed", "Inquiry closed"
        NEEDS_RESPONSE = "needs_response", "To be answered"
        UNDER_REVIEW = "under_review", "Under review"
        PREVENTED = "prevented", "Prevented"
        WON = "won", "Won"
        LOST = "lost", "Lost"

    # The bank holds this money now.
    HELD = (State.NEEDS_RESPONSE, State.UNDER_REVIEW, State.LOST)

    provider_id = models.CharField(max_length=255, unique=True)
    attempt = models.ForeignKey(
        PaymentAttempt, on_delete=models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    charge_ref = models.CharField(max_length=255)
    amount_pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=60)
    state = models.CharField(max_length=30, choices=State)
    answer_by = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"dispute {self.provider_id}, {self.state}"


class Payout(models.Model):
    """Money that Stripe sends to the council's bank account: one line on its statement."""

    class State(models.TextChoices):
        """Stripe's own words."""

        PENDING = "pending", "Pending"
        IN_TRANSIT = "in_transit", "On its way"
        PAID = "paid", "Paid"
        FAILED = "failed", "Failed"
        CANCELED = "canceled", "Cancelled"

    provider_id = models.CharField(max_length=255, unique=True)
    amount_pence = models.IntegerField(help_text="Negative where Stripe takes money from the bank account.")
    state = models.CharField(max_length=12, choices=State)
    is_automatic = models.BooleanField(help_text="Only then does Stripe say what it is made of.")
    made_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    failure = models.CharField(max_length=60, blank=True)
    imported_at = models.DateTimeField(
        null=True, blank=True, help_text="When all that it is made of was last imported."
    )

    class Meta:
        ordering = ["-arrives_at", "-id"]

    def __str__(self) -> str:
        return f"payout {self.provider_id}, {self.state}"


class BalanceTransaction(models.Model):
    """One movement on our balance at Stripe, as it came. Its amount, fee and net never change."""

    provider_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=60)
    category = models.CharField(max_length=60, help_text="Stripe's reporting category.")
    source = models.CharField(max_length=255, blank=True)
    amount_pence = models.IntegerField()
    fee_pence = models.IntegerField()
    net_pence = models.IntegerField()
    currency = models.CharField(max_length=3)
    made_at = models.DateTimeField()
    payout = models.ForeignKey(
        Payout, on_delete=models.PROTECT, null=True, blank=True, related_name="transactions"
    )
    attempt = models.ForeignKey(
        PaymentAttempt, on_delete=models.PROTECT, null=True, blank=True, related_name="transactions"
    )
    refund = models.ForeignKey(
        Refund, on_delete=models.PROTECT, null=True, blank=True, related_name="transactions"
    )
    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, null=True, blank=True, related_name="transactions"
    )
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(net_pence=models.F("amount_pence") - models.F("fee_pence")),
                name="net_is_amount_less_fee",
            ),
        ]
        indexes = [models.Index(fields=["source"], name="transaction_by_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider_id}: {self.net_pence}"
