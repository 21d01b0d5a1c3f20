"""What a request's customer sees of it, for an officer who speaks with them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.added_files import files_for_customer
from forms_engine.requests.asking_customer import question_of
from forms_engine.requests.due import due_for_customer
from forms_engine.requests.messages import may_write
from forms_engine.requests.models import RequestRead
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import timeline_for_customer
from forms_engine.requests.signposting import signposting_of, stage_name
from forms_engine.requests.states import FINISHED
from forms_engine.requests.telling import link_to
from forms_engine.requests.timeline_words import for_customer
from forms_engine.requests.wording import state_words
from workplace.request_page.finding import found_for


@require_safe
def work_as_customer(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Its state, dates, timeline and files as they read them, in their language."""
    found = found_for(request, reference)
    note_read(request.principal, found, RequestRead.What.PAGE)
    language = found.language
    files = files_for_customer(found)
    with translation.override(language):
        timeline = [
            (entry, title, [kept for kept in files if kept.entry_number == entry.number])
            for entry, title in for_customer(found, timeline_for_customer(found), language)
        ]
    context = {
        "made": found,
        "state": state_words(found.service_id, found.state, language),
        "stage_name": stage_name(found, language),
        "due_on": due_for_customer(found) if found.state not in FINISHED else None,
        "signposting": signposting_of(found, language),
        "asked": question_of(found),
        "may_write": may_write(found),
        "timeline": timeline,
        "sent_files": [kept for kept in files if kept.question],
        "link": link_to(found),
    }
    return render(request, "workplace/request_page/as_customer.html", context)
