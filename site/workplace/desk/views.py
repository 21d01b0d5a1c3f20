"""The desk: one box that finds people, Locations and requests, and what to do when somebody rings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests.contacts import under_way
from forms_engine.requests.customers.finding import find_customers, find_locations
from forms_engine.requests.customers.selectors import customers_for
from forms_engine.requests.finding import LONGEST, find
from forms_engine.requests.references import read_reference
from workplace.desk.customer_forms import NewCustomerForm, from_said
from workplace.desk.entering import enter, last_channel
from workplace.desk.log_forms import BeginForm

SHOWN = 8  # of each kind: what tells them apart fits on one screen


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; whether there is more, and whether too many fit to show any."""

    rows: list[Any]
    more: bool = False
    too_many: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: GuildhallRequest) -> HttpResponse:
    """Find somebody or something, by POST: a name in an address would stay in histories and logs."""
    enter(request)
    said = " ".join(request.POST.get("said", "").replace("\0", "").split())[:LONGEST]
    context: dict[str, Any] = {
        "said": said,
        "asked": request.method == "POST",
        "under_way": under_way.current(request.principal),
        **begin_context(request),
    }
    if said:
        context |= _found(request.principal, said)
        context["new_form"] = NewCustomerForm(initial={**from_said(said), "key": uuid4()}, auto_id="new_%s")
    return render(request, "workplace/desk/desk.html", context)


def begin_context(request: GuildhallRequest) -> dict[str, Any]:
    """For ``_begin.html``."""
    form = BeginForm(initial={"channel": last_channel(request)}, auto_id="begin_%s")
    return {"begin_form": form, "begin_key": uuid4()}


def _found(principal: Principal, said: str) -> dict[str, Any]:
    people, where, requests = (
        find_customers(principal, said),
        find_locations(principal, said),
        find(principal, said),
    )
    rows = people.rows
    if read_reference(said) and not rows:
        # Whoever says a reference is asked about by their name next.
        rows = list(customers_for(principal).filter(requests__in=requests.rows).select_related("location"))
    groups = {
        "people": _group(rows, people.more, people.too_many_names),
        "locations": _group(where.rows, where.more, where.too_many_words),
        "requests": _group(requests.rows, requests.more, requests.too_many_names),
    }
    return {**groups, "nothing": not any(group.rows or group.too_many for group in groups.values())}


def _group(rows: Sequence[Any], more: bool, too_many: bool) -> Group:
    return Group(list(rows[:SHOWN]), more or len(rows) > SHOWN, too_many)
