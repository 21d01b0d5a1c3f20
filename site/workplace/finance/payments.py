"""Payments: finding them, one of them with all that happened, and what needs attention."""

from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from payments import services
from payments.bills import pounds
from payments.errors import GatewayUnavailable
from payments.finding import Wanted, charges_for
from payments.models import Charge, Dispute, Payout, Refund
from payments.permissions import may_ask_refunds
from payments.selectors import charge_for, charges_needing_attention, refundable
from payments.statements import ChargeRow, write_charges
from workplace.finance.about import owners_named, what_for
from workplace.finance.advice import TO_ANSWER, of_flag, of_flags
from workplace.finance.downloads import csv_response, streamed
from workplace.finance.entering import enter, enter_to_act
from workplace.finance.forms import FindForm, SeenToForm
from workplace.finance.history import history_of
from workplace.finance.listing import capped, listed

AT_ONCE = 500  # charges of a download held in memory


@require_safe
def payments(request: GuildhallRequest) -> HttpResponse:
    """Payments that fit what is asked for, newest first. A payout's id leads to the payout."""
    enter(request)
    form = FindForm(request.GET)
    wanted = _wanted(request.principal, form)
    if wanted is None:
        return render(request, "workplace/finance/payments.html", {"form": form, "found": None})
    if wanted.text and Payout.objects.filter(provider_id=wanted.text).exists():
        return redirect("finance_payout", wanted.text)
    rows = charges_for(request.principal, wanted)
    found = listed(rows, request.GET.get("after", ""), newest_first=True)
    about = what_for(request.principal, found.rows)
    context = {
        "form": form,
        "found": found,
        "rows": [(charge, about[charge.pk]) for charge in found.rows],
        "count": capped(rows),
        "query": urlencode(
            {name: value for name, value in form.data.items() if value and name in form.fields}
        ),
    }
    return render(request, "workplace/finance/payments.html", context)


@require_safe
def download(request: GuildhallRequest) -> HttpResponse | StreamingHttpResponse:
    """The same payments as a file, one row a line. What cannot be read leads back to the list, which says so."""
    enter(request)
    wanted = _wanted(request.principal, FindForm(request.GET))
    if wanted is None:
        return redirect(f"{reverse('finance_payments')}?{request.GET.urlencode()}")
    return csv_response("payments", streamed(_batches(request.principal, wanted), write_charges))


@require_safe
def payment(request: GuildhallRequest, uuid: UUID) -> HttpResponse:
    """One charge: what is owed, how it was paid, what went back, the books, and what can be done."""
    enter(request)
    return _shown(request, _one(request, uuid))


@require_POST
def ask_stripe(request: GuildhallRequest, uuid: UUID) -> HttpResponse:
    """Ask Stripe now about everything of this charge."""
    enter_to_act(request)
    charge = _one(request, uuid)
    before = (charge.state, charge.needs_attention)
    try:
        after = services.ask_stripe_now(request.principal, charge.pk)
    except GatewayUnavailable:
        messages.warning(request, "Stripe does not answer just now. We go on asking by ourselves.")
    else:
        if (after.state, after.needs_attention) == before:
            messages.success(request, "Stripe was asked just now, and what it says is what you see here.")
        else:
            messages.success(request, "Stripe had news. It is recorded, and shown here.")
    return redirect("finance_payment", uuid)


@require_POST
def seen_to(request: GuildhallRequest, uuid: UUID, flag: str) -> HttpResponse:
    """What was flagged is seen to, with what was done about it."""
    enter_to_act(request)
    charge = _one(request, uuid)
    if flag not in Charge.Attention.values:
        raise Http404
    form = SeenToForm(request.POST, prefix=flag)
    if not form.is_valid():
        return _shown(request, charge, form)
    if flag in charge.needs_attention:
        services.clear_attention(request.principal, charge.pk, flag, note=form.cleaned_data["note"])
        messages.success(request, f"Marked as seen to: {Charge.Attention(flag).label.lower()}.")
    else:
        messages.warning(request, "Nothing was changed: somebody else has seen to it meanwhile.")
    return redirect("finance_payment", uuid)


@require_safe
def attention(request: GuildhallRequest) -> HttpResponse:
    """Payments that need somebody, longest waiting first, with what to do next."""
    enter(request)
    rows = charges_needing_attention().prefetch_related("refunds", "attempts__disputes")
    found = listed(rows, request.GET.get("after", ""), newest_first=False)
    about = what_for(request.principal, found.rows)
    context = {
        "found": found,
        "rows": [
            (
                charge,
                about[charge.pk],
                of_flags(charge),
                _proposed(charge),
                _failed(charge),
                _to_answer(charge),
            )
            for charge in found.rows
        ],
        "count": capped(rows),
    }
    return render(request, "workplace/finance/attention.html", context)


def _one(request: GuildhallRequest, uuid: UUID) -> Charge:
    found = charge_for(request.principal, uuid)
    if found is None:
        raise Http404
    return found


def _shown(request: GuildhallRequest, charge: Charge, wrong: SeenToForm | None = None) -> HttpResponse:
    acts = may_ask_refunds(request.principal)
    what = what_for(request.principal, [charge])[charge.pk]
    flags = []
    for flag in charge.needs_attention:
        form = wrong if wrong is not None and wrong.prefix == flag else SeenToForm(prefix=flag)
        flags.append((flag, Charge.Attention(flag).label, of_flag(charge, flag), form))
    attempts = list(charge.attempts.all())
    disputes = [dispute for attempt in attempts for dispute in attempt.disputes.all()]
    left = refundable(charge).total_pence if acts and charge.is_settled else 0
    context = {
        "charge": charge,
        "what": what,
        "lines": list(charge.lines.all()),
        "net": sum(line.net_pence for line in charge.lines.all()),
        "vat": sum(line.vat_pence for line in charge.lines.all()),
        "flags": flags,
        "attempts": attempts,
        "idle": [attempt for attempt in attempts if attempt.received_pence and not attempt.won]
        if acts
        else [],
        "counter_payments": list(charge.counter_payments.all()),
        "links": list(charge.links.all()),
        "refunds": list(charge.refunds.all()),
        "proposed": _proposed(charge),
        "disputes": [(dispute, dispute.state in TO_ANSWER) for dispute in disputes],
        "batches": list(charge.batches.all()),
        "entries": history_of(charge),
        "refundable": pounds(left) if left else "",
        "acts": acts,
        "wrong": wrong,
    }
    return render(request, "workplace/finance/payment.html", context)


def _proposed(charge: Charge) -> list[Refund]:
    return [refund for refund in charge.refunds.all() if refund.state == Refund.State.PROPOSED]


def _failed(charge: Charge) -> list[Refund]:
    """Refunds to be asked for again, where that is what the charge is flagged for."""
    if Charge.Attention.REFUND_FAILED not in charge.needs_attention:
        return []
    return [refund for refund in charge.refunds.all() if refund.state == Refund.State.FAILED]


def _to_answer(charge: Charge) -> list[Dispute]:
    disputes = [dispute for attempt in charge.attempts.all() for dispute in attempt.disputes.all()]
    return [dispute for dispute in disputes if dispute.state in TO_ANSWER]


def _wanted(principal: Principal, form: FindForm) -> Wanted | None:
    """What is looked for; None where it cannot be read."""
    if not form.is_valid():
        return None
    said = form.cleaned_data
    text = said["text"].replace("\0", "").strip()
    return Wanted(text, owners_named(principal, text), said["amount"], said["day"], said["state"])


def _batches(principal: Principal, wanted: Wanted) -> Iterator[list[ChargeRow]]:
    """All that fits, some at a time by the row's number, so that a download of any length needs little memory."""
    rows = charges_for(principal, wanted).prefetch_related("lines", "attempts", "counter_payments")
    last: int | None = None
    while some := list((rows.filter(pk__lt=last) if last else rows)[:AT_ONCE]):
        about = what_for(principal, some)
        yield [_row(charge, about[charge.pk].reference, about[charge.pk].service) for charge in some]
        last = some[-1].pk


def _row(charge: Charge, reference: str, service: str) -> ChargeRow:
    for attempt in charge.attempts.all():
        if attempt.won:
            return ChargeRow(charge, reference, service, "Card", attempt.intent_id)
    for payment in charge.counter_payments.all():
        if payment.won:
            return ChargeRow(charge, reference, service, payment.get_method_display(), payment.reference)
    return ChargeRow(charge, reference, service, "", "")
