"""What is owed, each try at paying it, what was given back, and the books.

Money is integer pence. Rows here are never deleted: foreign keys protect, and the database itself refuses to change
history, to save lines that do not add up, to give back more than was taken, or books that do not balance
(migrations 0002 and 0004).
"""

from payments.models.attempts import Cause, PaymentAttempt, PaymentEvent
from payments.models.charges import SMALLEST_TOTAL_PENCE, Charge, ChargeEvent, ChargeLine, VatCode
from payments.models.counter import CounterPayment, PaymentLink
from payments.models.inbox import Anomaly, ProviderEvent
from payments.models.ledger import LedgerBatch, LedgerEntry
from payments.models.provider import BalanceTransaction, Dispute, Payout
from payments.models.reconciling import ExceptionEvent, ReconcileException, ReconcileRun
from payments.models.refunds import Refund, RefundEvent, RefundLine

__all__ = [
    "SMALLEST_TOTAL_PENCE",
    "Anomaly",
    "BalanceTransaction",
    "Cause",
    "Charge",
    "ChargeEvent",
    "ChargeLine",
    "CounterPayment",
    "Dispute",
    "ExceptionEvent",
    "LedgerBatch",
    "LedgerEntry",
    "PaymentAttempt",
    "PaymentEvent",
    "PaymentLink",
    "Payout",
    "ProviderEvent",
    "ReconcileException",
    "ReconcileRun",
    "Refund",
    "RefundEvent",
    "RefundLine",
    "VatCode",
]
