"""Where officers work: queues, and one request's page."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.catalogue.models import Queue
from forms_engine.delivery.selectors import deliveries_of
from forms_engine.delivery.services import resend
from forms_engine.files.serving import file_response
from forms_engine.requests import services
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.selectors import (
    MOST_COUNTED,
    is_officer,
    queue_for,
    queues_for,
    request_for,
    requests_in_queue,
    suspected_for,
    timeline_for_officer,
)
from forms_engine.requests.states import BEFORE_RECEIVED, RequestState, StateRefused
from forms_engine.requests.suspected import is_held_back, marks_in_words
from forms_engine.runtime.wording import pounds
from knowledge.suggesting import beside_a_request
from payments.selectors import charge_of
from workplace.forms import DecisionForm

PAGE_SIZE = 50

# Years that a request can have been received in; others are somebody playing with the address.
EARLIEST, LATEST = 2000, 2200


@require_safe
def queues(request: GuildhallRequest) -> HttpResponse:
    """The officer's queues with what waits in each."""
    if not is_officer(request.principal):
        raise PermissionDenied
    held_back = suspected_for(request.principal)[:MOST_COUNTED].count()
    return render(
        request,
        "workplace/queues.html",
        {"queues": queues_for(request.principal), "held_back": held_back, "most_counted": MOST_COUNTED},
    )


@require_safe
def queue(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One queue's requests, newest first, a page at a time."""
    found = _queue(request, slug)
    state = request.GET.get("state", "")
    state = state if state in RequestState.values else ""
    rows = list(_page(requests_in_queue(request.principal, found, state), request.GET.get("before", "")))
    more = rows[PAGE_SIZE - 1] if len(rows) > PAGE_SIZE else None
    return render(
        request,
        "workplace/queue.html",
        {
            "queue": found,
            "rows": rows[:PAGE_SIZE],
            "state": state,
            "states": [choice for choice in RequestState if choice not in BEFORE_RECEIVED],
            "older": f"{more.received_at.isoformat()}_{more.id}" if more and more.received_at else "",
        },
    )


def _queue(request: GuildhallRequest, slug: str) -> Queue:
    """The queue of that slug, if this principal works in it."""
    found = queue_for(request.principal, slug)
    if found is None:
        raise Http404
    return found


def _page(rows: QuerySet[Request], before: str) -> QuerySet[Request]:
    """One page and one row more; ``before`` names the last row of the page above it (received at, id)."""
    received_at, _, request_id = before.partition("_")
    try:
        at, last_id = datetime.fromisoformat(received_at), UUID(request_id)
    except ValueError:
        return rows[: PAGE_SIZE + 1]
    if at.tzinfo is None or not EARLIEST <= at.year <= LATEST:
        return rows[: PAGE_SIZE + 1]
    return rows.filter(Q(received_at__lt=at) | Q(received_at=at, id__gt=last_id))[: PAGE_SIZE + 1]


@require_http_methods(["GET", "HEAD", "POST"])
def work_request(request: GuildhallRequest, reference: str) -> HttpResponse:
    """One request: answers, files, timeline, deliveries, and what happens next."""
    principal = request.principal
    found = request_for(principal, reference)
    if found is None:
        raise Http404
    form, refusal = DecisionForm(request.POST or None, request=found), ""
    if request.method == "POST" and form.is_valid():
        try:
            services.set_state(
                principal,
                found.id,
                to=form.cleaned_data["state"],
                message=form.cleaned_data["message"],
                seen=form.cleaned_data["seen"],
            )
        except services.NotAllowed as error:
            raise PermissionDenied from error
        except StateRefused as refused:
            # The page had gone stale: show how it stands now, with what was typed, to decide again.
            found = request_for(principal, reference)
            if found is None:
                raise Http404 from refused
            form, refusal = DecisionForm(request=found, message=form.cleaned_data["message"]), str(refused)
        else:
            told = " and told its customer" if found.email else ""
            messages.success(request, f"You have updated request {found.reference}{told}.")
            return redirect("work_request", reference=found.reference)
    return render(
        request,
        "workplace/request.html",
        {
            "made": found,
            "form": form,
            "refusal": refusal,
            "answers": answer_rows(found),
            "files": found.files.select_related("file"),
            "held_back": is_held_back(found),
            "spam_marks": marks_in_words(found),
            "timeline": timeline_for_officer(principal, found),
            "deliveries": deliveries_of(OWNER_TYPE, str(found.id)),
            "charge": charge_of(OWNER_TYPE, str(found.id)),
            "fee_total": pounds(found.fee_pence) if found.fee_pence else "",
            "guidance": beside_a_request(principal, found.service.slug, found.title),
        },
    )


@require_POST
def work_resend(request: GuildhallRequest, reference: str, delivery_id: UUID) -> HttpResponse:
    """Send a delivery that needs attention off again."""
    found = request_for(request.principal, reference)
    if found is None or not deliveries_of(OWNER_TYPE, str(found.id)).filter(id=delivery_id).exists():
        raise Http404
    if resend(delivery_id):
        messages.success(
            request, "It is being sent again. Reload this page in a moment to see what came of it."
        )
    return redirect("work_request", reference=found.reference)


@require_safe
def work_file(request: GuildhallRequest, reference: str, file_id: UUID) -> FileResponse:
    """A file that came with a request, for an officer who may see the request."""
    found = request_for(request.principal, reference)
    kept = found.files.filter(file_id=file_id).select_related("file").first() if found else None
    if kept is None:
        raise Http404
    return file_response(kept.file)
