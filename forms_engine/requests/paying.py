"""Paying what a request owes, from wherever its customer is: the journey's last page or the request's own."""

import logging
from dataclasses import dataclass

from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import RequestState
from payments import services as payments
from payments.errors import ChargeNotPayable, GatewayRefused, GatewayUnavailable, TooManyAttempts
from payments.selectors import charge_id_of, charge_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PayPage:
    """Where to pay; or, without ``url``, why not: "too-many", "unavailable", or "" where nothing is to be paid now."""

    url: str = ""
    problem: str = ""


def open_pay_page(request: Request) -> PayPage:
    """A page to pay on, the same one while it is open. Call it outside any transaction.

    Whatever goes wrong, the request is kept and can be paid later.
    """
    charge_id = charge_id_of(OWNER_TYPE, str(request.id))
    if charge_id is None:
        return PayPage()
    try:
        return PayPage(url=payments.start_attempt(charge_id).url)
    except ChargeNotPayable:
        return PayPage()
    except TooManyAttempts:
        return PayPage(problem="too-many")
    except (GatewayUnavailable, GatewayRefused) as error:
        logger.warning("payment for request %s could not start: %s", request.id, type(error).__name__)
        return PayPage(problem="unavailable")


def may_pay(request: Request) -> bool:
    """Whether to offer a button. Not while a person has to look at what was taken already."""
    if request.state != RequestState.AWAITING_PAYMENT:
        return False
    charge = charge_of(OWNER_TYPE, str(request.id))
    return charge is not None and charge.is_payable
