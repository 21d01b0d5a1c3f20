"""Disputes: those to be answered by their day, and those that are over or with the bank."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from payments.models import Dispute
from payments.selectors import disputes_for
from workplace.finance.about import What, what_for
from workplace.finance.advice import TO_ANSWER
from workplace.finance.entering import enter
from workplace.finance.listing import listed

MOST = 100


@require_safe
def disputes(request: GuildhallRequest) -> HttpResponse:
    """Those to be answered, the first due first; then all others, newest first."""
    enter(request)
    every = disputes_for(request.principal)
    open_ones = list(every.filter(state__in=TO_ANSWER).order_by("answer_by", "pk")[: MOST + 1])
    others = listed(every.exclude(state__in=TO_ANSWER), request.GET.get("after", ""), newest_first=True)
    shown = [*open_ones[:MOST], *others.rows]
    about = what_for(request.principal, [dispute.attempt.charge for dispute in shown if dispute.attempt])
    now = timezone.now()
    context = {
        "open_ones": [(one, _about(about, one), _is_late(one, now)) for one in open_ones[:MOST]],
        "more_open": len(open_ones) > MOST,
        "others": [(one, _about(about, one)) for one in others.rows],
        "found": others,
    }
    return render(request, "workplace/finance/disputes.html", context)


def _about(about: dict[int, What], dispute: Dispute) -> What | None:
    return about[dispute.attempt.charge_id] if dispute.attempt else None


def _is_late(dispute: Dispute, now: datetime) -> bool:
    return dispute.answer_by is not None and dispute.answer_by < now
