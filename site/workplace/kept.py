"""What is kept longer than its rule says, and the legal holds: putting a request on hold, and lifting one."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from forms_engine.requests.data_life import holds, retention
from forms_engine.requests.selectors import is_officer, request_for, requests_for
from workplace.said import SaidForm, words_field

MOST_SHOWN = 100


class HoldForm(SaidForm):
    """Which request, and why nothing of it may be erased."""

    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Reference of the request",
        max_length=20,
        error_messages={"required": "Enter the reference of the request, like K7W-Q3X-T9D4."},
        template_name="components/field/text.html",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    why = words_field(
        "Why may nothing of it be erased?",
        "Say why, for example which claim or inquest it is about.",
        "Officers who open the request read this.",
        longest=holds.LONGEST,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: GuildhallRequest) -> HttpResponse:
    """What should be gone and is kept, with why, for officers; the holds, for those who set them."""
    if not is_officer(request.principal):
        raise PermissionDenied
    may_hold = holds.may_hold(request.principal)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_hold:
            raise PermissionDenied
        if form.is_valid() and _held(request, form):
            return redirect("kept")
    return render(
        request,
        "workplace/kept.html",
        {
            "stuck": retention.stuck(requests_for(request.principal), timezone.now(), MOST_SHOWN),
            "holds": holds.holds_for(request.principal)[:MOST_SHOWN],
            "may_hold": may_hold,
            "form": form,
        },
    )


@require_POST
def lift_hold(request: GuildhallRequest, hold_id: UUID) -> HttpResponse:
    """Lift a hold. Lifted already, it is the same."""
    try:
        holds.lift(request.principal, hold_id)
    except holds.HoldRefused as refused:
        raise Http404 from refused
    messages.success(request, "The hold is lifted.")
    return redirect("kept")


def _held(request: GuildhallRequest, form: HoldForm) -> bool:
    found = request_for(request.principal, form.cleaned_data["reference"])
    if found is None:
        form.add_error("reference", "There is no such request, or it is not shown to you.")
        return False
    try:
        holds.hold(request.principal, request=found, why=form.cleaned_data["why"])
    except holds.HoldRefused as refused:
        form.add_error("why", str(refused))
        return False
    messages.success(request, f"{found.reference} is on hold: nothing of it is erased.")
    return True
