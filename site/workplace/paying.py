"""The payment of a request, for officers with a caller or at the counter: what is owed, a link to pay, money taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests import pay_links
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import request_for
from forms_engine.requests.states import NotAllowed
from payments import services as payments
from payments.bills import bill, pounds
from payments.errors import (
    AlreadyPaid,
    CardNumberTyped,
    ChargeNotPayable,
    GatewayUnavailable,
    PaymentError,
    ReferenceTaken,
)
from payments.errors import NotAllowed as MoneyNotAllowed
from payments.link_codes import code_of
from payments.models import Charge, ChargeEvent, CounterPayment, PaymentAttempt, PaymentLink
from payments.permissions import may_ask_refunds, may_take_money
from payments.receipts import receipt_number, receipt_url
from payments.selectors import charge_id_of, charge_in_full
from workplace.paying_forms import CounterForm, LinkForm, TakeBackForm

STRIPE_AWAY = "The payment provider does not answer, so nothing was changed. Try again in a few minutes."
NOT_NOW = "Nothing can be paid on this now. Look at how it stands below."


@dataclass(slots=True)
class Desk:
    """One request's payment while an officer acts on it; ``forms`` are those that were filled in wrongly."""

    http: GuildhallRequest
    made: Request
    charge: Charge
    forms: dict[str, Form] = field(default_factory=dict)

    def done(self, words: str) -> None:
        """Say what was done, on the page after this."""
        messages.success(self.http, words)


@require_http_methods(["GET", "HEAD", "POST"])
def work_payment(request: GuildhallRequest, reference: str) -> HttpResponse:
    """What is owed and was paid. POST ``do`` names what to do about it."""
    if not may_take_money(request.principal):
        raise PermissionDenied
    found = request_for(request.principal, reference)
    charge_id = charge_id_of(OWNER_TYPE, str(found.id)) if found else None
    charge = charge_in_full(charge_id) if charge_id else None
    if found is None or charge is None:
        raise Http404
    note_read(request.principal, found, RequestRead.What.PAGE)
    desk = Desk(request, found, charge)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        try:
            act(desk)
        except (NotAllowed, MoneyNotAllowed) as error:
            raise PermissionDenied from error
        except GatewayUnavailable:
            messages.warning(request, STRIPE_AWAY)
        except AlreadyPaid:
            messages.warning(request, "It has just been paid, or a payment is on its way: take nothing more.")
        except ReferenceTaken:
            messages.warning(
                request, "A payment with this reference was recorded already, on another request."
            )
        except CardNumberTyped as typed:
            messages.warning(request, str(typed))
        except PaymentError:
            messages.warning(request, NOT_NOW)
        if not desk.forms:
            return redirect("work_payment", reference=found.reference)
    return render(request, "workplace/payment.html", _shown(desk))


def _make_link(desk: Desk) -> None:
    form = LinkForm(desk.http.POST, request=desk.made, is_made=False)
    if not form.is_valid():
        desk.forms["link_form"] = form
        return
    link = pay_links.make_pay_link(desk.http.principal, desk.made)
    _send(desk, link, form)


def _send_again(desk: Desk) -> None:
    form = LinkForm(desk.http.POST, request=desk.made, is_made=True)
    link = _good_link(desk.charge)
    if link is None:
        raise ChargeNotPayable("The link has expired or was withdrawn.")
    if not form.is_valid():
        desk.forms["link_form"] = form
        return
    _send(desk, link, form)


def _send(desk: Desk, link: PaymentLink, form: LinkForm) -> None:
    to = form.recipient()
    if to is None:
        desk.done("The link is ready. Read out its code from this page.")
        return
    pay_links.send_pay_link(desk.http.principal, desk.made, link, to)
    desk.done(f"The link was sent by {pay_links.HOW[to.address.kind]}.")


def _withdraw(desk: Desk) -> None:
    link = desk.charge.links.filter(withdrawn_at=None).first()
    if link is not None:
        payments.withdraw_link(desk.http.principal, link.pk)
    desk.done("The link is withdrawn. Nobody can pay with it.")


def _counter(desk: Desk) -> None:
    form = CounterForm(desk.http.POST, charge=desk.charge)
    if not form.is_valid():
        desk.forms["counter_form"] = form
        return
    data = form.cleaned_data
    payment = payments.record_counter_payment(
        desk.http.principal,
        desk.charge.pk,
        method=data["method"],
        reference=data["reference"],
        amount_pence=data["amount"],
    )
    desk.done(f"You have recorded {pounds(payment.amount_pence)}. Receipt number: {receipt_number(payment)}.")


def _take_back(desk: Desk) -> None:
    form = TakeBackForm(desk.http.POST)
    payment = _counter_payment(desk.charge)
    if payment is None:
        return
    if not form.is_valid():
        desk.forms["take_back_form"] = form
        return
    try:
        payments.take_back_counter_payment(desk.http.principal, payment.pk, why=form.cleaned_data["why"])
    except ChargeNotPayable as refused:
        messages.warning(desk.http, str(refused))
        return
    pay_links.note_about_money(
        desk.http.principal,
        desk.made.id,
        f"A payment of {pounds(payment.amount_pence)} was taken back: {form.cleaned_data['why']}",
    )
    desk.done("The payment is taken back. Finance looks at it before it can be paid again.")


def _ask(desk: Desk) -> None:
    charge = payments.ask_stripe_now(desk.http.principal, desk.charge.pk)
    desk.done("It is paid." if charge.is_settled else "No payment has arrived so far.")


ACTS: dict[str, Callable[[Desk], None]] = {
    "link": _make_link,
    "send": _send_again,
    "withdraw": _withdraw,
    "counter": _counter,
    "take-back": _take_back,
    "ask": _ask,
}


def _shown(desk: Desk) -> dict[str, Any]:
    charge, link = desk.charge, _good_link(desk.charge)
    counter = _counter_payment(charge)
    return {
        "made": desk.made,
        "charge": charge,
        "amount": pounds(charge.total_pence),
        "flags": [Charge.Attention(flag).label for flag in charge.needs_attention],
        "may_be_paid": charge.is_payable,
        "is_processing": any(
            attempt.state == PaymentAttempt.State.PROCESSING for attempt in charge.attempts.all()
        ),
        "link": link,
        "link_state": _link_state(link),
        "code": code_of(link.uuid) if link else "",
        "link_url": payments.link_address(link) if link else "",
        "typing_url": payments.typing_address(link) if link else "",
        "sent": [event for event in charge.events.all() if _is_of(event, link)],
        "paid": [(payment, receipt_number(payment), receipt_url(payment)) for payment in _taken(charge)],
        "may_take_back": counter is not None and _may_take_back(desk, counter),
        "link_form": LinkForm(request=desk.made, is_made=link is not None),
        "counter_form": CounterForm(charge=charge),
        "take_back_form": TakeBackForm(auto_id="take_back_%s"),
        "wrong": next(iter(desk.forms.values()), None),
        **bill(charge),
        **desk.forms,
    }


def _good_link(charge: Charge) -> PaymentLink | None:
    found = next((link for link in charge.links.all() if link.is_good), None)
    return found if charge.is_payable else None


def _counter_payment(charge: Charge) -> CounterPayment | None:
    return next((payment for payment in charge.counter_payments.all() if payment.won), None)


def _may_take_back(desk: Desk, payment: CounterPayment) -> bool:
    user = desk.http.principal.user
    return may_ask_refunds(desk.http.principal) or (user is not None and payment.taken_by_id == user.pk)


def _taken(charge: Charge) -> list[PaymentAttempt | CounterPayment]:
    attempts = [attempt for attempt in charge.attempts.all() if attempt.won]
    return [*attempts, *charge.counter_payments.all()]


def _is_of(event: ChargeEvent, link: PaymentLink | None) -> bool:
    return link is not None and event.kind == ChargeEvent.Kind.LINK_SENT and event.created_at >= link.made_at


def _link_state(link: PaymentLink | None) -> str:
    """How far whoever has the link has come."""
    if link is None:
        return ""
    if link.attempts.filter(state__in=PaymentAttempt.LIVE).exists():
        return "Somebody has gone on to the payment page"
    if link.attempts.exists():
        return "Somebody tried to pay, and it was not taken"
    return "Opened, not paid" if link.opened_at else "Not opened yet"
