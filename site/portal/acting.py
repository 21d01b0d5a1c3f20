"""What somebody does about their own request: writing to the team, taking it back, asking for the next stage."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from forms_engine.files.refusals import UploadRefused
from forms_engine.requests import asking_customer, cancelling, stages
from forms_engine.requests.added_files import TooManyFiles
from forms_engine.requests.messages import WITHOUT_MOVING, may_attach
from forms_engine.requests.models import Request
from forms_engine.requests.signposting import next_stage
from forms_engine.requests.states import RequestState, StateRefused
from portal.appointment_words import appointment_of
from portal.forms import CancelForm, NextStageForm, WriteForm
from portal.showing import found_for, show_request


@never_cache
@require_POST
def request_write(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Send the team a message about it."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    # What somebody sends a moment after the request was moved on is theirs to have sent all the same.
    form = WriteForm(request.POST, request.FILES, takes_files=bool(request.FILES) or may_attach(found))
    if not form.is_valid():
        return show_request(request, found, write_form=form)
    try:
        asking_customer.answer(
            found.id, form.cleaned_data["message"], form.sent(), user=request.principal.user
        )
    except UploadRefused as refused:
        form.add_error("attached", refused.message.in_language(get_language() or "en"))
        return show_request(request, found, write_form=form)
    except TooManyFiles:
        form.add_error("attached", _("Choose fewer files: we cannot take as many"))
        return show_request(request, found, write_form=form)
    except StateRefused:
        messages.warning(request, _not_sent(found))
    else:
        messages.success(request, _("We have passed your message to the team."))
    return redirect("request", reference=found.reference)


def _not_sent(found: Request) -> str:
    if found.state in WITHOUT_MOVING:
        return _("The team does not take messages about it just now, so yours was not sent. You can call us.")
    return _("It has come to its end meanwhile, so your message was not sent. You can still call us.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_cancel(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Take it back, after a page that says what that means."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    if request.method == "POST" and found.state == RequestState.CANCELLED:
        return redirect("request", reference=found.reference)  # a second click
    if not cancelling.may_cancel(found):
        messages.warning(request, _("It cannot be cancelled any more. Call us if you have a question."))
        return redirect("request", reference=found.reference)
    form = CancelForm(request.POST or None, initial={"seen": found.state})
    appointment = appointment_of(found)
    if request.method == "POST" and form.is_valid():
        try:
            cancelling.cancel_as_customer(
                found.id,
                user=request.principal.user,
                why=form.cleaned_data["why"],
                seen=form.cleaned_data["seen"],
            )
        except cancelling.PaidMeanwhile:
            messages.warning(
                request,
                _(
                    "A payment for it has just come or is on its way, so we did not cancel it. Wait a minute and look again."
                ),
            )
        except cancelling.PaymentsAway:
            messages.warning(
                request,
                _(
                    "We could not cancel it just now, because we cannot reach the payment service. Try again in a few minutes."
                ),
            )
        except StateRefused:
            messages.warning(request, _("It cannot be cancelled any more. Call us if you have a question."))
        else:
            messages.success(
                request,
                _("You have cancelled your appointment.")
                if appointment and appointment.is_to_come
                else _("You have cancelled your request."),
            )
        return redirect("request", reference=found.reference)
    shown = {
        "made": found,
        "form": form,
        "was_paid": bool(found.fee_pence and found.received_at),
        "appointment": appointment,
    }
    return render(request, "portal/cancel_request.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_next_stage(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Ask for the next stage, saying why."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    if request.method == "POST" and request.POST.get("stage") == str(found.stage):
        return redirect("request", reference=found.reference)  # a second click
    following = next_stage(found, get_language() or "en")
    if following is None:
        messages.warning(request, _("The time to ask for that is over. Call us if you have a question."))
        return redirect("request", reference=found.reference)
    form = NextStageForm(request.POST or None, initial={"stage": following.number})
    if request.method == "POST" and form.is_valid():
        try:
            stages.ask_for_next_stage(
                found.id,
                user=request.principal.user,
                why=form.cleaned_data["why"],
                stage=form.cleaned_data["stage"],
            )
        except StateRefused:
            messages.warning(request, _("That has begun already, or the time to ask for it is over."))
        else:
            messages.success(request, _("We have passed it on. Somebody will look at it again."))
        return redirect("request", reference=found.reference)
    return render(request, "portal/next_stage.html", {"made": found, "form": form, "following": following})
