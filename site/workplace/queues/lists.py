"""The pages that list requests: one queue's, and everything that one may work on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.due import OVERDUE
from forms_engine.requests.selectors import is_officer, queue_for, queues_of
from workplace.queues.bulk import ACTIONS
from workplace.queues.choices import described, selects_for, tickboxes_for
from workplace.queues.filters import FIRST_DUE, MINE, NOBODYS, Filters
from workplace.queues.keyboard import KEYS, keys_are_on
from workplace.queues.listing import Where, counted, in_words, page_of
from workplace.queues.rows import rows_of
from workplace.queues.saved_views import views_for
from workplace.queues.saving import address_of

EVERYTHING = "Everything I may work on"


@require_safe
def queue(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One queue's requests, narrowed and in the order that the address says, a page at a time."""
    found = queue_for(request.principal, slug)
    if found is None:
        raise Http404
    return _list(request, found, {"queue": found, "heading": found.name})


@require_safe
def everything(request: GuildhallRequest) -> HttpResponse:
    """The requests of all of one's queues in one list."""
    if not is_officer(request.principal):
        raise PermissionDenied
    return _list(request, list(queues_of(request.principal)), {"queue": None, "heading": EVERYTHING})


def _list(request: GuildhallRequest, queues: Where, context: dict[str, Any]) -> HttpResponse:
    principal, by = request.principal, Filters.from_query(request.GET)
    page = page_of(principal, queues, by, request.GET.get("after", ""))
    selects = selects_for(principal, by)
    return render(
        request,
        "workplace/queues/list.html",
        {
            **context,
            "rows": rows_of(page.rows),
            "after": page.after,
            "is_first": page.is_first,
            "count": in_words(counted(principal, queues, by)),
            "by": by,
            "query": by.query,
            "selects": selects,
            "tickboxes": tickboxes_for(by),
            "narrowed": described(by, selects),
            "quick": _quick(by),
            "today": timezone.localdate(),
            "saved": [(view, address_of(view.queue, view.query)) for view in views_for(principal)],
            "teams": teams_for(principal).order_by("name"),
            "actions": ACTIONS,
            "keys": keys_are_on(request),
            "key_words": KEYS,
            "user": principal.user,
        },
    )


def _quick(by: Filters) -> list[tuple[str, str, bool]]:
    """The lists that are asked for most: words, address, and whether it is the one shown."""
    usual = [
        ("Not finished", Filters()),
        ("Mine", Filters(whose=MINE)),
        ("Nobody’s yet", Filters(whose=NOBODYS, sort=FIRST_DUE)),
        ("Overdue", Filters(due=OVERDUE)),
        ("New message", Filters(message="1")),
        ("Not opened", Filters(unread="1")),
        ("Urgent", Filters(urgent="1")),
    ]
    return [(words, one.query, one == by) for words, one in usual]
