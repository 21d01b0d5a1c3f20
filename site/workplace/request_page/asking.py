"""Asking a request's customer something."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.states import NotAllowed, StateRefused
from workplace.request_page.finding import found_for
from workplace.request_page.forms import AskForm
from workplace.request_page.showing import show


@require_POST
def work_ask(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Ask, and let the request wait for the answer."""
    found = found_for(request, reference)
    form = AskForm(request.POST, auto_id="ask_%s")
    if not form.is_valid():
        return show(request, found, wrong=form)
    said = form.cleaned_data
    try:
        ask(
            request.principal,
            found.id,
            said["question"],
            wants_files=said["wants_files"],
            seen=said["seen"],
            read=said["read"],
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    except StateRefused as refused:
        found = found_for(request, reference)
        typed = {name: said[name] for name in ("question", "wants_files")}
        again = AskForm(auto_id="ask_%s", initial=typed)
        return show(request, found, refusal=str(refused), wrong=again)
    reached = "" if found.email or found.mobile else " We have no address to tell them: ring them, or write."
    messages.success(
        request, f"You have asked the customer of {found.reference}. It waits for them.{reached}"
    )
    return redirect("work_request", reference=found.reference)
