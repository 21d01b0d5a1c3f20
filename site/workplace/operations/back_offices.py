"""Destinations: how each of them is, and leaving one alone for a while."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncHour
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.delivery import by_hand
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.models import Delivery, DeliveryAction, Destination
from forms_engine.requests.seeing_to import (
    About,
    deliveries_for,
    destinations_for,
    request_id_of,
    requests_about,
)
from forms_engine.requests.selectors import MOST_COUNTED
from workplace.operations.attention import by_whom
from workplace.operations.forms import PauseForm
from workplace.operations.trouble import owner_in_words, owners_of
from workplace.operations.views import enter

Kind = DeliveryAction.Kind
RECENT = 20
HOURS = 24


@require_safe
def back_offices(request: GuildhallRequest) -> HttpResponse:
    """Every destination that this principal sees to, with how it is."""
    enter(request)
    found = list(destinations_for(request.principal).filter(retired_at=None))
    waiting = _counts(request, Delivery.State.READY)
    dead = _counts(request, Delivery.State.DEAD)
    owners = owners_of(row.pk for row in found)
    rows = [(row, health(row), waiting.get(row.pk, 0), dead.get(row.pk, 0), owners[row.pk]) for row in found]
    rows.sort(key=lambda row: (row[1][0] == "ok", row[0].name))
    return render(request, "workplace/operations/back_offices.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def back_office(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One destination: its health, what it has taken lately, and pausing it. A POST pauses it."""
    enter(request)
    found = destinations_for(request.principal).filter(slug=slug).first()
    if found is None:
        raise Http404
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if by_hand.pause(found.id, by=by_whom(request), because=form.cleaned_data["because"]):
            messages.success(request, f"{found.name} is paused. What is for it waits.")
        return redirect("back_office", found.slug)
    now = timezone.now()
    mine = deliveries_for(request.principal).filter(destination=found)
    recent = _lately(mine, found)
    about = requests_about(request.principal, [request_id_of(one) for one in recent])
    context = {
        "destination": found,
        "kind": CONNECTORS[found.kind].label if found.kind in CONNECTORS else found.kind,
        "owner": owner_in_words(found),
        "health": health(found),
        "last_success": mine.filter(state=Delivery.State.DELIVERED)
        .order_by("-delivered_at")
        .values_list("delivered_at", flat=True)
        .first(),
        "waiting": _capped(mine.filter(state=Delivery.State.READY)),
        "dead": _capped(mine.filter(state=Delivery.State.DEAD)),
        "silent": _capped(mine.filter(by_hand.silent())),
        "recent": [(one, _about(about, one)) for one in recent],
        "hours": _by_hour(mine, now),
        "actions": found.actions.filter(delivery=None).select_related("by").order_by("-id")[:RECENT],
        "form": form,
    }
    return render(request, "workplace/operations/back_office.html", context)


@require_POST
def resume_back_office(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Start a paused destination again, or try one that is left alone at once."""
    enter(request)
    found = destinations_for(request.principal).filter(slug=slug).first()
    if found is None:
        raise Http404
    if by_hand.resume(found.id, by=by_whom(request)):
        messages.success(request, f"{found.name} is being tried again now.")
    else:
        messages.warning(request, f"Nothing was changed: {found.name} is neither paused nor left alone.")
    return redirect("back_office", found.slug)


def health(destination: Destination) -> tuple[str, str]:
    """How a destination is: a tag's state, and in words."""
    if destination.retired_at:
        return "closed", "Given up"
    if destination.paused_at:
        return "problem", "Paused"
    if destination.shut_until and destination.shut_until > timezone.now():
        return "problem", "Left alone for a while"
    if destination.failures_in_row:
        return "waiting", "Failing"
    return "ok", "Working"


def _about(about: dict[UUID, About], delivery: Delivery) -> About | None:
    request_id = request_id_of(delivery)
    return about.get(request_id) if request_id else None


def _counts(request: GuildhallRequest, state: str) -> dict[object, int]:
    rows = deliveries_for(request.principal).filter(state=state).order_by().values("destination")
    return {row["destination"]: row["count"] for row in rows.annotate(count=Count("id"))}


def _capped(rows: QuerySet[Delivery]) -> str:
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else str(count)


def _lately(rows: QuerySet[Delivery], destination: Destination) -> list[Delivery]:
    """The newest of what was released: the newest in each state, as an index finds them without reading all that there
    has ever been."""
    seen_to = destination.actions.filter(kind__in=[Kind.HANDLED, Kind.REDIRECTED]).order_by("-id")
    newest = [
        *rows.filter(state=Delivery.State.DELIVERED).order_by("-delivered_at")[:RECENT],
        *rows.filter(state=Delivery.State.READY).order_by("-created_at")[:RECENT],
        *rows.filter(state=Delivery.State.DEAD).order_by("-dead_at")[:RECENT],
        *rows.filter(
            state=Delivery.State.HANDLED, id__in=list(seen_to.values_list("delivery", flat=True)[:RECENT])
        ),
    ]
    return sorted(newest, key=lambda one: one.created_at, reverse=True)[:RECENT]


def _by_hour(rows: QuerySet[Delivery], now: datetime) -> list[tuple[datetime, int]]:
    """How many arrived in each of the last 24 hours, newest first; hours without any too."""
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    first = this_hour - timedelta(hours=HOURS - 1)
    counted = (
        rows.filter(state=Delivery.State.DELIVERED, delivered_at__gte=first)
        .order_by()
        .annotate(hour=TruncHour("delivered_at"))
        .values("hour")
        .annotate(count=Count("id"))
    )
    counts = {row["hour"]: row["count"] for row in counted}
    return [(hour, counts.get(hour, 0)) for hour in (this_hour - timedelta(hours=n) for n in range(HOURS))]
