"""A councillor's casework: raising, following, reading what became of it, ending."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.catalogue.selectors import definition_of, live_version, live_versions
from forms_engine.journeys import services as journeys
from forms_engine.journeys.availability import NotOpen
from forms_engine.journeys.cookies import write_cookie
from forms_engine.journeys.saving import delete_draft
from forms_engine.journeys.selectors import draft_of_casework
from forms_engine.requests.casework import following, raising
from forms_engine.requests.casework.consent import Consent, ConsentRefused, checked
from forms_engine.requests.casework.selectors import (
    casework_for,
    councillor_of,
    has_ended,
    may_follow,
    news_of,
    shows_what_happens,
)
from forms_engine.requests.models import Casework
from forms_engine.requests.states import FINISHED, NotAllowed, StateRefused
from forms_engine.requests.wording import StateWords, state_words
from workplace.councillors.forms import ConsentForm, EndForm, FollowForm, WriteForm

SHOWN = 200


def only_councillors(request: GuildhallRequest) -> None:
    """Refuse everybody else."""
    if councillor_of(request.principal) is None:
        raise PermissionDenied


@require_safe
def casework_list(request: GuildhallRequest) -> HttpResponse:
    """What one has raised and follows, the newest first."""
    only_councillors(request)
    # What they have asked to follow is there once an officer has agreed: a reference proves nothing before that.
    shown = casework_for(request.principal).exclude(request__isnull=False, agreed_at=None)
    found = list(shown[: SHOWN + 1])
    words = StateWords((one.request.service_id for one in found if one.request), "en")
    rows = [
        (one, words(one.request.service_id, one.request.state) if one.request else "")
        for one in found[:SHOWN]
    ]
    context = {"rows": rows, "more": len(found) > SHOWN, "shown": SHOWN}
    return render(request, "workplace/councillors/casework.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def casework_raise(request: GuildhallRequest) -> HttpResponse:
    """The consent first."""
    only_councillors(request)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _begun(request.principal, form.said()) or raising.begin(request.principal, form.said())
        return redirect("casework_journeys", casework_id=made.pk)
    return render(request, "workplace/councillors/raise.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def casework_journeys(request: GuildhallRequest, casework_id: UUID) -> HttpResponse:
    """Which journey to fill in for the resident; POST starts it."""
    found = _mine(request, casework_id)
    if found.request is not None:
        return redirect("casework_one", casework_id=found.pk)
    draft = draft_of_casework(found.pk)
    if request.method == "POST":
        version = live_version(request.principal, request.POST.get("journey", "").replace("\0", "")[:60])
        if version is None or PUBLIC not in version.journey.audience_keys:
            raise Http404
        if draft is not None:
            # One consent, one request: begun anew with another journey, the first is not sent any more.
            delete_draft(draft.pk)
        try:
            submission, token = journeys.start_submission(
                request.principal, version, language="en", casework=found
            )
        except NotOpen:
            messages.warning(
                request, "This cannot be asked for just now. Choose another, or try again later."
            )
            return redirect("casework_journeys", casework_id=found.pk)
        slug = version.journey.slug
        step = journeys.evaluate_submission(submission).path[0].step
        response = redirect("journey_page", slug=slug, step=step)
        write_cookie(request, response, slug, submission, token)
        return response
    offered = [
        (definition_of(version.pk).title.in_language("en"), version.journey)
        for version in live_versions(request.principal)
        if PUBLIC in version.journey.audience_keys
    ]
    offered.sort(key=lambda one: (one[1].service.name, one[0]))
    return render(
        request,
        "workplace/councillors/journeys.html",
        {"casework": found, "offered": offered, "draft": draft},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def casework_follow(request: GuildhallRequest) -> HttpResponse:
    """Ask to follow a request that a resident has made."""
    only_councillors(request)
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            following.ask_to_follow(request.principal, form.cleaned_data["reference"], form.said())
        except (following.TooManyAsks, ConsentRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                "If there is a request with that reference, the officers who work on it have been asked. It appears here "
                "once they have agreed.",
            )
            return redirect("casework")
    return render(request, "workplace/councillors/follow.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def casework_one(request: GuildhallRequest, casework_id: UUID) -> HttpResponse:
    """How one stands: what its customer has been told, the consent, and writing to the officers."""
    found = _mine(request, casework_id)
    if found.request is None:
        return redirect("casework_journeys", casework_id=found.pk)
    if not may_follow(found):
        raise Http404
    form = WriteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            following.write(request.principal, found.pk, form.cleaned_data["text"])
        except NotAllowed as error:
            raise PermissionDenied from error
        except StateRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, "The officers who work on it have your message.")
        return redirect("casework_one", casework_id=found.pk)
    made = found.request
    return render(
        request,
        "workplace/councillors/one.html",
        {
            "casework": found,
            "made": made,
            "state": state_words(made.service_id, made.state, "en"),
            "consent": raising.consent_in_words(found),
            "shows": shows_what_happens(found),
            "news": news_of(found),
            "form": None if made.state in FINISHED else form,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def casework_end(request: GuildhallRequest, casework_id: UUID) -> HttpResponse:
    """End it, or say that the resident took the consent back."""
    only_councillors(request)
    if request.method == "POST" and has_ended(request.principal, casework_id):
        return redirect("casework")  # a click repeated
    found = _mine(request, casework_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = draft_of_casework(found.pk)
        if draft is not None:
            delete_draft(draft.pk)
        following.end(request.principal, found.pk, why=form.cleaned_data["why"])
        messages.success(request, "It has ended. You do not see it any more.")
        return redirect("casework")
    return render(request, "workplace/councillors/end.html", {"casework": found, "form": form})


def _begun(principal: Principal, said: Consent) -> Casework | None:
    """What was begun with this very consent, with no journey chosen yet: a click repeated begins nothing a second time."""
    consent = checked(said)
    same = casework_for(principal).filter(
        request=None,
        resident=consent.resident,
        consent=consent.consent,
        consent_on=consent.on,
        consent_words=consent.words,
    )
    return next((one for one in same if draft_of_casework(one.pk) is None), None)


def _mine(request: GuildhallRequest, casework_id: UUID) -> Casework:
    only_councillors(request)
    return get_object_or_404(casework_for(request.principal), pk=casework_id)
