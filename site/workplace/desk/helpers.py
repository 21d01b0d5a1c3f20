"""Who may act for a customer: written down as they agree to it, and ended as they say so."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.customers.selectors import customer_for
from forms_engine.requests.helping.at_work import agreements_of
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.recording import record
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.standing import Standing, standing_of
from forms_engine.requests.models import Customer
from workplace.desk.entering import enter
from workplace.desk.helper_forms import RecordForm

MOST_SHOWN = 50

STANDS = {
    Standing.STANDS: "May act now",
    Standing.INVITED: "Has not answered yet",
    Standing.LAPSED: "Did not answer in time",
    Standing.REFUSED: "Refused, or taken back",
    Standing.ENDED: "Ended",
    Standing.OVER: "The last day has passed",
}
NOT_OVER = frozenset({Standing.STANDS, Standing.INVITED})


@require_http_methods(["GET", "HEAD", "POST"])
def desk_helpers(request: GuildhallRequest, customer_id: UUID) -> HttpResponse:
    """The agreements of a customer; POST records one, or ends the one named by ``end``."""
    enter(request)
    customer = customer_for(request.principal, customer_id)
    if customer is None:
        raise Http404
    if "end" in request.POST:
        return _end(request, customer, request.POST["end"])
    form = RecordForm(request.principal, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            record(
                request.principal,
                customer.pk,
                form.asked(),
                consent=said["consent"],
                consent_words=said["consent_words"],
            )
        except HelpRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "It is written down. The helper was sent a link to accept.")
            return redirect("desk_helpers", customer.pk)
    rows = agreements_of(request.principal, customer)[:MOST_SHOWN]
    shown = [(one, STANDS[standing], standing in NOT_OVER) for one in rows if (standing := standing_of(one))]
    return render(
        request, "workplace/desk/helpers.html", {"customer": customer, "form": form, "agreements": shown}
    )


def _end(request: GuildhallRequest, customer: Customer, typed: str) -> HttpResponse:
    try:
        found = agreements_of(request.principal, customer).filter(pk=UUID(typed)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    end(request.principal, found.pk)
    messages.success(request, "It has ended. Both were told, where they can be.")
    return redirect("desk_helpers", customer.pk)
