"""One request's page, as whoever may see it is shown it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from forms_engine.booking.wording import clock_time
from forms_engine.catalogue.words import words_in
from forms_engine.requests import access
from forms_engine.requests.added_files import files_for_customer
from forms_engine.requests.after_sending import may_correct, rules_of
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.asking_customer import question_of
from forms_engine.requests.bookings.refund_words import refund_now
from forms_engine.requests.cancelling import may_cancel
from forms_engine.requests.due import due_for_customer
from forms_engine.requests.inward.claiming import may_claim
from forms_engine.requests.inward.letters import letters_of
from forms_engine.requests.messages import may_attach, may_reopen, may_write
from forms_engine.requests.models import Request, RequestFile, RequestRead, TimelineEntry
from forms_engine.requests.organisations import request_of_organisation
from forms_engine.requests.outside.showing import handled_by
from forms_engine.requests.own import own_request
from forms_engine.requests.paying import may_pay, receipt_address
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import request_for, timeline_for_customer
from forms_engine.requests.signposting import next_stage, signposting_of, stage_name
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.timeline_words import for_customer
from forms_engine.requests.urgent import urgent_words
from forms_engine.requests.wording import state_words
from forms_engine.runtime.wording import pounds
from partners.showing import of_organisation, with_names
from portal.appointment_words import appointment_of
from portal.feedback_forms import FeedbackForm, feedback_context
from portal.forms import WriteForm

# In the session, for the page after the redirect: why paying did not start.
PAYMENT_PROBLEM = "payment_did_not_start"


def found_for(request: GuildhallRequest, reference: str) -> Request | None:
    """The request of that reference for its signed-in owner, or for whoever opened it with a code.

    Raises:
        Http404: on the intranet and the extranet, where no code opens anything, for everybody but its owner, and whoever
            of the partner organisation that it was sent for is shown it.
    """
    if request.host_audience != PUBLIC:
        found = own_request(request.principal, reference)
        if found is None:
            found = request_of_organisation(request.principal, reference)
            if found is None:
                raise Http404
            # What a colleague sent: who of the organisation opened it can be said afterwards.
            note_read(request.principal, found, RequestRead.What.PAGE)
        return found
    return request_for(request.principal, reference) or access.remembered(request.session, reference)


def show_request(
    request: GuildhallRequest,
    found: Request,
    write_form: WriteForm | None = None,
    feedback_form: FeedbackForm | None = None,
) -> HttpResponse:
    """Its state, what has happened, what can be done about it, what was sent."""
    language = get_language() or "en"
    is_open = found.state not in FINISHED
    files = files_for_customer(found)
    rules = rules_of(found.service_id)
    return render(
        request,
        "portal/request.html",
        {
            "made": found,
            "state": state_words(found.service_id, found.state, language),
            "stage_name": stage_name(found, language),
            "answer_by": _answer_by(found) if is_open else None,
            "handled_by": handled_by(found),
            "urgent": urgent_words(found.service, language) if is_open else "",
            "signposting": signposting_of(found, language),
            "next_stage": next_stage(found, language),
            "may_write": may_write(found, rules),
            "write_heading": _write_heading(found),
            "write_form": write_form or WriteForm(takes_files=may_attach(found, rules)),
            "asked": question_of(found),
            "may_cancel": may_cancel(found, rules),
            "may_correct": may_correct(found, rules),
            "timeline": _with_files(_timeline(request, found, language), files),
            "of_organisation": of_organisation(request.principal, found),
            "answers": answer_rows(found, language),
            "files": files,
            "letters": letters_of(found),
            "claim": _claim(request, found),
            "fee_total": pounds(found.fee_pence) if found.fee_pence else "",
            "receipt_url": receipt_address(found),
            "refund": refund_now(found, language),
            "waiting_for_payment": found.state == RequestState.AWAITING_PAYMENT,
            "pay_by": found.pay_by,
            "pay_until": clock_time(found.pay_by, language) if found.pay_by else "",
            "appointment": appointment_of(found),
            "may_pay": may_pay(found),
            "pay_url": reverse("request_pay", kwargs={"reference": found.reference}),
            "payment_problem": request.session.pop(PAYMENT_PROBLEM, ""),
            **feedback_context(found, feedback_form),
            "help_phone": found.service.phone,
            "help_hours": words_in(found.service, language).opening_hours,
        },
    )


def _timeline(request: GuildhallRequest, found: Request, language: str) -> list[tuple[TimelineEntry, str]]:
    entries = for_customer(found, timeline_for_customer(found), language)
    return with_names(request.principal, found, entries)


def _with_files(
    timeline: list[tuple[TimelineEntry, str]], files: list[RequestFile]
) -> list[tuple[TimelineEntry, str, list[RequestFile]]]:
    """Each entry with its title and the files that were added with it."""
    return [
        (entry, title, [kept for kept in files if kept.entry_number == entry.number])
        for entry, title in timeline
    ]


def _claim(request: GuildhallRequest, found: Request) -> str:
    """Whether to offer to put the request in an account: "now", after "sign-in", or "" not."""
    if request.principal.helping is not None or not may_claim(found):
        return ""
    if access.remembered(request.session, found.reference) is None:
        return ""
    user = request.principal.user
    if user is None:
        return "sign-in"
    return "now" if may_claim(found, user) else ""


def _answer_by(found: Request) -> dict[str, object] | None:
    """By when it is promised to be resolved, where that is promised and running."""
    day = due_for_customer(found)
    return {"day": day, "is_over": day < timezone.localdate()} if day else None


def _write_heading(found: Request) -> str:
    if found.state == RequestState.WAITING:
        return _("We need an answer from you")
    if may_reopen(found):
        return _("Not sorted out after all?")
    return _("Write to the team")
