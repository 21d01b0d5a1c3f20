"""What is owed (Charge, ChargeLine), each try at paying it (PaymentAttempt), and what was seen (events).

Money is integer pence. Rows here are never deleted: foreign keys protect, and the database itself refuses to
change a PaymentEvent or to save lines that do not add up to their charge (migration 0002).
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# Stripe's smallest charge in pounds.
SMALLEST_TOTAL_PENCE = 30


class Charge(models.Model):
    """An amount one owner (a request, known by type and id) has to pay."""

    class State(models.TextChoices):
        """Where the debt stands."""

        DUE = "due", "Due"
        PAYING = "paying", "Being paid"
        PAID = "paid", "Paid"
        CANCELLED = "cancelled", "Cancelled"

    class Attention(models.TextChoices):
        """Why a person in finance has to look at it."""

        OVERPAID = "overpaid", "Paid more than once"
        AMOUNT_MISMATCH = "amount_mismatch", "Stripe took something other than what we asked for"
        LATE_PAID = "late_paid", "Paid after it was cancelled"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=64)
    description = models.CharField(
        max_length=200, help_text="What is paid for, shown on Stripe's page. No personal data."
    )
    total_pence = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="gbp")
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    needs_attention = ArrayField(
        models.CharField(max_length=20, choices=Attention),
        default=list,
        blank=True,
        help_text="Reasons, oldest first.",
    )
    return_path = models.CharField(
        max_length=300, help_text="Where the payer goes on to, a path of the public site."
    )
    created_at = models.DateTimeField(default=timezone.now)
    paid_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_type", "owner_id"], name="one_charge_per_owner"),
            models.CheckConstraint(
                condition=Q(total_pence__gte=SMALLEST_TOTAL_PENCE), name="charge_is_large_enough_to_take"
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_at__isnull=False)
                | (~Q(state="paid") & Q(paid_at__isnull=True)),
                name="paid_charge_knows_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], name="charge_needing_attention", condition=~Q(needs_attention=[])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_type} {self.owner_id}: {self.total_pence} {self.currency}, {self.state}"

    @property
    def is_payable(self) -> bool:
        """Whether a new attempt may start; not while a person has to look at what Stripe took."""
        return self.state in {self.State.DUE, self.State.PAYING} and not self.needs_attention


class ChargeLine(models.Model):
    """One line of a charge, with the ledger and VAT codes as they were when it arose."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    amount_pence = models.PositiveIntegerField()
    ledger_code = models.CharField(max_length=40)
    vat_code = models.CharField(max_length=20)

    class Meta:
        ordering = ["charge", "position"]
        constraints = [
            models.UniqueConstraint(fields=["charge", "key"], name="one_line_per_key_of_a_charge"),
            models.UniqueConstraint(fields=["charge", "position"], name="one_line_per_position_of_a_charge"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount_pence}"


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
    amount_pence = models.PositiveIntegerField()
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
            models.CheckConstraint(condition=Q(won=False) | Q(state="paid"), name="only_a_paid_attempt_wins"),
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


class ProviderEvent(models.Model):
    """The inbox: a webhook event whose signature was good, as it came. It triggers a look, and is never believed."""

    class Result(models.TextChoices):
        """What came of it."""

        SETTLED = "settled", "Attempt settled"
        IGNORED = "ignored", "Not a kind we act on"
        UNKNOWN = "unknown", "Not about an attempt of ours"
        WRONG_MODE = "wrong_mode", "Test event on a live site, or the reverse"

    event_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=100)
    body = models.TextField()
    received_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"], name="events_to_process", condition=Q(processed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
