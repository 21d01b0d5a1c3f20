"""The books: double entry, only ever added to, each happening once."""

from django.db import models
from django.utils import timezone

from payments.models.charges import Charge


class LedgerBatch(models.Model):
    """One happening in the books. Its entries come to nothing (checked at the commit), and its key is unique."""

    key = models.CharField(
        max_length=120, unique=True, help_text="What happened, such as paid:<attempt's uuid>."
    )
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="batches"
    )
    happened_at = models.DateTimeField(help_text="When it happened, as far as anybody knows.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "ledger batches"
        indexes = [models.Index(fields=["happened_at"], name="batches_by_day")]

    def __str__(self) -> str:
        return self.key


class LedgerEntry(models.Model):
    """One side of a happening. Debits are positive, credits negative."""

    class Account(models.TextChoices):
        """Where money is, or what it is for."""

        CARD_CLEARING = "card_clearing", "At Stripe"
        BANK = "bank", "Bank"
        CASH = "cash", "Taken by officers, not banked yet"
        INCOME = "income", "Income"
        VAT = "vat", "VAT"
        REFUNDS = "refunds", "Refunds"
        FEES = "fees", "Fees"
        DISPUTES = "disputes", "Disputes"
        SUSPENSE = "suspense", "Money that pays for nothing"

    batch = models.ForeignKey(LedgerBatch, on_delete=models.PROTECT, related_name="entries")
    account = models.CharField(max_length=16, choices=Account)
    ledger_code = models.CharField(max_length=40, blank=True)
    vat_code = models.CharField(max_length=20, blank=True)
    amount_pence = models.BigIntegerField()

    class Meta:
        ordering = ["batch", "id"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount_pence=0), name="an_entry_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.ledger_code}: {self.amount_pence}"

    @property
    def credit_pence(self) -> int:
        """The amount of a credit, as ledgers print it: without its sign."""
        return max(-self.amount_pence, 0)
