"""Choosing a time for somebody, in officer mode."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.booking.actors import Actor
from forms_engine.booking.errors import NoPlace, TooLate, TooMany, TooManyHolds
from forms_engine.booking.wording import when_in_words
from forms_engine.journeys import choosing
from forms_engine.journeys.asking_where import where_context, where_for
from forms_engine.journeys.choosing import Missing
from forms_engine.journeys.choosing_views import appointment_context
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.own import taken_submission
from forms_engine.journeys.services import evaluate_submission
from forms_engine.journeys.times import NO_TIMES, read_day, read_slot_id, times_from, where_of
from forms_engine.requests.selectors import is_officer
from forms_engine.runtime.evaluate import Evaluation
from workplace.officer.beside import beside

GONE = "Nobody can choose that time any more. Read out another one."
MOST = "They have as many of these appointments as one person may have. Cancel one of them first."
BUSY = "No more times can be kept just now. Try again in a few minutes."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def officer_time(request: GuildhallRequest, slug: str, submission_id: UUID) -> HttpResponse:
    """The free times to read out. POST ``slot`` keeps one and goes back to the screen; ``keep`` keeps what is held for
    longer."""
    if not is_officer(request.principal):
        raise PermissionDenied
    submission = taken_submission(request.principal, slug, submission_id)
    if submission is None:
        raise Http404
    if submission.state != Submission.State.DRAFT:
        return redirect("officer_done", slug=slug, submission_id=submission_id)
    evaluation = evaluate_submission(submission)
    if not evaluation.can_submit or evaluation.booking is None:
        return _back(submission)
    actor = choosing.actor_for(request.principal, submission)
    if request.method != "POST":
        return _page(request, submission, evaluation, actor)
    if "keep" in request.POST:
        try:
            choosing.prolong(submission, actor)
        except TooLate:
            return _page(request, submission, evaluation, actor, "It cannot be kept for longer than this.")
        return _back(submission)
    return _choose(request, submission, evaluation, actor)


def _choose(
    request: GuildhallRequest, submission: Submission, evaluation: Evaluation, actor: Actor
) -> HttpResponse:
    wanted = read_slot_id(request.POST.get("slot", ""))
    if wanted is None:
        return _page(request, submission, evaluation, actor, "Choose a time.")
    try:
        choosing.choose(submission, evaluation, wanted, actor)
    except NoPlace:
        return _page(request, submission, evaluation, actor, GONE)
    except TooMany:
        return _page(request, submission, evaluation, actor, MOST)
    except TooManyHolds:
        return _page(request, submission, evaluation, actor, BUSY)
    return _back(submission)


def _page(
    request: GuildhallRequest,
    submission: Submission,
    evaluation: Evaluation,
    actor: Actor,
    error: str = "",
) -> HttpResponse:
    language = submission.language
    standing = choosing.standing(submission, evaluation, actor)
    calendar = choosing.calendar_for(evaluation, actor)
    held = standing.booking.slot if standing.booking and not standing.missing else None
    where = where_for(request, calendar, held)
    soonest = calendar.soonest() if calendar and where.resources else {}
    context: dict[str, Any] = {
        **beside(request, submission),
        **appointment_context(standing),
        "error": error,
        "gone": when_in_words(standing.booking.slot, language)
        if standing.missing == Missing.GONE and standing.booking and not error
        else "",
        "kind_name": calendar.kind.name_in(language) if calendar else "",
        "at": where.at,
    }
    if calendar and soonest and where.is_to_say:
        asked = {**context, "asks_where": True, **where_context(where, soonest, language)}
        return render(request, "journeys/officer/time.html", asked)
    limited = where.limit(calendar) if calendar else None
    first = read_day(request.POST.get("from") or request.GET.get("from", ""))
    times = times_from(limited, first, language) if limited else NO_TIMES
    at = {"at": where.at.slug} if where.at else {}
    return render(
        request,
        "journeys/officer/time.html",
        {
            **context,
            "times": times,
            "where": where_of(where.at) if where.at else [],
            "earlier": urlencode({"from": times.earlier.isoformat(), **at}) if times.earlier else "",
            "later": urlencode({"from": times.later.isoformat(), **at}) if times.later else "",
        },
    )


def _back(submission: Submission) -> HttpResponse:
    slug = submission.version.journey.slug
    response: HttpResponse = redirect("officer_screen", slug=slug, submission_id=submission.id)
    response["Location"] += "#last"
    return response
