"""The pages on which an entry is changed, and on which it is said who has taken over."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from audiences.http import GuildhallRequest
from forms_engine.cursors import read_moment
from workplace.models import Profile
from workplace.people import changing, skills
from workplace.people.forms import EntryForm, SuccessorForm
from workplace.people.lines import Circle
from workplace.people.selectors import among, colleagues_for, entry_for, is_own, keeps

MOST_OFFICES = 100
STALE = "Somebody else has changed this entry since you opened it. Look at it again, then make your changes once more"
CIRCLE = "This person is managed by them, directly or further down. Choose somebody else"


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: GuildhallRequest, person: UUID) -> HttpResponse:
    """Everything an entry says, on one page."""
    principal = request.principal
    entry = entry_for(principal, person)
    if entry is None:
        raise Http404
    own = is_own(principal, entry)
    if not own and not keeps(principal, entry):
        raise PermissionDenied
    having = [skill.name for skill in skills.skills_of(entry)]
    form = EntryForm(
        request.POST or None, request.FILES or None, principal=principal, entry=entry, having=having
    )
    if request.method == "POST" and form.is_valid() and _changed(request, entry, form):
        return redirect("colleague", person=person)
    context = {
        "form": form,
        "entry": entry,
        "is_own": own,
        "skills": skills.suggested(principal),
        "offices": _offices(request),
    }
    return render(request, "workplace/people/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def taken_over(request: GuildhallRequest, person: UUID) -> HttpResponse:
    """Who has taken over from somebody who left."""
    principal = request.principal
    entry = entry_for(principal, person)
    if entry is None or not entry.has_left:
        raise Http404
    if not keeps(principal, entry):
        raise PermissionDenied
    form = SuccessorForm(request.POST or None, principal=principal, entry=entry)
    if request.method == "POST" and form.is_valid():
        chosen = form.people.get(form.cleaned_data["successor"])
        try:
            changing.say_who_took_over(principal, entry, among(principal, [chosen]).get(chosen or 0))
        except changing.NotYours as error:
            raise PermissionDenied from error
        messages.success(request, "Saved. Colleagues are led to whoever has taken over.")
        return redirect("colleague", person=person)
    context = {"form": form, "entry": entry}
    return render(request, "workplace/people/taken_over.html", context, status=422 if form.errors else 200)


def _changed(request: GuildhallRequest, entry: Profile, form: EntryForm) -> bool:
    """Whether what was said could be written; otherwise the form says why not."""
    said = form.said()
    if form.changes_manager():
        chosen = form.chosen_manager()
        said["manager"] = User.objects.filter(pk=chosen).first() if chosen else None
    try:
        changed = changing.change_entry(
            request.principal,
            entry,
            said,
            skills=form.skills_said(),
            photo=form.cleaned_data["photo"],
            without_photo=form.cleaned_data.get("without_photo", False),
            seen=read_moment(form.cleaned_data["seen"]),
        )
    except Circle:
        form.add_error("manager", CIRCLE)
    except changing.Stale:
        form.add_error(None, STALE)
    except changing.NotYours as error:
        raise PermissionDenied from error
    else:
        messages.success(request, "The entry has been saved." if changed else "Nothing was changed.")
        return True
    return False


def _offices(request: GuildhallRequest) -> list[str]:
    offices = colleagues_for(request.principal).exclude(office="").order_by("office")
    return list(offices.values_list("office", flat=True).distinct()[:MOST_OFFICES])
