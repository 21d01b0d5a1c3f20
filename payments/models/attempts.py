"""Each try at paying a charge by card (PaymentAttempt), and its history."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from payments.models.charges import Charge


class PaymentAttempt(models.Model):
    """One try at paying a charge: one Checkout Session at Stripe.

    The row is committed before Stripe is asked, and everything the call says is stored here or on the charge,
    so that the very same call can be made again after a crash.
    """

    class State(models.TextChoices):
        """Where the try stands; `payments.transitions` says which changes are legal."""

        OPENING = "opening", "Being opened"
        OPEN = "open", "Open"
        PROCESSING = "processing", "Being processed"
        PAID = "paid", "Paid"
        EXPIRED = "expired", "Expired"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    LIVE = (State.OPENING, State.OPEN, State.PROCESSING)

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    uuid = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="Our id at Stripe, and the call's idempotency key.",
    )
    session_id = models.CharField(max_length=255, blank=True)
    intent_id = models.CharField(max_length=255, blank=True)
    charge_ref = models.CharField(max_length=255, blank=True, help_text="Stripe's charge behind the payment.")
    amount_pence = models.PositiveIntegerField()
    received_pence = models.PositiveIntegerField(
        null=True, blank=True, help_text="What Stripe took, once it is paid."
    )
    link = models.ForeignKey(
        "payments.PaymentLink",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        help_text="The payment link it was started from.",
    )
    url = models.URLField(max_length=2000, blank=True, help_text="Stripe's page for this attempt.")
    expires_at = models.DateTimeField()
    return_token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPENING)
    won = models.BooleanField(default=False, help_text="It is this payment that paid the charge.")
    created_at = models.DateTimeField(default=timezone.now)
    last_checked_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(
        null=True, blank=True, help_text="When the poller asks Stripe; blank: settled."
    )

    class Meta:
        ordering = ["charge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["charge", "number"], name="one_attempt_per_number_of_a_charge"),
            models.UniqueConstraint(
                fields=["session_id"], condition=~Q(session_id=""), name="one_attempt_per_session"
            ),
            models.UniqueConstraint(
                fields=["intent_id"], condition=~Q(intent_id=""), name="one_attempt_per_intent"
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(state__in=["opening", "open", "processing"]),
                name="one_live_attempt_per_charge",
            ),
            models.UniqueConstraint(fields=["charge"], condition=Q(won=True), name="one_winner_per_charge"),
            models.UniqueConstraint(
                fields=["charge_ref"], condition=~Q(charge_ref=""), name="one_attempt_per_stripe_charge"
            ),
            models.CheckConstraint(condition=Q(won=False) | Q(state="paid"), name="only_a_paid_attempt_wins"),
            models.CheckConstraint(
                condition=Q(state="paid", received_pence__isnull=False)
                | (~Q(state="paid") & Q(received_pence__isnull=True)),
                name="paid_attempt_knows_how_much",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "processing", "paid"]) | ~Q(session_id=""),
                name="attempt_past_opening_has_a_session",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"],
                name="attempts_to_check",
                condition=Q(next_check_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of charge {self.charge_id}, {self.state}"

    @property
    def is_live(self) -> bool:
        """Whether Stripe may still take money on it by itself."""
        return self.state in self.LIVE


class Cause(models.TextChoices):
    """What made us look, or act."""

    START = "start", "Payment started"
    WEBHOOK = "webhook", "Webhook"
    RETURN = "return", "Payer came back"
    POLL = "poll", "Regular check"
    STAFF = "staff", "Member of staff"
    OWNER = "owner", "Owner cancelled"
    IMPORT = "import", "Found at Stripe"
    HOUSE = "house", "By rule"


class PaymentEvent(models.Model):
    """One change of an attempt's state. Only ever added; the database refuses the rest."""

    attempt = models.ForeignKey(PaymentAttempt, on_delete=models.PROTECT, related_name="events")
    from_state = models.CharField(max_length=12, choices=PaymentAttempt.State)
    to_state = models.CharField(max_length=12, choices=PaymentAttempt.State)
    cause = models.CharField(max_length=12, choices=Cause)
    provider_event_id = models.CharField(max_length=255, blank=True)
    flag = models.CharField(
        max_length=20, choices=Charge.Attention, blank=True, help_text="What it raised, if anything."
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["attempt", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_state=F("to_state")), name="payment_event_changes_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state} by {self.cause}"
