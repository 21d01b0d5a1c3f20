"""Counts of a councillor's wards, a month at a time."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.casework.counting import SMALLEST_TOLD, ward_counts, wards_of
from workplace.councillors.casework import only_councillors

MONTHS = 13


@require_safe
def wards(request: GuildhallRequest) -> HttpResponse:
    """What came in about one ward in one month, by service."""
    only_councillors(request)
    own, months = wards_of(request.principal), _months(timezone.localdate())
    code, asked = request.GET.get("ward", ""), request.GET.get("month", "")
    ward = next((one for one in own if one.code == code), None) if code else (own[0] if own else None)
    month = next((one for one in months if f"{one:%Y-%m}" == asked), None) if asked else months[0]
    if (code and ward is None) or month is None:
        raise Http404
    return render(
        request,
        "workplace/councillors/wards.html",
        {
            "wards": own,
            "ward": ward,
            "months": [(f"{one:%Y-%m}", one) for one in months],
            "month": month,
            "rows": ward_counts(request.principal, ward, month) if ward else [],
            "smallest": SMALLEST_TOLD,
        },
    )


def _months(today: date) -> list[date]:
    """The first days of this month and those before it, the newest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found
