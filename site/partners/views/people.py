"""The people of an organisation: for its managers on the extranet and for the council on the intranet alike."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Role
from accounts.reauthentication import proved_recently
from audiences.http import GuildhallRequest
from partners import services
from partners.finding import invitation_of, managed, member
from partners.forms import InvitationForm, PersonForm


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Invite somebody by email."""
    organisation, may = managed(request, slug)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = services.invite(
                request.principal,
                organisation,
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
                last_day=form.cleaned_data["last_day"],
                language=get_language() or "en",
            )
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else "last_day", error)
        else:
            messages.success(
                request, _("We have sent an invitation to %(email)s.") % {"email": invitation.email}
            )
            return redirect("organisation", slug)
    context = {"organisation": organisation, "form": form, "may": may}
    return render(request, "partners/invite.html", context)


@require_POST
def resend(request: GuildhallRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again."""
    organisation, _may = managed(request, slug)
    invitation = invitation_of(organisation, invitation_id)
    try:
        services.resend(request.principal, invitation)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("We have sent %(email)s a new link.") % {"email": invitation.email})
    return redirect("organisation", slug)


@require_POST
def cancel(request: GuildhallRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    organisation, _may = managed(request, slug)
    invitation = invitation_of(organisation, invitation_id)
    try:
        services.cancel(request.principal, invitation)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("The invitation to %(email)s no longer works.") % {"email": invitation.email}
        )
    return redirect("organisation", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: GuildhallRequest, slug: str, person: UUID) -> HttpResponse:
    """Change somebody's role or last day."""
    organisation, may = managed(request, slug)
    membership = member(organisation, person)
    is_own = membership.user_id == may.user.pk
    form = PersonForm(
        request.POST or None, membership=membership, may_change_day=may.for_council or not is_own
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.change_role(request.principal, membership, Role(form.cleaned_data["role"]))
                if "last_day" in form.fields and form.cleaned_data["last_day"] != membership.expires:
                    services.extend(request.principal, membership, form.cleaned_data["last_day"])
        except ValidationError as error:
            form.add_error("role" if error.code in {"last_manager", "over"} else "last_day", error)
        else:
            messages.success(request, _("%(name)s’s access is changed.") % {"name": membership.user.name})
            return redirect("organisation", slug)
    context = {"organisation": organisation, "membership": membership, "form": form, "is_own": is_own}
    return render(request, "partners/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def reset(request: GuildhallRequest, slug: str, person: UUID) -> HttpResponse:
    """Reset the second factor of somebody who has lost theirs, once it has been confirmed that it is they who ask."""
    organisation, _may = managed(request, slug)
    membership = member(organisation, person)
    problem = ""
    if request.method == "POST":
        try:
            services.reset_second_factor(request.principal, membership)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(
                request,
                _("%(name)s sets up a new second factor when they next sign in.")
                % {"name": membership.user.name},
            )
            return redirect("organisation_person", slug, membership.user.uuid)
    context = {"organisation": organisation, "membership": membership, "problem": problem}
    return render(request, "partners/reset.html", context)


@sensitive_variables("codes")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def code_card(request: GuildhallRequest, slug: str, person: UUID) -> HttpResponse:
    """A card of codes for somebody who has no phone of their own. It is shown in the answer that makes it, to be printed."""
    organisation, _may = managed(request, slug)
    membership = member(organisation, person)
    codes: list[str] = []
    problem = ""
    if request.method == "POST":
        try:
            codes = services.make_card(request.principal, membership)
        except ValidationError as error:
            problem = " ".join(error.messages)
    numbered = [(number, f"{code[:4]} {code[4:]}") for number, code in enumerate(codes, start=1)]
    context = {"organisation": organisation, "membership": membership, "problem": problem, "codes": numbered}
    return render(request, "partners/code_card.html", context, status=201 if codes else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: GuildhallRequest, slug: str, person: UUID) -> HttpResponse:
    """End somebody's access, once it has been confirmed that this is meant."""
    organisation, may = managed(request, slug)
    membership = member(organisation, person)
    is_own = membership.user_id == may.user.pk
    problem = ""
    if request.method == "POST":
        try:
            services.end_membership(request.principal, membership)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("%(name)s no longer has access.") % {"name": membership.user.name})
            # Whoever ends their own may not see this organisation any more.
            return redirect("/") if is_own and not may.for_council else redirect("organisation", slug)
    context = {"organisation": organisation, "membership": membership, "is_own": is_own, "problem": problem}
    return render(request, "partners/end.html", context)
