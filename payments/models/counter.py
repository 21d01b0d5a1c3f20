"""Money that does not come through our own page: taken by an officer, or paid by a caller on their own device."""

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from payments.models.charges import Charge


class CounterPayment(models.Model):
    """Cash, a cheque, or a payment taken by the phone-payment line, recorded by an officer. Never a card number."""

    class Method(models.TextChoices):
        """How the money came."""

        CASH = "cash", "Cash"
        CHEQUE = "cheque", "Cheque"
        PHONE_LINE = "phone_line", "Phone-payment line"

    class State(models.TextChoices):
        """Where it stands; `payments.transitions` says which changes are legal."""

        RECORDED = "recorded", "Recorded"
        BANKED = "banked", "Seen on the bank statement"
        TAKEN_BACK = "taken_back", "Taken back"

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="counter_payments")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    method = models.CharField(max_length=12, choices=Method)
    reference = models.CharField(
        max_length=60, blank=True, help_text="The receipt's, the cheque's or the phone line's own number."
    )
    amount_pence = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.RECORDED)
    won = models.BooleanField(default=True, help_text="It pays the charge; not any more once taken back.")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    why_taken_back = models.CharField(max_length=300, blank=True)
    banked_at = models.DateTimeField(null=True, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True)
    receipt_token_hash = models.CharField(
        max_length=64, unique=True, help_text="Of the secret in the receipt's address."
    )

    class Meta:
        ordering = ["charge", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["method", "reference"],
                condition=~Q(reference="") & ~Q(state="taken_back"),
                name="one_counter_payment_per_reference",
            ),
            models.CheckConstraint(
                condition=Q(method="cash") | ~Q(reference=""), name="only_cash_has_no_reference"
            ),
            models.CheckConstraint(
                condition=Q(state="taken_back", won=False, taken_back_at__isnull=False)
                | (~Q(state="taken_back") & Q(won=True, taken_back_at__isnull=True)),
                name="counter_payment_pays_until_taken_back",
            ),
        ]
        indexes = [
            models.Index(fields=["reference"], name="counter_payments_by_reference"),
            models.Index(fields=["id"], name="counter_payments_to_bank", condition=Q(state="recorded")),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.amount_pence} for charge {self.charge_id}, {self.state}"


class PaymentLink(models.Model):
    """An address that a caller is given, to pay one charge on their own device. The token is the permission."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="links")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When its page was first looked at.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["charge", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["charge"], condition=Q(withdrawn_at__isnull=True), name="one_link_per_charge"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="link_lives_a_while"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk} to charge {self.charge_id}"

    @property
    def is_good(self) -> bool:
        """Whether one may pay with it now, as far as the link goes."""
        return self.withdrawn_at is None and self.expires_at > timezone.now()
