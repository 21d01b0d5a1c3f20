"""Partner organisations as the council looks after them, on the intranet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from partners import services
from partners.authority import NotAllowed, oversees_all
from partners.finding import managed
from partners.forms import ConfirmationForm, OrganisationForm
from partners.selectors import is_due, latest_events, looked_after, people_of, waiting_invitations

MOST_SHOWN = 200


@require_safe
def organisations(request: GuildhallRequest) -> HttpResponse:
    """Every organisation the one asking looks after, with those to confirm on top."""
    words = request.GET.get("q", "").strip()[:100]
    found = list(looked_after(request.principal, words)[: MOST_SHOWN + 1])
    context = {
        "due": [each for each in found if is_due(each)],
        "others": [each for each in found[:MOST_SHOWN] if not is_due(each)],
        "more": len(found) > MOST_SHOWN,
        "words": words,
        "oversees": oversees_all(request.principal),
    }
    return render(request, "partners/council_organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: GuildhallRequest) -> HttpResponse:
    """Add an organisation."""
    if not oversees_all(request.principal):
        raise Http404
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_organisation(request.principal, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("%(name)s is added. Invite its first partner manager.") % {"name": made.name}
            )
            return redirect("invite_person", made.slug)
    return render(request, "partners/council_form.html", {"form": form})


@require_safe
def organisation(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One organisation: its details, its people, what happened."""
    found, may = managed(request, slug)
    context = {
        "organisation": found,
        "may": may,
        "is_due": is_due(found),
        "people": people_of(found),
        "invitations": waiting_invitations(found),
        "events": latest_events(found, most=100),
        "oversees": oversees_all(request.principal),
    }
    return render(request, "partners/council_organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Change its details."""
    found, _may = managed(request, slug)
    form = OrganisationForm(request.POST or None, organisation=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_organisation(request.principal, found, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The details are changed."))
            # Whoever gave it to another owner may not look after it any more.
            return redirect("organisations")
    return render(request, "partners/council_form.html", {"form": form, "organisation": found})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Go through the people of an organisation: who still needs access?"""
    found, _may = managed(request, slug)
    people = people_of(found)
    form = ConfirmationForm(request.POST or None, memberships=[each.membership for each in people])
    context: dict[str, Any] = {"organisation": found, "form": form, "people": people}
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm(
                request.principal,
                found,
                keeping=form.decided(form.KEEP),
                ending=form.decided(form.END),
            )
        except ValidationError as error:
            context["problem"] = " ".join(error.messages)
        else:
            messages.success(request, _("The people of %(name)s are confirmed.") % {"name": found.name})
            return redirect("organisation", slug)
    return render(request, "partners/council_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Close an organisation, once it has been confirmed that this is meant."""
    found, _may = managed(request, slug)
    if request.method == "POST":
        services.close_organisation(request.principal, found)
        messages.success(request, _("%(name)s is closed. Its people have no access.") % {"name": found.name})
        return redirect("organisations")
    return render(request, "partners/council_close.html", {"organisation": found, "people": people_of(found)})


@require_POST
def reopen(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Open a closed organisation again."""
    found, _may = managed(request, slug)
    try:
        services.reopen_organisation(request.principal, found)
    except NotAllowed:
        raise Http404 from None
    messages.success(
        request, _("%(name)s is open again. Invite its first partner manager.") % {"name": found.name}
    )
    return redirect("organisation", slug)
