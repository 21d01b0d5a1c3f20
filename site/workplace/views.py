"""Where officers work: queues, and one request's page."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.booking.models import Booking
from forms_engine.catalogue.models import Queue
from forms_engine.delivery.by_hand import resend
from forms_engine.delivery.routing.selectors import decisions_of
from forms_engine.delivery.selectors import deliveries_of
from forms_engine.files.serving import file_response
from forms_engine.requests import services
from forms_engine.requests.answers import answer_rows, authority_in_words
from forms_engine.requests.bookings import booking_of, finishing
from forms_engine.requests.coming_back import coming_back
from forms_engine.requests.due import DUE_SOON, OVERDUE, clock_rows, that_are
from forms_engine.requests.facts import fact_rows
from forms_engine.requests.inward.letters import every_letter_of
from forms_engine.requests.inward.matching import outside_case_of
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.reading import may_see_reads, note_opened, note_read
from forms_engine.requests.seeing_bookings import booking_for
from forms_engine.requests.seeing_to import sees_to_anything
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
from forms_engine.requests.signposting import next_stage, stage_name
from forms_engine.requests.states import (
    BEFORE_RECEIVED,
    FINISHED,
    RequestState,
    StateRefused,
    officer_label,
)
from forms_engine.requests.suspected import is_held_back, marks_in_words
from forms_engine.requests.timeline_words import for_officer
from forms_engine.requests.urgent import urgency_of
from forms_engine.runtime.wording import pounds
from knowledge.suggesting import beside_a_request
from payments.permissions import may_read_money, may_take_money
from payments.selectors import charge_of
from workplace.duplicates import same_context
from workplace.first_contact_forms import HandOnForm
from workplace.forms import DecisionForm, NextStageForm, WriteForm

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
        {
            "queues": queues_for(request.principal),
            "held_back": held_back,
            "most_counted": MOST_COUNTED,
            "operations": sees_to_anything(request.principal),
            "finance": may_read_money(request.principal),
        },
    )


@require_safe
def queue(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One queue's requests, newest first, a page at a time; or those that are overdue or due soon, first due first."""
    found = _queue(request, slug)
    state, due = request.GET.get("state", ""), request.GET.get("due", "")
    state = state if state in RequestState.values else ""
    due = due if due in (OVERDUE, DUE_SOON) else ""
    before = request.GET.get("before", "")
    rows = requests_in_queue(request.principal, found, "" if due else state)
    shown = list(_due_page(that_are(due, rows), before) if due else _page(rows, before))
    more = shown[PAGE_SIZE - 1] if len(shown) > PAGE_SIZE else None
    return render(
        request,
        "workplace/queue.html",
        {
            "queue": found,
            "rows": [(row, officer_label(row.state)) for row in shown[:PAGE_SIZE]],
            "state": "" if due else state,
            "due": due,
            "today": timezone.localdate(),
            "states": [
                (choice.value, officer_label(choice))
                for choice in RequestState
                if choice not in BEFORE_RECEIVED
            ],
            "older": _cursor(more, due),
        },
    )


def _cursor(row: Request | None, due: str) -> str:
    """What names a row to ``_page``, or to ``_due_page``."""
    if row is None:
        return ""
    if due:
        return f"{row.due_on.isoformat()}_{row.id}" if row.due_on else ""
    return f"{row.received_at.isoformat()}_{row.id}" if row.received_at else ""


def _due_page(rows: QuerySet[Request], before: str) -> QuerySet[Request]:
    """One page and one row more; ``before`` names the last row of the page above it (due on, id)."""
    due_on, _, request_id = before.partition("_")
    try:
        day, last_id = date.fromisoformat(due_on), UUID(request_id)
    except ValueError:
        return rows[: PAGE_SIZE + 1]
    return rows.filter(Q(due_on__gt=day) | Q(due_on=day, id__gt=last_id))[: PAGE_SIZE + 1]


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
    appointment = finishing.to_come(found)
    form, refusal = DecisionForm(request.POST or None, request=found, appointment=appointment), ""
    if request.method == "POST" and form.is_valid():
        try:
            services.set_state(
                principal,
                found.id,
                to=form.cleaned_data["state"],
                message=form.cleaned_data["message"],
                seen=form.cleaned_data["seen"],
                read=form.cleaned_data["read"],
                appointment=form.cleaned_data.get("appointment", ""),
            )
        except services.NotAllowed as error:
            raise PermissionDenied from error
        except StateRefused as refused:
            # The page had gone stale: show how it stands now, with what was typed, to decide again.
            found = request_for(principal, reference)
            if found is None:
                raise Http404 from refused
            typed, appointment = form.cleaned_data["message"], finishing.to_come(found)
            form = DecisionForm(request=found, message=typed, appointment=appointment)
            refusal = str(refused)
        else:
            told = " and told its customer" if found.email else ""
            messages.success(request, f"You have updated request {found.reference}{told}.")
            return redirect("work_request", reference=found.reference)
    note_opened(principal, found)
    note_read(principal, found, RequestRead.What.PAGE)
    following = next_stage(found, "en")
    timeline = for_officer(timeline_for_officer(principal, found))
    return render(
        request,
        "workplace/request.html",
        {
            "made": found,
            "state": officer_label(found.state),
            "their_language": _their_language(found),
            "form": form,
            "refusal": refusal,
            "answers": answer_rows(found),
            "facts": fact_rows(found),
            "same": same_context(principal, found),
            "files": found.files.select_related("file"),
            "held_back": is_held_back(found),
            "spam_marks": marks_in_words(found),
            "timeline": timeline,
            "read": timeline[-1][0].number if timeline else 0,
            "clocks": clock_rows(found),
            "stage_name": stage_name(found, "en"),
            "urgency": urgency_of(found),
            "write_form": WriteForm(auto_id="write_%s"),
            "next_stage": following,
            "stage_form": NextStageForm(
                auto_id="stage_%s", initial={"stage": following.number if following else 0}
            ),
            "letters": every_letter_of(found),
            "from_outside": outside_case_of(found),
            "authority": authority_in_words(found),
            "coming_back": coming_back(principal, found),
            "may_see_reads": may_see_reads(principal, found),
            "hand_on_form": HandOnForm(request=found)
            if found.state not in {*FINISHED, *BEFORE_RECEIVED}
            else None,
            "deliveries": deliveries_of(OWNER_TYPE, str(found.id)),
            "decisions": decisions_of(OWNER_TYPE, str(found.id)),
            "booking": _shown_booking(request, found),
            "charge": charge_of(OWNER_TYPE, str(found.id)),
            "fee_total": pounds(found.fee_pence) if found.fee_pence else "",
            "may_take_money": may_take_money(principal),
            "guidance": beside_a_request(principal, found.service.slug, found.title),
        },
    )


def _shown_booking(request: GuildhallRequest, found: Request) -> Booking | None:
    """Its appointment, the live one or else the last, for whoever may open its page."""
    booking = booking_of(found)
    return booking_for(request.principal, booking.uuid) if booking else None


def _their_language(request: Request) -> str:
    """The language that a request was made in, as an officer calls it; nothing where it is their own."""
    return "" if request.language == "en" else get_language_info(request.language)["name"]


@require_POST
def work_resend(request: GuildhallRequest, reference: str, delivery_id: UUID) -> HttpResponse:
    """Send a delivery that needs attention off again."""
    found = request_for(request.principal, reference)
    if found is None or not deliveries_of(OWNER_TYPE, str(found.id)).filter(id=delivery_id).exists():
        raise Http404
    assert request.principal.user is not None, "an officer is somebody"
    if resend([delivery_id], by=request.principal.user):
        messages.success(
            request, "It is being sent again. Reload this page in a moment to see what came of it."
        )
    return redirect("work_request", reference=found.reference)


@require_safe
def work_file(request: GuildhallRequest, reference: str, file_id: UUID) -> FileResponse:
    """A file that came with a request, for an officer who may see the request."""
    found = request_for(request.principal, reference)
    kept = found.files.filter(file_id=file_id).select_related("file").first() if found else None
    if found is None or kept is None:
        raise Http404
    response = file_response(kept.file)
    note_read(request.principal, found, RequestRead.What.FILE)
    return response
