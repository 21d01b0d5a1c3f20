"""A copy of a request to print or save: how it stands, what happened, what was sent. For paper, and without JavaScript."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from forms_engine.catalogue.words import words_in
from forms_engine.journeys.under_way import submission_under_way
from forms_engine.requests.added_files import files_for_customer
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.due import due_for_customer
from forms_engine.requests.inward.letters import letters_of
from forms_engine.requests.models import Request
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import timeline_for_customer
from forms_engine.requests.states import FINISHED
from forms_engine.requests.timeline_words import for_customer
from forms_engine.requests.wording import state_words
from forms_engine.runtime.wording import pounds
from portal.appointment_words import appointment_of
from portal.sections import translations_of
from portal.showing import found_for

# How long the browser that sent something can print it, without an account and without a code: it has shown the same
# answers before they were sent. Somebody who comes to a shared computer later finds nothing.
AFTER_SENDING = timedelta(hours=1)


@never_cache
@require_safe
def request_print(request: GuildhallRequest, reference: str) -> HttpResponse:
    """The copy, for whoever may see the request, and for the browser that has just sent it."""
    found = _just_sent(request, reference) or found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    language = get_language() or "en"
    is_open = found.state not in FINISHED
    return render(
        request,
        "portal/print.html",
        {
            "made": found,
            "translations": translations_of(request) if request.host_audience == PUBLIC else [],
            "state": state_words(found.service_id, found.state, language),
            "service": words_in(found.service, language),
            "answer_by": due_for_customer(found) if is_open else None,
            "appointment": appointment_of(found),
            "fee_total": pounds(found.fee_pence) if found.fee_pence else "",
            "timeline": for_customer(found, timeline_for_customer(found), language),
            "answers": answer_rows(found, language),
            "files": files_for_customer(found),
            "letters": letters_of(found),
            "printed_at": timezone.now(),
        },
    )


def _just_sent(request: GuildhallRequest, reference: str) -> Request | None:
    """The request of that reference where this browser, on the public site, holds the draft that it was made of, sent
    within the hour."""
    wanted = read_reference(reference)
    if wanted is None or request.host_audience != PUBLIC:
        return None
    made = (
        Request.objects.filter(
            reference=wanted, created_at__gt=timezone.now() - AFTER_SENDING, erased_at=None
        )
        .select_related("service", "customer", "location", "journey_version__journey")
        .first()
    )
    if made is None or made.journey_version is None or made.submission_id is None:
        return None
    submission = submission_under_way(request, made.journey_version.journey.slug)
    return made if submission is not None and submission.id == made.submission_id else None
