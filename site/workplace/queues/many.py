"""The page that does one thing to all the requests that are ticked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests.models import Request
from forms_engine.requests.selectors import is_officer, queue_for, requests_for
from workplace.queues.bulk import ACTIONS, do_to_many
from workplace.queues.bulk_forms import FORMS
from workplace.queues.filters import Filters
from workplace.queues.saving import address_of
from workplace.queues.ticks import MOST_AT_ONCE, Tick, ticks_in


@require_POST
def queue_many(request: GuildhallRequest) -> HttpResponse:
    """Do what was chosen to what was ticked: at once where nothing else has to be said, otherwise by way of a page that asks
    for it. Answers for each request what was done, or why not."""
    principal, said = request.principal, request.POST
    if not is_officer(principal):
        raise PermissionDenied
    back = _back(principal, said)
    alone, name = said.get("only", ""), said.get("do", "")
    ticks = ticks_in([alone] if alone else said.getlist("listed" if said.get("all") else "chosen"))
    action = ACTIONS.get("take" if alone else name)
    problem = _problem(ticks, known=action is not None)
    if problem or action is None:
        messages.warning(request, problem)
        return redirect(back)
    context = {
        "ticks": [str(tick) for tick in ticks],
        "back": back,
        "name": name,
        "action": action,
        "list": said.get("list", ""),
        "query": said.get("query", ""),
    }
    values = {}
    if action.asks:
        form = FORMS[name](said if said.get("sure") else None, principal=principal)
        if not form.is_valid():
            found = _shown(principal, ticks)
            context |= {"form": form, "requests": found, "warning": _warning(found)}
            return render(request, "workplace/queues/ask.html", context)
        values = form.cleaned_data
    done = do_to_many(principal, "take" if alone else name, ticks, values)
    if alone:
        (messages.success if done[0].was_done else messages.warning)(
            request, f"{done[0].reference}: {done[0].words}"
        )
        return redirect(f"{back}#row-{done[0].reference}")
    number = sum(1 for one in done if one.was_done)
    return render(request, "workplace/queues/done.html", context | {"done": done, "number": number})


def _warning(found: list[Request]) -> str:
    """How many customers will be written to, for whoever is about to do so."""
    number = sum(1 for one in found if one.email)
    people = "1 customer is" if number == 1 else f"{number} customers are"
    return f"{people} written to at once, in your words. This cannot be taken back."


def _problem(ticks: list[Tick], *, known: bool) -> str:
    if not known:
        return "Nothing was done: choose what to do with the requests that you tick."
    if not ticks:
        return "Nothing was done: tick the requests first."
    if len(ticks) > MOST_AT_ONCE:
        return f"Nothing was done: tick {MOST_AT_ONCE} requests at most."
    return ""


def _shown(principal: Principal, ticks: list[Tick]) -> list[Request]:
    """The requests behind the ticks that are shown to this principal, in the order of the ticks. One query."""
    order = {tick.reference: place for place, tick in enumerate(ticks)}
    found = (
        requests_for(principal).filter(reference__in=order).only("reference", "title", "language", "email")
    )
    return sorted(found, key=lambda one: order[one.reference])


def _back(principal: Principal, said: QueryDict) -> str:
    """The list that it was done from; no other address is believed."""
    slug = said.get("list", "").replace("\0", "")
    queue = queue_for(principal, slug) if slug else None
    return address_of(queue, Filters.from_query(QueryDict(said.get("query", "")[:1000])).query)
