"""What somebody tells us of themselves in their account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.reauthentication import signed_in_only, signed_in_user
from audiences.http import GuildhallRequest
from forms_engine.requests.customers.own_details import (
    DetailsRefused,
    own_customer,
    set_details,
    set_needs,
    set_preferences,
)
from forms_engine.requests.customers.preferences import MAY_DECLINE
from forms_engine.requests.models import Customer
from portal.account_forms import DetailsForm, NeedsForm, PreferencesForm
from portal.sections import section


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def account_details(request: GuildhallRequest) -> HttpResponse:
    """What they are called, where they live and how to ring them. Email and mobile are changed with how they sign in."""
    user = signed_in_user(request)
    known = own_customer(request.principal) or Customer()
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        language=get_language() or "en",
        asker=str(user.uuid),
        initial={"name": user.name, "phone": known.phone},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            set_details(
                request.principal,
                name=said["name"],
                phone=said["phone"],
                address=said["address"] or None,
                forget_address=bool(said["forget_address"]),
            )
        except DetailsRefused as refused:
            form.refused(refused)
        else:
            messages.success(request, _("We have saved your details."))
            return redirect("account_details")
    return section(request, "details", {"form": form, "user": user, "lives_at": known.location})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def account_needs(request: GuildhallRequest) -> HttpResponse:
    """What they need to be able to deal with us."""
    known = own_customer(request.principal) or Customer()
    form = NeedsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "access_needs": known.access_needs,
            "interpreter_language": known.interpreter_language,
            "needs": known.needs,
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            set_needs(
                request.principal,
                codes=said["access_needs"],
                interpreter_language=said["interpreter_language"],
                words=said["needs"],
            )
        except DetailsRefused as refused:
            form.refused(refused)
        else:
            messages.success(
                request, _("We have saved what you need. Everybody who deals with you sees it first.")
            )
            return redirect("account_needs")
    return section(request, "needs", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def account_preferences(request: GuildhallRequest) -> HttpResponse:
    """How, in which language and of what they would rather hear from us."""
    known = own_customer(request.principal) or Customer()
    form = PreferencesForm(
        request.POST if request.method == "POST" else None,
        initial={
            "contact_by": known.contact_by,
            "language": known.language,
            "wanted": [kind.value for kind in MAY_DECLINE if kind.value not in known.declines],
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            set_preferences(
                request.principal,
                contact_by=said["contact_by"],
                language=said["language"],
                declines=form.declines(),
            )
        except DetailsRefused as refused:
            form.refused(refused)
        else:
            messages.success(request, _("We have saved your choices."))
            return redirect("account_preferences")
    return section(request, "preferences", {"form": form})
