"""The only part that talks to Stripe; it hands back plain facts.

A call is made from stored data alone and never inside a database transaction. Used as ``gateway.create_refund(...)``.
"""

from payments.gateway.client import HASTY, PATIENT, is_live
from payments.gateway.money import (
    ChargeFacts,
    DisputeFacts,
    PayoutFacts,
    TransactionFacts,
    disputes_since,
    payouts_since,
    retrieve_charge,
    retrieve_dispute,
    retrieve_payout,
    transactions_of,
    transactions_since,
)
from payments.gateway.refunds import RefundFacts, create_refund, refunds_of, retrieve_refund
from payments.gateway.sessions import SessionFacts, create_session, expire_session, retrieve_session

__all__ = [
    "HASTY",
    "PATIENT",
    "ChargeFacts",
    "DisputeFacts",
    "PayoutFacts",
    "RefundFacts",
    "SessionFacts",
    "TransactionFacts",
    "create_refund",
    "create_session",
    "disputes_since",
    "expire_session",
    "is_live",
    "payouts_since",
    "refunds_of",
    "retrieve_charge",
    "retrieve_dispute",
    "retrieve_payout",
    "retrieve_refund",
    "retrieve_session",
    "transactions_of",
    "transactions_since",
]
