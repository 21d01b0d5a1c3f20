"""One request, for the people of a team outside: where it is, what was said, photos, and what they can do."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.files.serving import file_response
from forms_engine.locations.models import Location
from forms_engine.requests.asking_customer import may_ask
from forms_engine.requests.assigning import holder_of
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.outside.handing_back import queue_to_hand_back_to
from forms_engine.requests.outside.queues import works_outside
from forms_engine.requests.outside.showing import (
    answers_for,
    files_for,
    sees_customer,
    timeline_outside,
)
from forms_engine.requests.reading import note_opened, note_read
from forms_engine.requests.selectors import request_for
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.timeline_words import for_outside
from forms_engine.requests.wording import state_words
from workplace.outside.forms import AskForm, HandBackForm, NoteForm, PhotosForm, UpdateForm

# A phone offers its own maps for this; a computer opens it in a browser.
MAPS = "https://www.google.com/maps/search/?"


@require_safe
def outside_request(request: GuildhallRequest, reference: str) -> HttpResponse:
    """The request's page. That it was opened is written down as an officer's reading is."""
    return show(request, found_for(request, reference))


@require_safe
def outside_file(request: GuildhallRequest, reference: str, file_id: UUID) -> FileResponse:
    """A photo or another file of it."""
    found = found_for(request, reference)
    kept = files_for(request.principal, found).filter(file_id=file_id).first()
    if kept is None:
        raise Http404
    response = file_response(kept.file)
    note_read(request.principal, found, RequestRead.What.FILE)
    return response


def found_for(request: GuildhallRequest, reference: str) -> Request:
    """The request of that reference.

    Raises:
        Http404: for what is not theirs.
    """
    if not works_outside(request.principal):
        raise Http404
    found = request_for(request.principal, reference)
    if found is None:
        raise Http404
    return found


def show(
    request: GuildhallRequest, found: Request, wrong: Form | None = None, refusal: str = ""
) -> HttpResponse:
    """The page; with the form that was ``wrong``, or why nothing was changed."""
    principal, language = request.principal, get_language() or "en"
    note_opened(principal, found)
    note_read(principal, found, RequestRead.What.PAGE)
    timeline = for_outside(found, timeline_outside(principal, found), language)
    newest = found.timeline.order_by("-number").values_list("number", flat=True).first() or 0
    shown = {"seen": found.state, "read": newest, "queue": found.queue.slug if found.queue else ""}
    is_open = found.state not in FINISHED
    forms: dict[str, Any] = {
        "update": UpdateForm(request=found, initial=shown),
        "ask": AskForm(auto_id="ask_%s", initial=shown),
        "note": NoteForm(auto_id="note_%s"),
        "photos": PhotosForm(),
        "hand_back": HandBackForm(auto_id="back_%s", initial=shown),
    }
    if wrong is not None:
        # What was typed on a page that had gone stale is decided on anew, as the request stands now.
        wrong.initial = {**shown, **wrong.initial}
        forms[_name_of(wrong)] = wrong
    context = {
        "made": found,
        "state": state_words(found.service_id, found.state, language),
        "is_open": is_open,
        "wrong": wrong,
        "refusal": refusal,
        "forms": forms,
        "today": timezone.localdate(),
        "map_url": _map_url(found.location),
        "answers": answers_for(principal, found, language),
        "photos": files_for(principal, found),
        "timeline": timeline,
        "sees_customer": sees_customer(principal, found),
        "holder": holder_of(found),
        "is_mine": found.assigned_to_id is not None and found.assigned_to == principal.user,
        "may_ask": may_ask(found),
        "goes_back": is_open and queue_to_hand_back_to(found) is not None,
        "waits": found.state == RequestState.WAITING,
    }
    return render(request, "workplace/outside/request.html", context)


def _name_of(form: Form) -> str:
    kinds = {
        UpdateForm: "update",
        AskForm: "ask",
        NoteForm: "note",
        PhotosForm: "photos",
        HandBackForm: "hand_back",
    }
    return kinds[type(form)]


def _map_url(location: Location | None) -> str:
    """Where a phone's maps find it: by its point, or else by its postcode; "" where neither is known. Nothing else of it
    goes to whoever keeps the maps."""
    if location is None:
        return ""
    if location.latitude is not None and location.longitude is not None:
        return MAPS + urlencode({"api": 1, "query": f"{location.latitude:.6f},{location.longitude:.6f}"})
    return MAPS + urlencode({"api": 1, "query": location.postcode}) if location.postcode else ""
