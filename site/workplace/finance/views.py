"""Finance's own page: what needs somebody, finding payments, and how the last reconcile went."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from payments.permissions import may_ask_refunds
from payments.selectors import last_reconcile
from workplace.finance.entering import enter
from workplace.finance.forms import FindForm
from workplace.finance.troubles import money_troubles


@require_safe
def finance(request: GuildhallRequest) -> HttpResponse:
    """What needs somebody, a way to find payments, and the lists."""
    enter(request)
    now = timezone.now()
    troubles = sorted(
        money_troubles(request.principal, now), key=lambda one: (not one.urgent, one.since or now)
    )
    context = {
        "troubles": troubles,
        "form": FindForm(),
        "last": last_reconcile(),
        "looked_at": now,
        "vat_codes": reverse("wagtailsnippets_payments_vatcode:list")
        if may_ask_refunds(request.principal)
        else "",
    }
    return render(request, "workplace/finance/finance.html", context)
