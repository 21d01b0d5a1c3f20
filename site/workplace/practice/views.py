"""Practice: its home with the exercises, turning it on and off, the letters that were not sent, paying without a card."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from audiences.principal import PRACTISING
from forms_engine.requests import practice
from forms_engine.requests.models import Request
from forms_engine.requests.selectors import request_for
from forms_engine.requests.states import RequestState, officer_label
from forms_engine.runtime.wording import pounds
from workplace.practice.exercises import exercises_for

LATEST = 20


@never_cache
@require_safe
def practice_home(request: GuildhallRequest) -> HttpResponse:
    """What practice is, the exercises, and what has been sent in it lately."""
    principal = request.principal
    if not practice.may_practise(principal):
        raise PermissionDenied
    lately = practice.practised_lately(principal)[:LATEST]
    shown = {
        "practising": principal.practising,
        "exercises": exercises_for(principal),
        "lately": [(row, officer_label(row.state)) for row in lately],
    }
    return render(request, "workplace/practice/home.html", shown)


@require_POST
def practice_turn(request: GuildhallRequest) -> HttpResponse:
    """Turn practice on or off in this session; twice the same way changes nothing more."""
    if not practice.may_practise(request.principal) and not request.principal.practising:
        raise PermissionDenied
    if request.POST.get("practise") == "yes" and practice.may_practise(request.principal):
        request.session[PRACTISING] = True
    else:
        request.session.pop(PRACTISING, None)
        messages.success(request, "You have stopped practising. What you do from now on is real.")
    return redirect("practice")


@never_cache
@require_safe
def practice_letters(request: GuildhallRequest, reference: str) -> HttpResponse:
    """What would have been written to people about a request."""
    found = _found(request, reference)
    letters = practice.letters_kept(request.principal, found)[: practice.SHOWN_AT_ONCE]
    return render(request, "workplace/practice/letters.html", {"made": found, "letters": letters})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def practice_pay(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Where a card would be asked for: whoever practises says how it went."""
    found = _found(request, reference)
    is_waiting = found.state == RequestState.AWAITING_PAYMENT
    if request.method == "POST":
        if request.POST.get("went") == "well":
            practice.say_paid(request.principal, found.id)
            messages.success(request, "It went on as if the payment had been made. No money was taken.")
        elif is_waiting:
            messages.warning(request, "It stays as it is, as if the card had been refused.")
        return redirect("work_request", reference=found.reference)
    shown = {"made": found, "fee": pounds(found.fee_pence), "is_waiting": is_waiting}
    return render(request, "workplace/practice/pay.html", shown)


def _found(request: GuildhallRequest, reference: str) -> Request:
    """The request of practice of that reference, for whoever practises.

    Raises:
        Http404: for everybody and everything else.
    """
    found = request_for(request.principal, reference) if request.principal.practising else None
    if found is None or not found.is_practice:
        raise Http404
    return found
