"""What is owed: a charge, its lines with ledger and VAT codes frozen, and what people did about it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# Stripe's smallest charge in pounds.
SMALLEST_TOTAL_PENCE = 30


class VatCode(models.Model):
    """A VAT code of the council's ledger and its rate now. Lines copy the rate, so that a change alters no history."""

    code = models.CharField(
        max_length=20, unique=True, help_text="As fee lines of journeys name it, in any case."
    )
    name = models.CharField(max_length=100)
    rate_basis_points = models.PositiveIntegerField(default=0, help_text="2000 is 20 %.")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(rate_basis_points__lte=10_000), name="vat_rate_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.rate_basis_points / 100:g} %)"


class Charge(models.Model):
    """An amount one owner (a request, known by type and id) has to pay."""

    class State(models.TextChoices):
        """Where the debt stands."""

        DUE = "due", "Due"
        PAYING = "paying", "Being paid"
        PAID = "paid", "Paid"
        PART_REFUNDED = "part_refunded", "Paid, and partly paid back"
        REFUNDED = "refunded", "Paid back"
        CANCELLED = "cancelled", "Cancelled"

    # The states of a charge that money has paid, whatever was given back since.
    SETTLED = (State.PAID, State.PART_REFUNDED, State.REFUNDED)

    class Attention(models.TextChoices):
        """Why a person in finance has to look at it."""

        OVERPAID = "overpaid", "Paid more than once"
        AMOUNT_MISMATCH = "amount_mismatch", "Stripe took something other than what we asked for"
        LATE_PAID = "late_paid", "Paid after it was cancelled"
        NO_PLACE = "no_place", "Paid, but what was booked is gone"
        DISPUTED = "disputed", "The payer's bank wants the money back"
        REFUND_FAILED = "refund_failed", "A refund did not reach the payer"
        TAKEN_BACK = "taken_back", "A payment at the counter was taken back"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=64)
    description = models.CharField(
        max_length=200, help_text="What is paid for, shown on Stripe's page. No personal data."
    )
    total_pence = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="gbp")
    state = models.CharField(max_length=13, choices=State, default=State.DUE)
    needs_attention = ArrayField(
        models.CharField(max_length=20, choices=Attention),
        default=list,
        blank=True,
        help_text="Reasons, oldest first.",
    )
    return_path = models.CharField(
        max_length=300, help_text="Where the payer goes on to, a path of the public site."
    )
    session_minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="How long a page at Stripe stays open, where its owner cannot wait as long as we otherwise do.",
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
                condition=Q(state__in=["paid", "part_refunded", "refunded"], paid_at__isnull=False)
                | (~Q(state__in=["paid", "part_refunded", "refunded"]) & Q(paid_at__isnull=True)),
                name="paid_charge_knows_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], name="charge_needing_attention", condition=~Q(needs_attention=[])
            ),
            # How finance finds payments among millions.
            models.Index(fields=["created_at"], name="charges_by_day"),
            models.Index(fields=["paid_at"], name="charges_by_day_paid", condition=Q(paid_at__isnull=False)),
            models.Index(fields=["total_pence", "-id"], name="charges_by_amount"),
            models.Index(fields=["state", "-id"], name="charges_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_type} {self.owner_id}: {self.total_pence} {self.currency}, {self.state}"

    @property
    def is_payable(self) -> bool:
        """Whether a new attempt may start; not while a person has to look at what Stripe took."""
        return self.state in {self.State.DUE, self.State.PAYING} and not self.needs_attention

    @property
    def is_settled(self) -> bool:
        """Whether money has paid it, whatever was given back since."""
        return self.state in self.SETTLED


class ChargeLine(models.Model):
    """One line of a charge, with the ledger and VAT codes as they were when it arose."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    amount_pence = models.PositiveIntegerField()
    ledger_code = models.CharField(max_length=40)
    vat_code = models.CharField(max_length=20)
    vat_rate_basis_points = models.PositiveIntegerField(default=0, help_text="2000 is 20 %.")
    vat_pence = models.PositiveIntegerField(default=0, help_text="The VAT within the amount.")

    class Meta:
        ordering = ["charge", "position"]
        constraints = [
            models.UniqueConstraint(fields=["charge", "key"], name="one_line_per_key_of_a_charge"),
            models.UniqueConstraint(fields=["charge", "position"], name="one_line_per_position_of_a_charge"),
            models.CheckConstraint(
                condition=Q(vat_pence__lte=F("amount_pence")), name="vat_is_within_the_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount_pence}"

    @property
    def net_pence(self) -> int:
        """The amount without its VAT."""
        return self.amount_pence - self.vat_pence


class ChargeEvent(models.Model):
    """What happened to a charge apart from its payments and refunds, for the people in finance. Only ever added."""

    class Kind(models.TextChoices):
        """What happened."""

        FLAGGED = "flagged", "Needs attention"
        CLEARED = "cleared", "Looked at"
        CANCELLED = "cancelled", "Cancelled"
        COUNTER_PAID = "counter_paid", "Paid at the counter or by phone"
        TAKEN_BACK = "taken_back", "Counter payment taken back"
        LINK_MADE = "link_made", "Payment link made"
        LINK_SENT = "link_sent", "Payment link sent"
        LINK_WITHDRAWN = "link_withdrawn", "Payment link withdrawn"

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=15, choices=Kind)
    detail = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["charge", "id"]

    def __str__(self) -> str:
        return f"charge {self.charge_id}: {self.kind} {self.detail}"
