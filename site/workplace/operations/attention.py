"""What could not be delivered: the list of it, one of it, and what a person does about them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from audiences.http import GuildhallRequest
from forms_engine.catalogue.models import Team
from forms_engine.delivery import by_hand
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.reasons import Why, with_why
from forms_engine.requests.seeing_to import deliveries_for, destinations_for, may_take
from forms_engine.requests.selectors import MOST_COUNTED
from workplace.operations.forms import ArrivedForm, HandledForm, RedirectForm
from workplace.operations.listing import AGES, Choice, attention_for, page_of, rows_of
from workplace.operations.views import enter

AT_ONCE = 200  # in one transaction
VERBS = {"resend": "Send again", "handle": "Mark as seen to"}


@require_safe
def attention(request: GuildhallRequest) -> HttpResponse:
    """What could not be delivered, the oldest first, a page at a time."""
    enter(request)
    choice = Choice.from_query(request.GET)
    rows, older = page_of(request.principal, choice, request.GET.get("after", ""))
    destinations = list(destinations_for(request.principal))
    teams = Team.objects.filter(id__in={one.team_id for one in destinations if one.team_id}).order_by("name")
    context = {
        "rows": rows,
        "choice": choice,
        "older": older,
        "destinations": destinations,
        "teams": teams,
        "ages": [(value, label) for value, (label, _) in AGES.items()],
        "whys": [(one.value, one.label) for one in Why],
    }
    return render(request, "workplace/operations/attention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def attention_one(request: GuildhallRequest, delivery_id: UUID) -> HttpResponse:
    """One delivery: why, every try, what people did, and what can be done about it. A POST does it."""
    enter(request)
    found = _one(request, delivery_id)
    doing = request.POST.get("do", "")
    data = request.POST if request.method == "POST" else None
    forms = {
        "handled": HandledForm(data if doing == "handled" else None, prefix="handled"),
        "redirected": RedirectForm(
            data if doing == "redirected" else None,
            choices=may_take(found, request.principal),
            prefix="redirected",
        ),
        "arrived": ArrivedForm(data if doing == "arrived" else None, prefix="arrived"),
    }
    refused = ""
    if request.method == "POST":
        if doing == "resent":
            return _said(
                request,
                found,
                bool(by_hand.resend([found.id], by=by_whom(request))),
                "It is being sent again.",
            )
        if doing not in forms:
            return HttpResponseBadRequest("That cannot be done.", content_type="text/plain")
        if forms[doing].is_valid():
            try:
                return _do(request, found, doing, forms[doing].cleaned_data)
            except by_hand.CannotRedirect as error:
                refused = str(error)
    [row] = rows_of(request.principal, [found])
    context = {
        "row": row,
        "delivery": found,
        "attempts": found.attempts.order_by("-number"),
        "actions": found.actions.select_related("by").order_by("-id"),
        "is_silent": attention_for(request.principal, Why.SILENT.value).filter(id=found.id).exists(),
        "can_resend": found.destination.retired_at is None,
        "refused": refused,
        "wrong": next((form for form in forms.values() if form.is_bound and form.errors), None),
        **forms,
    }
    return render(request, "workplace/operations/attention_one.html", context)


def _one(request: GuildhallRequest, delivery_id: UUID) -> Delivery:
    about = with_why(deliveries_for(request.principal).filter(id=delivery_id))
    found = about.select_related("destination__team", "redirected_from__destination", "handled_by").first()
    if found is None:
        raise Http404
    found.since = found.dead_at or found.delivered_at  # type: ignore[attr-defined]
    return found


def _do(request: GuildhallRequest, found: Delivery, doing: str, said: dict[str, Any]) -> HttpResponse:
    by = by_whom(request)
    if doing == "handled":
        done = bool(by_hand.mark_handled([found.id], by=by, note=said["note"]))
        return _said(request, found, done, "It is marked as seen to.")
    if doing == "arrived":
        done = by_hand.say_acknowledged(found.id, by=by, note=said["note"], remote_id=said["remote_id"])
        return _said(request, found, done, "It is noted that they have it.")
    made = by_hand.redirect(found.id, to=said["to"], by=by, note=said["note"])
    return _said(request, found, made is not None, f"It is being sent to {said['to']} instead.")


def _said(request: GuildhallRequest, found: Delivery, done: bool, words: str) -> HttpResponse:
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, "Nothing was changed: somebody else has seen to it meanwhile.")
    return redirect("attention_one", found.id)


@require_POST
def attention_many(request: GuildhallRequest) -> HttpResponse:
    """Do one thing about several: those that were ticked, or all of one destination. Asks first."""
    enter(request)
    doing, destination = request.POST.get("do", ""), request.POST.get("destination", "").replace("\0", "")
    if doing not in VERBS:
        return HttpResponseBadRequest("That cannot be done.", content_type="text/plain")
    back = _back(request.POST.get("back", ""))
    ids = _chosen(request, destination)
    if not ids:
        messages.warning(request, "Nothing was changed: choose at least one that still needs attention.")
        return redirect(back)
    form = HandledForm(request.POST if "confirmed" in request.POST else None, prefix="handled")
    if "confirmed" not in request.POST or (doing == "handle" and not form.is_valid()):
        found = Delivery.objects.filter(id__in=ids[:MOST_COUNTED])
        context = {
            "doing": doing,
            "verb": VERBS[doing],
            "number": len(ids),
            "names": sorted(set(found.values_list("destination__name", flat=True))),
            "ids": [] if destination else ids,
            "destination": destination,
            "back": request.POST.get("back", ""),
            "form": form,
        }
        return render(request, "workplace/operations/confirm.html", context)
    by = by_whom(request)
    verb: Callable[[list[UUID]], int]
    if doing == "resend":
        verb, words = (lambda some: by_hand.resend(some, by=by)), "being sent again"
    else:
        note = form.cleaned_data["note"]
        verb, words = (lambda some: by_hand.mark_handled(some, by=by, note=note)), "marked as seen to"
    done = sum(verb(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))
    _say_of_many(request, done, len(ids) - done, words)
    return redirect(back)


def _say_of_many(request: GuildhallRequest, done: int, left: int, words: str) -> None:
    """How many it was done to; of the others, why not: somebody was faster, or they cannot be sent any more."""
    why = "seen to by somebody else meanwhile, or for a destination that was given up"
    if not done:
        messages.warning(request, f"Nothing was changed: all of them were {why}.")
        return
    others = f" {left} {'was' if left == 1 else 'were'} left alone: {why}." if left else ""
    messages.success(request, f"{done} {'is' if done == 1 else 'are'} {words}.{others}")


def _chosen(request: GuildhallRequest, destination: str) -> list[UUID]:
    """The deliveries that were ticked, or all of a destination, as far as they are this principal's and need it."""
    if destination:
        everything = attention_for(request.principal).filter(destination__slug=destination)
        return list(everything.order_by("since", "id").values_list("id", flat=True))
    ticked = []
    for text in request.POST.getlist("delivery")[:MOST_COUNTED]:
        try:
            ticked.append(UUID(text))
        except ValueError:
            continue
    mine = deliveries_for(request.principal).filter(by_hand.needs_attention(), id__in=ticked)
    return list(mine.values_list("id", flat=True))


def _back(query: str) -> str:
    """Where the person came from: the list, cut as it was, or a destination's page."""
    slug = query.removeprefix("of:")
    if slug != query and slug.isascii() and slug.replace("-", "").replace("_", "").isalnum():
        return reverse("back_office", args=[slug])
    return f"{reverse('attention')}?{Choice.from_query(QueryDict(query)).query}"


def by_whom(request: GuildhallRequest) -> User:
    assert request.principal.user is not None, "whoever was let in is somebody"
    return request.principal.user
