"""What the people of a team outside do about a request. Each answers with the request's page, or the queue's once it is
not theirs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from forms_engine.catalogue.models import Queue
from forms_engine.files.refusals import UploadRefused
from forms_engine.requests import assigning, services
from forms_engine.requests.added_files import Sending, TooManyFiles, add_files
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.messages import write_as_officer
from forms_engine.requests.models import Request
from forms_engine.requests.outside.handing_back import hand_back
from forms_engine.requests.outside.queues import queues_outside
from forms_engine.requests.selectors import request_for
from forms_engine.requests.states import NotAllowed, StateRefused
from workplace.doing import why_not
from workplace.outside.forms import AskForm, HandBackForm, NoteForm, PhotosForm, UpdateForm
from workplace.outside.one import found_for, show


@require_POST
def outside_take(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Take the request, or take it over from the colleague that the page showed."""
    found = found_for(request, reference)
    seen = request.POST.get("seen", "")
    if refusal := why_not(lambda: assigning.take(request.principal, found.id, seen)):
        return show(request, found_for(request, reference), refusal=refusal)
    messages.success(request, _("The request is yours."))
    return _back(found)


@require_POST
def outside_put_back(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Put the request back for a colleague to take."""
    found = found_for(request, reference)
    seen = request.POST.get("seen", "")
    if refusal := why_not(lambda: assigning.put_back(request.principal, found.id, seen)):
        return show(request, found_for(request, reference), refusal=refusal)
    messages.success(request, _("The request is back in the queue."))
    return _back(found)


@require_POST
def outside_photos(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Add photos from the street."""
    found = found_for(request, reference)
    form = PhotosForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, found, form)
    sent = Sending(form.cleaned_data["photos"], form.cleaned_data["sending"])
    try:
        add_files(
            request.principal,
            found.id,
            sent,
            words=form.cleaned_data["words"],
            shown=form.cleaned_data["readers"] == "resident",
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    except UploadRefused as refused:
        form.add_error("photos", refused.message.in_language(get_language() or "en"))
        return show(request, found, form)
    except (TooManyFiles, StateRefused) as refused:
        form.add_error("photos", str(refused))
        return show(request, found, form)
    messages.success(request, _("Your photos are added."))
    return _back(found)


@require_POST
def outside_update(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Say how the request stands, or that it is done."""
    found = found_for(request, reference)
    form = UpdateForm(request.POST, request=found)
    if not form.is_valid():
        return show(request, found, form)
    said = form.cleaned_data
    refusal = why_not(
        lambda: services.set_state(
            request.principal,
            found.id,
            to=said["state"],
            message=said["message"],
            seen=said["seen"],
            read=said["read"],
            outcome=said.get("outcome", ""),
        )
    )
    if refusal:
        # The page had gone stale: it shows how it stands now, with what was typed, to decide again.
        now = found_for(request, reference)
        typed = {name: said[name] for name in ("state", "message", "outcome") if name in said}
        return show(request, now, UpdateForm(request=now, initial=typed), refusal)
    messages.success(request, _("You have updated the request."))
    return _back(found)


@require_POST
def outside_ask(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Ask the resident something."""
    found = found_for(request, reference)
    form = AskForm(request.POST, auto_id="ask_%s")
    if not form.is_valid():
        return show(request, found, form)
    said = form.cleaned_data
    refusal = why_not(
        lambda: ask(
            request.principal,
            found.id,
            said["question"],
            wants_files=said["wants_files"],
            seen=said["seen"],
            read=said["read"],
        )
    )
    if refusal:
        typed = {name: said[name] for name in ("question", "wants_files")}
        again = AskForm(auto_id="ask_%s", initial=typed)
        return show(request, found_for(request, reference), again, refusal)
    messages.success(request, _("Your question is sent."))
    return _back(found)


@require_POST
def outside_note(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Leave a note for colleagues and the council."""
    found = found_for(request, reference)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return show(request, found, form)
    text = form.cleaned_data["text"]
    if refusal := why_not(lambda: write_as_officer(request.principal, found.id, text, is_note=True)):
        return show(request, found, form, refusal)
    messages.success(request, _("Your note is kept."))
    return _back(found)


@require_POST
def outside_hand_back(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Hand the request back to the council. It is not shown here any more: a click repeated leads to where it was."""
    if request_for(request.principal, reference) is None and (left := _queue_said(request)):
        messages.success(request, _("It is not in your queue any more."))
        return redirect("outside_queue", slug=left.slug)
    found = found_for(request, reference)
    form = HandBackForm(request.POST, auto_id="back_%s")
    if not form.is_valid():
        return show(request, found, form)
    queue, why, seen = found.queue, form.cleaned_data["why"], form.cleaned_data["queue"]
    if refusal := why_not(lambda: hand_back(request.principal, found.id, why=why, seen=seen)):
        again = HandBackForm(auto_id="back_%s", initial={"why": why})
        return show(request, found_for(request, reference), again, refusal)
    messages.success(
        request, _("You have handed %(reference)s back to the council.") % {"reference": found.reference}
    )
    return redirect("outside_queue", slug=queue.slug) if queue else redirect("outside_queues")


def _queue_said(request: GuildhallRequest) -> Queue | None:
    """The queue that the page showed, where it is one of theirs."""
    said = request.POST.get("queue", "").replace("\0", "")
    return queues_outside(request.principal).filter(slug=said).first()


def _back(found: Request) -> HttpResponse:
    return redirect("outside_request", reference=found.reference)
