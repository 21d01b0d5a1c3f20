"""The doors: Stripe's webhook, the page a payer comes back to, payment links, and the receipt."""

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.throttle import network_of
from payments import selectors, webhooks
from payments.bills import bill, pounds
from payments.code_form import PaymentCodeForm
from payments.errors import (
    ChargeNotPayable,
    GatewayRefused,
    GatewayUnavailable,
    LinkNotGood,
    TooManyAttempts,
)
from payments.link_codes import code_of
from payments.models import Cause, Charge, PaymentAttempt, PaymentLink
from payments.receipts import receipt_of, receipt_url
from payments.services import note_opened, settle, start_attempt, start_link_attempt

logger = logging.getLogger(__name__)

LARGEST_EVENT = 256 * 1024
# The waiting page asks again by itself for about a minute, then leaves it to the payer.
REFRESH_SECONDS = 5
MOST_REFRESHES = 12


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """Store a genuine event and answer 200; anything else 400, and nothing is stored."""
    body = request.read(LARGEST_EVENT + 1)
    if len(body) > LARGEST_EVENT:
        return HttpResponse("The event is too large.", status=413, content_type="text/plain")
    try:
        webhooks.receive(body, request.headers.get("Stripe-Signature", ""))
    except webhooks.NotFromStripe as verdict:
        logger.warning("webhook refused: %s", verdict)
        return HttpResponse("The signature or the event is not good.", status=400, content_type="text/plain")
    return HttpResponse(content_type="text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
def payment_return(request: HttpRequest, token: str) -> HttpResponse:
    """Where Stripe sends the payer, whatever happened. The address says who; only Stripe says what.

    GET asks Stripe and goes on, or says how it stands. POST starts another attempt.
    """
    attempt = selectors.attempt_by_return_token(token)
    if attempt is None:
        raise Http404
    charge = attempt.charge
    if request.method == "POST":
        return _pay_again(request, charge, attempt.link)
    was_asked = charge.is_settled or _ask(attempt)
    attempt.refresh_from_db()
    charge.refresh_from_db()
    if charge.is_settled:
        # A caller who paid from a link cannot see the owner's own page.
        own = reverse("payment_receipt", kwargs={"token": token}) if attempt.link_id else charge.return_path
        return _private(HttpResponseRedirect(own))
    is_from_link = attempt.link_id is not None
    if not charge.is_payable:
        return _page(request, "payments/being_looked_at.html", charge, is_from_link=is_from_link)
    # Perhaps not this attempt's: with two tabs open the other one may have paid.
    if selectors.is_processing(charge) or (attempt.is_live and not was_asked):
        return _checking(request, charge)
    return _page(request, "payments/not_taken.html", charge, is_from_link=is_from_link)


def _ask(attempt: PaymentAttempt) -> bool:
    """Settle; whether Stripe could be asked. A slow or absent Stripe shows as "checking", never as an error."""
    try:
        settle(attempt.pk, Cause.RETURN)
    except (GatewayUnavailable, GatewayRefused) as error:
        logger.warning("payment attempt %s could not be checked: %s", attempt.pk, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def payment_link(request: HttpRequest, token: str) -> HttpResponse:
    """What a caller was given: what is owed and for what, and a button. The address is the permission; nothing on the
    page says who owes it. POST goes on to Stripe."""
    link = selectors.link_by_token(token)
    if link is None:
        raise Http404
    charge = link.charge
    if request.method == "POST" and link.is_good:
        return _pay_again(request, charge, link)
    if request.method == "GET":
        note_opened(link)
    if charge.is_settled:
        how_it_stands = "paid"
    elif charge.needs_attention:
        return _page(request, "payments/being_looked_at.html", charge, is_from_link=True)
    elif link.withdrawn_at is not None or charge.state == Charge.State.CANCELLED:
        how_it_stands = "withdrawn"
    elif not link.is_good:
        how_it_stands = "expired"
    elif selectors.is_processing(charge):
        return _checking(request, charge)
    else:
        how_it_stands = "owed"
    won = selectors.payment_that_won(charge)
    was_paid_with_it = isinstance(won, PaymentAttempt) and won.link_id == link.pk
    return _page(
        request,
        "payments/link.html",
        charge,
        how_it_stands=how_it_stands,
        link=link,
        receipt_url=receipt_url(won) if won and was_paid_with_it else "",
        **bill(charge),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def payment_code(request: HttpRequest) -> HttpResponse:
    """Where a caller types in the code that an officer read out."""
    form = PaymentCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = reverse("payment_link", kwargs={"token": code_of(form.cleaned_data["code"].uuid)})
        return _private(HttpResponseRedirect(found))
    return _private(render(request, "payments/code.html", {"form": form}))


@require_safe
def payment_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a payment, to print or keep, for whoever holds its address. No personal data."""
    payment = selectors.payment_by_receipt_token(token)
    if payment is None:
        raise Http404
    return _page(request, "payments/receipt.html", payment.charge, **receipt_of(payment))


def _pay_again(request: HttpRequest, charge: Charge, link: PaymentLink | None = None) -> HttpResponse:
    try:
        network = network_of(request)
        attempt = (
            start_link_attempt(link, network)
            if link is not None
            else start_attempt(charge.pk, network=network)
        )
        return _private(HttpResponseRedirect(attempt.url))
    except (ChargeNotPayable, LinkNotGood):
        return _private(HttpResponseRedirect(request.path))  # the page says how it stands now
    except TooManyAttempts as limit:
        return _page(
            request,
            "payments/not_taken.html",
            charge,
            retry_at=limit.retry_at,
            is_network=limit.is_network,
            is_from_link=link is not None,
        )
    except GatewayUnavailable:
        # Only where no page of Stripe's was left to pay on is it sure that nothing was taken.
        if charge.attempts.filter(state__in=PaymentAttempt.LIVE).exclude(session_id="").exists():
            return _checking(request, charge)
        return _page(
            request, "payments/not_taken.html", charge, is_unavailable=True, is_from_link=link is not None
        )


def _checking(request: HttpRequest, charge: Charge) -> HttpResponse:
    """ "Checking your payment", which looks again by itself a few times. A header does it, so no script is needed."""
    checks = request.GET.get("checks", "0")
    refreshes = int(checks) if checks.isdecimal() and len(checks) < 4 else 0
    is_slow = refreshes >= MOST_REFRESHES
    again = f"{request.path}?checks={refreshes + 1}"
    response = _page(request, "payments/checking.html", charge, again=again, is_slow=is_slow)
    if not is_slow:
        response["Refresh"] = f"{REFRESH_SECONDS}; url={again}"
    return response


def _page(request: HttpRequest, template: str, charge: Charge, **context: object) -> HttpResponse:
    return _private(
        render(request, template, {"charge": charge, "amount": pounds(charge.total_pence), **context})
    )


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: no cache, no search engine, and no other site may hear of it. Our own may: with
    "no-referrer" browsers send ``Origin: null`` with a form, which the protection against forgery refuses."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
