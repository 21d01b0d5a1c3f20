"""Going on with what a caller has begun, by the code that they read out; and throwing away what an officer began."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from forms_engine.journeys.officer.own import is_the_callers_own, taken_submission
from forms_engine.journeys.officer.spoken import TooManyTries, open_by_code
from forms_engine.journeys.saving import delete_draft
from forms_engine.journeys.services import AlreadySubmitted
from forms_engine.requests.selectors import is_officer
from workplace.said import SaidForm


class SpokenCodeForm(SaidForm):
    """The code that a caller reads out."""

    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Their code",
        help_text="Eight letters and numbers in two groups, such as K7WQ 3XT9.",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={
            "required": "Enter the code that they read out.",
            "max_length": "A code has eight letters and numbers. Enter it again.",
            "null_characters_not_allowed": "A code has eight letters and numbers. Enter it again.",
        },
        template_name="components/field/text.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def officer_draft(request: GuildhallRequest) -> HttpResponse:
    """Enter the code; the right one opens their draft where they stopped."""
    if not is_officer(request.principal):
        raise PermissionDenied
    form = SpokenCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            submission = open_by_code(request.principal, form.cleaned_data["code"])
        except TooManyTries:
            form.add_error(
                "code", "Too many wrong codes. Wait 15 minutes, or begin the journey anew for them."
            )
        else:
            if submission is not None:
                return redirect(
                    "officer_screen", slug=submission.version.journey.slug, submission_id=submission.id
                )
            form.add_error(
                "code",
                "That code is not right, has been used or is too old. Ask them to read it again, or to show a new one.",
            )
    return render(request, "journeys/officer/draft.html", {"form": form})


@require_POST
def officer_delete(request: GuildhallRequest, slug: str, submission_id: UUID) -> HttpResponse:
    """Throw away what the officer has begun for somebody. What a caller began is theirs to keep."""
    if not is_officer(request.principal):
        raise PermissionDenied
    submission = taken_submission(request.principal, slug, submission_id)
    if submission is None or is_the_callers_own(submission):
        raise Http404
    try:
        delete_draft(submission.id)
    except AlreadySubmitted:
        return redirect("officer_done", slug=slug, submission_id=submission_id)
    messages.success(request, "Thrown away. Nothing was sent.")
    return redirect("officer_journeys")
