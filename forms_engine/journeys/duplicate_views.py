"""The pages between answering a report and checking it: others nearby, following one of them instead."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from forms_engine.journeys import duplicates, services
from forms_engine.journeys.availability import availability
from forms_engine.journeys.context import journey_context
from forms_engine.journeys.duplicate_forms import FollowForm
from forms_engine.journeys.duplicate_words import shown_nearby
from forms_engine.journeys.models import Submission
from forms_engine.journeys.under_way import submission_under_way
from forms_engine.notices import codes
from forms_engine.notices.asking_browser import asking_browser, keep_mark
from forms_engine.notices.forms import CodeForm
from forms_engine.requests.following import NotFollowable, followed_by
from forms_engine.requests.nearby import Nearby


class _Elsewhere(Exception):
    """This page is not the one to show; ``response`` is."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__()


def _under_way(request: GuildhallRequest, slug: str) -> Submission:
    """The draft that the browser holds, while its journey takes answers.

    Raises:
        _Elsewhere: where there is none.
    """
    submission = submission_under_way(request, slug)
    if submission is None:
        raise _Elsewhere(redirect(f"{reverse('journey_start', kwargs={'slug': slug})}?lost"))
    if submission.state == Submission.State.SUBMITTED:
        raise _Elsewhere(redirect("journey_confirmation", slug=slug))
    if submission.state == Submission.State.FOLLOWED:
        raise _Elsewhere(redirect("journey_following", slug=slug))
    if not availability(submission.version.journey).is_open:
        raise _Elsewhere(redirect("journey_start", slug=slug))
    return submission


def _shown(submission: Submission, slug: str) -> list[Nearby]:
    """The others nearby, once everything is answered.

    Raises:
        _Elsewhere: where something is still to be answered, or nothing is nearby.
    """
    evaluation = services.evaluate_submission(submission)
    found = (
        duplicates.possible_duplicates(submission, evaluation, get_language() or "en")
        if evaluation.can_submit
        else []
    )
    if not found:
        raise _Elsewhere(redirect("journey_check", slug=slug))
    return found


def _context(submission: Submission, **more: Any) -> dict[str, Any]:
    return {**journey_context(submission.version, get_language() or "en"), **more}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_duplicates(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Others nearby. POST ``different`` goes on with the report; POST ``follow`` leads to following that one."""
    try:
        submission = _under_way(request, slug)
        found = _shown(submission, slug)
        if "different" in request.POST:
            duplicates.say_different(submission.id, get_language() or "en")
            return redirect("journey_check", slug=slug)
    except _Elsewhere as elsewhere:
        return elsewhere.response
    except services.AlreadySubmitted:
        return redirect("journey_confirmation", slug=slug)
    chosen = next((one for one in found if str(one.id) == request.POST.get("follow")), None)
    if chosen is not None:
        own = duplicates.own_address(submission, request.principal.user)
        if own is None:
            return redirect("journey_follow", slug=slug, request_id=chosen.id)
        return _end(request, slug, submission, chosen.id, own)
    evaluation = services.evaluate_submission(submission)
    return render(
        request,
        "journeys/duplicates.html",
        _context(
            submission,
            found=shown_nearby(found),
            back_page=evaluation.path[-1].step,
            signed_in_as=duplicates.own_address(submission, request.principal.user),
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_follow(request: GuildhallRequest, slug: str, request_id: UUID) -> HttpResponse:
    """By which address somebody wants to be told. POST sends a code there."""
    try:
        submission = _under_way(request, slug)
        found = _shown(submission, slug)
    except _Elsewhere as elsewhere:
        return elsewhere.response
    chosen = next((one for one in found if one.id == request_id), None)
    if chosen is None:
        return redirect("journey_duplicates", slug=slug)
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mark, browser = asking_browser(request)
        # Counted for the address too: nobody's inbox is flooded by many submissions.
        address = form.cleaned_data["address"]
        if codes.may_ask(duplicates.OWNER_TYPE, str(submission.id), network_of(request)) and codes.may_ask(
            duplicates.OWNER_TYPE, address.value, network_of(request)
        ):
            try:
                duplicates.send_follow_code(
                    submission, chosen.id, address, browser=browser, language=get_language() or "en"
                )
            except duplicates.NotShown:
                return redirect("journey_duplicates", slug=slug)
            except services.AlreadySubmitted:
                return redirect("journey_confirmation", slug=slug)
            response = redirect("journey_follow_code", slug=slug)
            keep_mark(request, response, mark)
            return response
        form.add_error(
            "address", _("You have asked for too many codes. Wait an hour, or send your own report.")
        )
    return render(
        request,
        "journeys/follow.html",
        _context(submission, form=form, chosen=shown_nearby([chosen])[0]),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_follow_code(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Enter the code; the right one ends the submission by following."""
    try:
        submission = _under_way(request, slug)
    except _Elsewhere as elsewhere:
        return elsewhere.response
    waiting = duplicates.waiting_for_code(submission)
    if waiting is None:
        return redirect("journey_duplicates", slug=slug)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _mark, browser = asking_browser(request)
        try:
            follower = duplicates.confirm_follow(
                submission, form.cleaned_data["code"], browser=browser, language=get_language() or "en"
            )
        except (NotFollowable, duplicates.NotShown):
            return redirect("journey_check", slug=slug)
        except services.AlreadySubmitted:
            return redirect("journey_following", slug=slug)
        if follower is not None:
            return redirect("journey_following", slug=slug)
        form.add_error("code", _("That code is not right, or is too old. Check it, or ask for a new one."))
    return render(
        request,
        "journeys/follow_code.html",
        _context(
            submission,
            form=form,
            address=str(waiting.address),
            again_url=reverse("journey_follow", kwargs={"slug": slug, "request_id": waiting.request_id}),
        ),
    )


@never_cache
@require_safe
def journey_following(request: GuildhallRequest, slug: str) -> HttpResponse:
    """The end for somebody who follows another report instead."""
    submission = submission_under_way(request, slug)
    if submission is None or submission.state != Submission.State.FOLLOWED:
        return redirect("journey_start", slug=slug)
    try:
        follower_id = UUID(submission.duplicates["follower"])
    except (KeyError, ValueError) as error:
        raise Http404 from error
    followed = followed_by(follower_id, get_language() or "en")
    return render(
        request, "journeys/following.html", _context(submission, followed=followed, follower_id=follower_id)
    )


def _end(
    request: GuildhallRequest, slug: str, submission: Submission, request_id: UUID, address: Any
) -> HttpResponse:
    try:
        duplicates.end_by_following(
            submission,
            request_id,
            address,
            language=get_language() or "en",
            user=request.principal.user,
        )
    except (NotFollowable, duplicates.NotShown):
        return redirect("journey_check", slug=slug)
    except services.AlreadySubmitted:
        return redirect("journey_confirmation", slug=slug)
    return redirect("journey_following", slug=slug)
