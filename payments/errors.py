"""What can go wrong when somebody pays; every message is for the logs, the pages have their own words."""

from datetime import datetime


class PaymentError(Exception):
    """Anything payments refuses or cannot do."""


class ChargeNotPayable(PaymentError):
    """The charge takes no payment now: paid, cancelled, being processed, or waiting for a person's decision."""


class TooManyAttempts(PaymentError):
    """The charge, or where ``is_network`` the network of whoever asks, has used its attempts for the hour; ``retry_at``
    is when the next one may start."""

    def __init__(self, retry_at: datetime, *, is_network: bool = False) -> None:
        super().__init__(
            f"too many payment attempts, the next one may start at {retry_at:%Y-%m-%dT%H:%M:%SZ}"
        )
        self.retry_at = retry_at
        self.is_network = is_network


class GatewayUnavailable(PaymentError):
    """Stripe did not answer, or could not; whether the call took effect is unknown. Ask again later."""


class GatewayRefused(PaymentError):
    """Stripe answered and said no to this very call; repeating it gives the same answer. ``code`` is its own word."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class AlreadyPaid(ChargeNotPayable):
    """The money was faster: the charge is paid, or a payment is on its way."""


class NotAllowed(PaymentError):
    """The one asking does not hold the role for it."""


class RefundRefused(PaymentError):
    """This refund cannot be: the message says why, in words for the person in finance."""


class OutOfDate(RefundRefused):
    """What may be refunded has changed since the page was made; ``refundable_pence`` is what it is now."""

    def __init__(self, refundable_pence: int) -> None:
        super().__init__("What can be refunded has changed since you opened the page.")
        self.refundable_pence = refundable_pence


class LinkNotGood(PaymentError):
    """The payment link has expired or was withdrawn."""


class ReferenceTaken(PaymentError):
    """A counter payment with this method and reference was recorded already."""


class CardNumberTyped(PaymentError, ValueError):
    """What was typed looks like a card number. Nothing was kept of it; the message is for the person who typed it."""
