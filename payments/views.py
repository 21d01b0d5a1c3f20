"""Two doors: Stripe's webhook, and the page a payer comes back to."""

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from payments import selectors, webhooks
from payments.errors import ChargeNotPayable, GatewayRefused, GatewayUnavailable, TooManyAttempts
from payments.models import Cause, Charge, PaymentAttempt
from payments.services import settle, start_attempt

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
        return _pay_again(request, charge)
    was_asked = charge.state == Charge.State.PAID or _ask(attempt)
    attempt.refresh_from_db()
    charge.refresh_from_db()
    if charge.state == Charge.State.PAID:
        return _private(HttpResponseRedirect(charge.return_path))
    if not charge.is_payable:
        return _page(request, "payments/being_looked_at.html", charge)
    if attempt.state == PaymentAttempt.State.PROCESSING or (attempt.is_live and not was_asked):
        return _checking(request, charge)
    return _page(request, "payments/not_taken.html", charge)


def _ask(attempt: PaymentAttempt) -> bool:
    """Settle; whether Stripe could be asked. A slow or absent Stripe shows as "checking", never as an error."""
    try:
        settle(attempt.pk, Cause.RETURN)
    except (GatewayUnavailable, GatewayRefused) as error:
        logger.warning("payment attempt %s could not be checked: %s", attempt.pk, error)
        return False
    return True


def _pay_again(request: HttpRequest, charge: Charge) -> HttpResponse:
    try:
        return _private(HttpResponseRedirect(start_attempt(charge.pk).url))
    except ChargeNotPayable:
        return _private(HttpResponseRedirect(request.path))  # the page says how it stands now
    except TooManyAttempts as limit:
        return _page(request, "payments/not_taken.html", charge, retry_at=limit.retry_at)
    except GatewayUnavailable:
        # Only where no page of Stripe's was left to pay on is it sure that nothing was taken.
        if charge.attempts.filter(state__in=PaymentAttempt.LIVE).exclude(session_id="").exists():
            return _checking(request, charge)
        return _page(request, "payments/not_taken.html", charge, is_unavailable=True)


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
    amount = f"£{charge.total_pence // 100:,}.{charge.total_pence % 100:02}"
    return _private(render(request, template, {"charge": charge, "amount": amount, **context}))


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: no cache, no search engine, and no other site may hear of it. Our own may: with
    "no-referrer" browsers send ``Origin: null`` with a form, which the protection against forgery refuses."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
