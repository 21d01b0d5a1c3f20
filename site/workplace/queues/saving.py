"""Saved lists: keeping the one that is shown, renaming and deleting."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.catalogue.models import Queue
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.selectors import is_officer, queue_for
from forms_engine.requests.states import NotAllowed
from workplace.models import SavedView
from workplace.queues.filters import Filters
from workplace.queues.saved_views import (
    NotKept,
    delete_view,
    may_change,
    rename_view,
    save_view,
    views_for,
)


def address_of(queue: Queue | None, query: str) -> str:
    """Where a list is."""
    path = reverse("queue", args=[queue.slug]) if queue else reverse("queue_all")
    return f"{path}?{query}" if query else path


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: GuildhallRequest) -> HttpResponse:
    """One's saved lists, to rename and to delete; and (POST) keeping another."""
    principal = request.principal
    if not is_officer(principal):
        raise PermissionDenied
    if request.method == "POST":
        return _save(request)
    shown = [
        (view, address_of(view.queue, view.query), may_change(principal, view))
        for view in views_for(principal)
    ]
    return render(request, "workplace/queues/saved_views.html", {"views": shown})


def _save(request: GuildhallRequest) -> HttpResponse:
    principal, said = request.principal, request.POST
    filters = Filters.from_query(QueryDict(said.get("query", "")[:1000]))
    slug = said.get("queue", "").replace("\0", "")
    queue = queue_for(principal, slug) if slug else None
    if slug and queue is None:
        raise Http404
    team = None
    if wanted := said.get("team", ""):
        team = teams_for(principal).filter(slug=wanted.replace("\0", "")).first()
        if team is None:
            raise Http404
    try:
        view = save_view(principal, name=said.get("name", ""), filters=filters, queue=queue, team=team)
    except NotAllowed as error:
        raise PermissionDenied from error
    except NotKept as refused:
        messages.warning(request, f"The list was not saved. {refused}")
    else:
        messages.success(request, f"This list is saved as “{view.name}”.")
    return redirect(address_of(queue, filters.query))


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view(request: GuildhallRequest, view_id: UUID) -> HttpResponse:
    """One saved list: another name for it, or its end (``delete``)."""
    view = views_for(request.principal).filter(pk=view_id).first()
    if view is None or not may_change(request.principal, view):
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            if "delete" in request.POST:
                delete_view(request.principal, view.pk)
                messages.success(
                    request, f"The list “{view.name}” is deleted. Its requests are where they were."
                )
                return redirect("saved_views")
            renamed = rename_view(request.principal, view.pk, request.POST.get("name", ""))
            messages.success(request, f"The list is called “{renamed.name}” now.")
            return redirect("saved_views")
        except SavedView.DoesNotExist as error:
            raise Http404 from error
        except NotKept as refused:
            problem = str(refused)
    return render(
        request,
        "workplace/queues/saved_view.html",
        {
            "view": view,
            "name": request.POST.get("name", view.name),
            "problem": problem,
            "address": address_of(view.queue, view.query),
        },
    )
