"""What did not fit at the last reconcile: the list, one of it, and accepting it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from payments import services
from payments.permissions import may_ask_refunds
from payments.selectors import exception_for, exceptions_for, exceptions_now, last_reconcile
from payments.statements import write_exceptions
from workplace.finance.advice import OF_KINDS
from workplace.finance.downloads import csv_response, streamed
from workplace.finance.entering import enter, enter_to_act
from workplace.finance.forms import BecauseForm
from workplace.finance.listing import capped, listed


@require_safe
def exceptions(request: GuildhallRequest) -> HttpResponse:
    """What nobody has accepted, longest known first; or what somebody has."""
    enter(request)
    accepted = request.GET.get("accepted", "") == "yes"
    rows = exceptions_for(request.principal, accepted=accepted).select_related("charge")
    found = listed(rows, request.GET.get("after", ""), newest_first=False)
    context = {
        "found": found,
        "rows": [(row, OF_KINDS[row.kind]) for row in found.rows],
        "count": capped(rows),
        "others": capped(exceptions_for(request.principal, accepted=not accepted)),
        "accepted": accepted,
        "last": last_reconcile(),
    }
    return render(request, "workplace/finance/exceptions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exception(request: GuildhallRequest, exception_id: int) -> HttpResponse:
    """One of them, and accepting it with a reason, or not any more. A POST does it."""
    enter(request)
    found = exception_for(request.principal, exception_id)
    if found is None:
        raise Http404
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if found.is_accepted:
        form.fields["because"].label = "Why is it to be looked into after all?"
    if request.method == "POST":
        enter_to_act(request)
        if form.is_valid():
            reopens = request.POST.get("do") == "reopen"
            verb = services.reopen_exception if reopens else services.accept_exception
            verb(request.principal, found.pk, because=form.cleaned_data["because"])
            messages.success(
                request,
                "It is to be looked into again, and reconciling fails for it."
                if reopens
                else "It is accepted. Reconciling does not fail for it any more.",
            )
            return redirect("finance_exceptions")
    context = {
        "row": found,
        "advice": OF_KINDS[found.kind],
        "form": form,
        "events": list(found.events.all()),
        "acts": may_ask_refunds(request.principal),
    }
    return render(request, "workplace/finance/exception.html", context)


@require_safe
def download(request: GuildhallRequest) -> StreamingHttpResponse:
    """All of them as a file, accepted or not."""
    enter(request)
    return csv_response("exceptions", streamed([list(exceptions_now())], write_exceptions))
