"""Money given back: whole or by line, from a card payment or a counter payment."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from payments.models.attempts import Cause, PaymentAttempt
from payments.models.charges import Charge, ChargeLine
from payments.models.counter import CounterPayment


class Refund(models.Model):
    """An amount to be given back, or given back, from one payment of a charge.

    The row is committed before Stripe is asked; its uuid is the call's idempotency key. The database refuses live
    refunds that come to more than the payment, whoever is first (migration 0004).
    """

    class State(models.TextChoices):
        """Where it stands; `payments.transitions` says which changes are legal."""

        PROPOSED = "proposed", "Proposed"
        ASKED = "asked", "Waiting for approval"
        APPROVED = "approved", "To be sent"
        PENDING = "pending", "On its way"
        SUCCEEDED = "succeeded", "Paid back"
        FAILED = "failed", "Failed"
        DECLINED = "declined", "Not approved"

    # These count against what was paid.
    LIVE = (State.ASKED, State.APPROVED, State.PENDING, State.SUCCEEDED)
    # Stripe has taken these out of our balance.
    GIVEN = (State.PENDING, State.SUCCEEDED)

    class Reason(models.TextChoices):
        """Why the money goes back."""

        ASKED = "asked", "The payer asked for it"
        NOT_PROVIDED = "not_provided", "What was paid for was not provided"
        CANCELLED = "cancelled", "Cancelled in time"
        OUR_MISTAKE = "our_mistake", "Our mistake"
        OVERPAID = "overpaid", "Paid more than once"
        AMOUNT_MISMATCH = "amount_mismatch", "Not the amount asked for"
        LATE_PAID = "late_paid", "Paid after it was cancelled"
        NO_PLACE = "no_place", "What was booked is gone"
        DASHBOARD = "dashboard", "Made in Stripe's dashboard"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds")
    attempt = models.ForeignKey(
        PaymentAttempt, on_delete=models.PROTECT, null=True, blank=True, related_name="refunds"
    )
    counter_payment = models.ForeignKey(
        CounterPayment, on_delete=models.PROTECT, null=True, blank=True, related_name="refunds"
    )
    amount_pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=16, choices=Reason)
    note = models.CharField(
        max_length=300, blank=True, help_text="For the people in finance; not sent to Stripe."
    )
    state = models.CharField(max_length=12, choices=State)
    is_external = models.BooleanField(default=False, help_text="Made in Stripe's dashboard and found there.")
    is_by_rule = models.BooleanField(
        default=False, help_text="Asked for by the rule of what was booked, not by a person."
    )
    is_by_hand = models.BooleanField(
        default=False, help_text="Of a card payment, by bank transfer: its card refund failed."
    )
    provider_id = models.CharField(max_length=255, blank=True)
    failure = models.CharField(max_length=60, blank=True, help_text="Stripe's word for why it failed.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True, help_text="From then on it is to be sent.")
    finished_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(
        null=True, blank=True, help_text="When the poller looks; blank: done."
    )

    class Meta:
        ordering = ["charge", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="a_refund_gives_something"),
            models.CheckConstraint(
                condition=Q(attempt__isnull=False, counter_payment__isnull=True)
                | Q(attempt__isnull=True, counter_payment__isnull=False),
                name="a_refund_is_of_one_payment",
            ),
            models.UniqueConstraint(
                fields=["provider_id"], condition=~Q(provider_id=""), name="one_refund_per_refund_at_stripe"
            ),
            models.UniqueConstraint(
                fields=["attempt", "reason"],
                condition=Q(state="proposed"),
                name="one_proposal_per_payment_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_by_hand=False) | Q(attempt__isnull=False, provider_id=""),
                name="stripe_knows_nothing_of_a_refund_by_hand",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="a_second_person_decides",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "failed", "declined"])
                | Q(is_external=True)
                | Q(is_by_rule=True)
                | Q(asked_by__isnull=False),
                name="somebody_asked_for_the_refund",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"], name="refunds_to_check", condition=Q(next_check_at__isnull=False)
            ),
            models.Index(fields=["state", "id"], name="refunds_by_state"),
        ]

    def __str__(self) -> str:
        return f"refund of {self.amount_pence} on charge {self.charge_id}, {self.state}"

    @property
    def is_by_card(self) -> bool:
        """Whether Stripe gives it back; otherwise a person does."""
        return self.attempt_id is not None and not self.is_by_hand


class RefundLine(models.Model):
    """How much of a refund belongs to one line of the charge, and the VAT within it."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ChargeLine, on_delete=models.PROTECT, related_name="refund_lines")
    amount_pence = models.PositiveIntegerField()
    vat_pence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["refund", "line__position"]
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="one_part_per_line_of_a_refund"),
            models.CheckConstraint(
                condition=Q(vat_pence__lte=F("amount_pence")), name="refunded_vat_is_within_the_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_pence} of line {self.line_id}"


class RefundEvent(models.Model):
    """One change of a refund's state. Only ever added; the database refuses the rest."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="events")
    from_state = models.CharField(max_length=12, blank=True, help_text="Blank: it came into being.")
    to_state = models.CharField(max_length=12, choices=Refund.State)
    cause = models.CharField(max_length=12, choices=Cause)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["refund", "id"]

    def __str__(self) -> str:
        return f"{self.from_state or 'new'} to {self.to_state} by {self.cause}"
