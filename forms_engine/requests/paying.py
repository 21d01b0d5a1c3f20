"""Paying what a request owes, from wherever its customer is: the journey's last page or the request's own."""

import logging
from dataclasses import dataclass

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from audiences.keys import STAFF
from forms_engine.requests import practice
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import RequestState
from payments import services as payments
from payments.errors import ChargeNotPayable, GatewayRefused, GatewayUnavailable, TooManyAttempts
from payments.receipts import receipt_url_of
from payments.selectors import charge_id_of, charge_of, is_processing

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PayPage:
    """Where to pay; or, without ``url``, why not: "too-many", "busy-network", "unavailable", or "" where nothing is to be
    paid now."""

    url: str = ""
    problem: str = ""


def payers_network(request: GuildhallRequest) -> str:
    """Where whoever asks for a page to pay on comes from, to limit what one network may start; "" on the staff host, where
    officers start payments for everybody."""
    return "" if request.host_audience == STAFF else network_of(request)


def open_pay_page(request: Request, network: str = "") -> PayPage:
    """A page to pay on, the same one while it is open. Call it outside any transaction. ``network`` is where whoever asks
    comes from (`payers_network`).

    Whatever goes wrong, the request is kept and can be paid later.
    """
    if request.is_practice:
        return PayPage(url=practice.pay_address(request) if may_pay(request) else "")
    charge_id = charge_id_of(OWNER_TYPE, str(request.id))
    if charge_id is None:
        return PayPage()
    try:
        return PayPage(url=payments.start_attempt(charge_id, network=network).url)
    except ChargeNotPayable:
        return PayPage()
    except TooManyAttempts as limit:
        return PayPage(problem="busy-network" if limit.is_network else "too-many")
    except (GatewayUnavailable, GatewayRefused) as error:
        logger.warning("payment for request %s could not start: %s", request.id, type(error).__name__)
        return PayPage(problem="unavailable")


def may_pay(request: Request) -> bool:
    """Whether to offer a button. Not while a person has to look at what was taken already, nor while a bank is still
    working on a payment."""
    if request.state != RequestState.AWAITING_PAYMENT:
        return False
    if request.is_practice:
        return True
    charge = charge_of(OWNER_TYPE, str(request.id))
    return charge is not None and charge.is_payable and not is_processing(charge)


def receipt_address(request: Request) -> str:
    """Where the receipt of what a request cost can be read and printed; "" where nothing was paid."""
    return receipt_url_of(charge_of(OWNER_TYPE, str(request.id))) if request.fee_pence else ""
