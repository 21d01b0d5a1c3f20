"""The pages of one person, of a team, and of what those who keep entries have to see to."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from content.links import address
from workplace.models import Profile
from workplace.people import changing
from workplace.people.finding import directory_page
from workplace.people.keeping import to_see_to
from workplace.people.selectors import entry_for, own_entry, teams_in_directory
from workplace.people.showing import show_person, show_team


@require_safe
def own(request: GuildhallRequest) -> HttpResponse:
    """The way to one's own entry, which is made where there is none yet."""
    entry = own_entry(request.principal)
    if entry is None:
        raise Http404
    return redirect("colleague", person=entry.user.uuid)


@require_safe
def person(request: GuildhallRequest, person: UUID) -> HttpResponse:
    """One person's page."""
    shown = show_person(request.principal, _entry(request, person))
    return _page(request, "workplace/people/person.html", {"shown": shown, "entry": shown.entry})


@require_safe
def photo(request: GuildhallRequest, person: UUID) -> HttpResponseBase:
    """Their photo, for whoever may see their entry."""
    found = _entry(request, person).photo
    if found is None:
        raise Http404
    try:
        file = found.file.storage.open(found.file.name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def team(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One team's page."""
    found = get_object_or_404(teams_in_directory(), slug=slug)
    return _page(
        request, "workplace/people/team.html", {"shown": show_team(request.principal, found), "team": found}
    )


@require_safe
def keeping(request: GuildhallRequest) -> HttpResponse:
    """What there is to see to in the entries that one keeps."""
    return _page(request, "workplace/people/keeping.html", {"found": to_see_to(request.principal)})


@require_POST
def confirm(request: GuildhallRequest, person: UUID) -> HttpResponse:
    """Their own entry is right as it is."""
    entry = _entry(request, person)
    try:
        changing.confirm_entry(request.principal, entry)
    except changing.NotYours as error:
        raise PermissionDenied from error
    messages.success(request, "Thank you. Your entry says that it was looked at today.")
    return redirect("colleague", person=person)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: GuildhallRequest, person: UUID) -> HttpResponse:
    """Hide somebody from colleagues, or show them again; asked once more what that means."""
    shown = show_person(request.principal, _entry(request, person))
    if not shown.keeps:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, "workplace/people/hide.html", {"shown": shown, "entry": shown.entry})
    hidden = request.POST.get("hidden") == "yes"
    try:
        changing.hide_entry(request.principal, shown.entry, hidden=hidden)
    except changing.NotYours as error:
        raise PermissionDenied from error
    words = "They are hidden from colleagues." if hidden else "Colleagues find them again."
    messages.success(request, words)
    return redirect("colleague", person=person)


def _entry(request: GuildhallRequest, person: UUID) -> Profile:
    entry = entry_for(request.principal, person)
    if entry is None:
        raise Http404
    return entry


def _page(request: GuildhallRequest, template: str, context: dict[str, object]) -> HttpResponse:
    directory = directory_page(request.principal)
    url = address(request, directory) if directory else ""
    return render(request, template, {**context, "directory_url": url, "directory": directory})
