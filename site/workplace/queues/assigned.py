"""Who works on one request: taking it, giving it to a colleague, putting it back; and taking the next of a queue."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import User
from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests import assigning
from forms_engine.requests.models import Request
from forms_engine.requests.selectors import queue_for
from forms_engine.requests.states import FINISHED, NotAllowed, StateRefused
from workplace.doing import do
from workplace.request_page.finding import found_for
from workplace.said import when_shown


def assigned_context(principal: Principal, found: Request) -> dict[str, Any]:
    """For ``workplace/_assigned.html``: who has the request, and to whom it can be given."""
    holder = found.assigned_to
    return {
        "holder": holder,
        "seen": assigning.holder_of(found),
        "is_mine": holder is not None and holder == principal.user,
        "away": assigning.away_words(holder, timezone.now()) if holder else "",
        "is_open": found.received_at is not None and found.state not in FINISHED,
        # Whoever has done with this one goes on to the next.
        "offers_next": found.state in FINISHED,
        "colleagues": assigning.colleagues_to_give_to(principal, found),
    }


@require_POST
def work_take(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Take a request, or take it over from whoever the page showed as having it."""
    found = found_for(request, reference)
    seen = request.POST.get("seen", "")
    return do(
        request,
        found,
        lambda: assigning.take(request.principal, found.pk, seen),
        f"Request {found.reference} is yours.",
    )


@require_POST
def work_put_back(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Put a request back for anybody to take."""
    found = found_for(request, reference)
    seen, why = request.POST.get("seen", ""), request.POST.get("why", "").replace("\0", "")
    return do(
        request,
        found,
        lambda: assigning.put_back(request.principal, found.pk, seen, why=why),
        f"Nobody has request {found.reference} now.",
    )


@require_POST
def work_give(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Give a request to a colleague; where they are away, it is asked first whether to give it to whoever covers."""
    found = found_for(request, reference)
    said = request.POST
    colleagues = {str(one.uuid): one for one in assigning.colleagues_to_give_to(request.principal, found)}
    to = colleagues.get(said.get("to", ""))
    if to is None:
        messages.warning(request, "It was not given to anybody: choose a colleague.")
        return redirect("work_request", reference=found.reference)
    seen, why = said.get("seen", ""), said.get("why", "").replace("\0", "")
    try:
        assigning.give(
            request.principal, found.pk, to, seen, why=why, although_away=bool(said.get("although_away"))
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    except assigning.IsAway as away:
        return _ask(request, found, to, away, {"seen": seen, "why": why})
    except StateRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"{to.name} has request {found.reference} now.")
    return redirect("work_request", reference=found.reference)


@require_POST
def queue_next(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Take the request of a queue that is due first and that nobody has, and go to it."""
    queue = queue_for(request.principal, slug)
    if queue is None:
        raise Http404
    try:
        taken = assigning.take_next(
            request.principal, queue, opened=when_shown(request.POST.get("opened", ""))
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    if taken is None:
        messages.success(request, f"There is nothing left to take in {queue.name}.")
        return redirect("queue", slug=queue.slug)
    messages.success(request, f"Request {taken.reference} is yours.")
    return redirect("work_request", reference=taken.reference)


def _ask(
    request: GuildhallRequest, found: Request, to: User, away: assigning.IsAway, kept: dict[str, str]
) -> HttpResponse:
    context = {"made": found, "to": to, "words": str(away), "covers": away.covers, **kept}
    return render(request, "workplace/queues/away.html", context)
