"""Payouts: the lines on the bank statement, and what each is made of by cost code."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from payments.finding import bounds_of
from payments.models import Payout
from payments.reconciling import CodeSums, PayoutReport, report_of
from payments.selectors import payouts_for
from payments.statements import write_payouts
from workplace.finance.downloads import csv_response, streamed
from workplace.finance.entering import enter
from workplace.finance.forms import DaysForm
from workplace.finance.listing import listed

FAILED = frozenset({Payout.State.FAILED, Payout.State.CANCELED})
AT_ONCE = 20  # reports of a download held in memory


@require_safe
def payouts(request: GuildhallRequest) -> HttpResponse:
    """Payouts, newest first, perhaps only those of some days."""
    enter(request)
    form = DaysForm(request.GET)
    if not form.is_valid():
        return render(request, "workplace/finance/payouts.html", {"form": form, "found": None})
    days = {name: day.isoformat() for name, day in form.cleaned_data.items() if day}
    context = {
        "form": form,
        "found": listed(_of_days(request, form), request.GET.get("after", ""), newest_first=True),
        "query": urlencode(days),
    }
    return render(request, "workplace/finance/payouts.html", context)


@require_safe
def download(request: GuildhallRequest) -> HttpResponse | StreamingHttpResponse:
    """The same payouts as a file, each by cost code. Days that cannot be read lead back to the list, which says so."""
    enter(request)
    form = DaysForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('finance_payouts')}?{request.GET.urlencode()}")
    rows = _of_days(request, form).order_by("arrives_at", "pk")
    return csv_response("payouts", streamed(_reports(rows), write_payouts))


@require_safe
def payout(request: GuildhallRequest, provider_id: str) -> HttpResponse:
    """One payout by cost code: gross less fees, refunds and disputes is net, which comes to the bank's line."""
    enter(request)
    report = report_of(_one(request, provider_id))
    total = CodeSums()
    for sums in report.codes.values():
        total.gross += sums.gross
        total.fees += sums.fees
        total.refunds += sums.refunds
        total.disputes += sums.disputes
        total.other += sums.other
    context = {
        "payout": report.payout,
        "report": report,
        "total": total,
        "has_failed": report.payout.state in FAILED,
    }
    return render(request, "workplace/finance/payout.html", context)


@require_safe
def download_one(request: GuildhallRequest, provider_id: str) -> StreamingHttpResponse:
    """The same as a file."""
    enter(request)
    report = report_of(_one(request, provider_id))
    return csv_response(report.payout.provider_id, streamed([[report]], write_payouts))


def _one(request: GuildhallRequest, provider_id: str) -> Payout:
    found = payouts_for(request.principal).filter(provider_id=provider_id).first()
    if found is None:
        raise Http404
    return found


def _of_days(request: GuildhallRequest, form: DaysForm) -> QuerySet[Payout]:
    rows = payouts_for(request.principal)
    if first := form.cleaned_data["first"]:
        rows = rows.filter(arrives_at__gte=bounds_of(first)[0])
    if last := form.cleaned_data["last"]:
        rows = rows.filter(arrives_at__lt=bounds_of(last)[1])
    return rows


def _reports(rows: QuerySet[Payout]) -> Iterator[list[PayoutReport]]:
    some: list[PayoutReport] = []
    for row in rows.iterator(chunk_size=200):
        some.append(report_of(row))
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
