"""The queues of a team outside the council, and what is in one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.catalogue.models import Queue
from forms_engine.cursors import read_place
from forms_engine.requests.assigning import take_next
from forms_engine.requests.models import Request
from forms_engine.requests.outside.queues import (
    Show,
    after,
    counted_queues,
    jobs_in,
    queues_outside,
    works_outside,
)
from forms_engine.requests.selectors import MOST_COUNTED
from forms_engine.requests.wording import with_state_words
from workplace.said import when_shown

PAGE_SIZE = 30


@require_safe
def outside_queues(request: GuildhallRequest) -> HttpResponse:
    """Their queues with what waits in each; a single one is opened at once."""
    if not works_outside(request.principal):
        raise Http404
    found = counted_queues(request.principal)
    if len(found) == 1:
        return redirect("outside_queue", slug=found[0][0].slug)
    return render(request, "workplace/outside/queues.html", {"queues": found, "most_counted": MOST_COUNTED})


@require_safe
def outside_queue(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One queue's requests, newest first, a page at a time."""
    queue = _queue(request, slug)
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in set(Show) else Show.ALL
    today = timezone.localdate()
    rows = jobs_in(request.principal, queue, show, today)
    if place := read_place(request.GET.get("before", "")):
        rows = after(rows, *place)
    found = list(rows[: PAGE_SIZE + 1])
    more = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    context = {
        "queue": queue,
        "several": queues_outside(request.principal).count() > 1,
        "rows": with_state_words(found[:PAGE_SIZE], get_language() or "en"),
        "show": show,
        "today": today,
        "me": request.principal.user,
        "older": _named(more) if more else "",
        "choices": [
            (Show.ALL, _("All")),
            (Show.MINE, _("Mine")),
            (Show.FREE, _("Nobody’s yet")),
            (Show.OVERDUE, _("Overdue")),
        ],
    }
    return render(request, "workplace/outside/queue.html", context)


@require_POST
def outside_next(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Take the request that is due first of those that nobody has."""
    queue = _queue(request, slug)
    taken = take_next(request.principal, queue, opened=when_shown(request.POST.get("opened", "")))
    if taken is None:
        messages.success(request, _("Nothing is left that nobody has."))
        return redirect("outside_queue", slug=queue.slug)
    return redirect("outside_request", reference=taken.reference)


def _queue(request: GuildhallRequest, slug: str) -> Queue:
    found = queues_outside(request.principal).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _named(row: Request) -> str:
    """What names a row to ``read_place``."""
    assert row.received_at is not None, "only what was received is listed"
    return f"{row.received_at.isoformat()}_{row.id}"
