"""What a council sets about money, apart from how Stripe is reached."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.environment_values import read_number


@dataclass(frozen=True)
class Money:
    """Over how many pence another person approves a refund (0: always); for how many days a payment link is good, and an
    unpaid charge not listed; how many payments one network may start in an hour; the VAT number on receipts, "" for none.
    """

    refund_approval_pence: int
    payment_link_days: int
    payment_starts_per_network: int
    vat_number: str
    unpaid_days: int


def read_money(env: Mapping[str, str], *, demo: bool) -> Money:
    """The values for one process.

    Raises:
        EnvironmentRefused: where one of them is no number, or not within what it can be.
    """
    return Money(
        refund_approval_pence=read_number(
            env,
            "REFUND_APPROVAL_PENCE",
            10_000,
            least=0,
            most=100_000_000,
            what="the pence over which another person approves a refund",
        ),
        payment_link_days=read_number(
            env, "PAYMENT_LINK_DAYS", 7, least=1, most=60, what="how many days a payment link is good"
        ),
        payment_starts_per_network=read_number(
            env,
            "PAYMENT_STARTS_PER_NETWORK",
            60,
            least=1,
            most=1000,
            what="how many payments may be started from one network in an hour",
        ),
        vat_number=env.get("VAT_NUMBER", "GB 999 9999 99" if demo else "").strip(),
        unpaid_days=read_number(
            env, "UNPAID_DAYS", 14, least=1, most=365, what="after how many days an unpaid charge is listed"
        ),
    )
