"""Choosing a time: the page between the last question and checking the answers, where something has to be booked."""

import logging
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.booking.actors import Actor
from forms_engine.booking.calendar import Calendar
from forms_engine.booking.errors import NoPlace, TooLate, TooMany, TooManyHolds
from forms_engine.booking.holding import LONGEST_HOLD
from forms_engine.booking.models import Resource, Slot
from forms_engine.booking.states import HAS_PLACE, State
from forms_engine.booking.wording import clock_time, when_in_words
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import choosing, measures, saving, services
from forms_engine.journeys.asking_where import where_context, where_for
from forms_engine.journeys.availability import availability
from forms_engine.journeys.choosing import Missing, Standing
from forms_engine.journeys.context import journey_context
from forms_engine.journeys.cookies import renew_cookie
from forms_engine.journeys.models import Submission
from forms_engine.journeys.notes import idle_context, language_context, notes_for
from forms_engine.journeys.times import (
    NO_TIMES,
    ShownTime,
    nearest_times,
    read_day,
    read_slot_id,
    times_from,
    where_of,
)
from forms_engine.journeys.under_way import submission_under_way
from forms_engine.requests import bookings
from forms_engine.requests.models import Request
from forms_engine.requests.paying import payers_network
from forms_engine.runtime.evaluate import Evaluation

logger = logging.getLogger(__name__)

CHECK = "check"  # who sends it from there goes back there


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_time(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Choose a time. POST ``slot`` keeps it and goes on; ``keep`` keeps what is held for longer."""
    submission = submission_under_way(request, slug)
    if submission is None:
        return redirect(f"{reverse('journey_start', kwargs={'slug': slug})}?lost")
    if submission.state == Submission.State.SUBMITTED:
        return redirect("journey_confirmation", slug=slug)
    if submission.state == Submission.State.FOLLOWED:
        return redirect("journey_following", slug=slug)
    if "save_for_later" in request.POST:
        return leave(request, submission)
    if not availability(submission.version.journey).is_open:
        return redirect("journey_start", slug=slug)
    evaluation = services.evaluate_submission(submission)
    if not evaluation.can_submit or evaluation.booking is None:
        return redirect("journey_check", slug=slug)  # which knows what comes first
    actor = choosing.actor_for(request.principal, submission)
    if "keep" in request.POST:
        return _keep(request, submission, actor)
    if request.method == "POST":
        response = _choose(request, submission, evaluation, actor)
    else:
        response = _page(request, submission, evaluation, actor)
    if request.method == "POST":
        renew_cookie(request, response, slug)
    return response


def leave(request: GuildhallRequest, submission: Submission) -> HttpResponse:
    """Leave a page after the last question: to come back later, or (``idle``) because nobody is there."""
    slug = submission.version.journey.slug
    try:
        saving.save_for_later(submission.id, "", request.principal, language=get_language() or "en")
    except services.AlreadySubmitted:
        return redirect("journey_confirmation", slug=slug)
    return redirect(saving.left_to(request.POST["save_for_later"]), slug=slug)


def appointment_context(standing: Standing) -> dict[str, Any]:
    """For the templates: ``appointment``, what is held in words and until when; None where nothing is."""
    booking = standing.booking
    if booking is None or standing.until is None:
        return {"appointment": None}
    language = get_language() or "en"
    slot = booking.slot
    return {
        "appointment": {
            "slot_id": slot.pk,
            "name": slot.resource.kind.name_in(language),
            "when": when_in_words(slot, language),
            "where": where_of(slot.resource),
            "until": clock_time(standing.until, language),
            "minutes": max(1, round((standing.until - timezone.now()).total_seconds() / 60)),
            "may_be_kept": standing.until < booking.created_at + LONGEST_HOLD,
        }
    }


def booked_words(made: Request, language: str) -> dict[str, Any] | None:
    """For the confirmation: the request's appointment in words; None where it has none. ``is_lost``: it was paid for too
    late, and somebody else has the time now."""
    booking = bookings.booking_of(made)
    if booking is None:
        return None
    slot, kind = booking.slot, booking.slot.resource.kind
    return {
        "name": kind.name_in(language),
        "when": when_in_words(slot, language),
        "where": where_of(slot.resource),
        "bring": kind.what_to_bring_in(language),
        "is_lost": booking.state not in HAS_PLACE,
        "is_to_agree": booking.state == State.AWAITING_APPROVAL,
        "pay_until": clock_time(made.pay_by, language) if made.pay_by else "",
    }


def _keep(request: GuildhallRequest, submission: Submission, actor: Actor) -> HttpResponse:
    slug = submission.version.journey.slug
    back = "journey_check" if request.POST["keep"] == CHECK else "journey_time"
    try:
        is_kept = choosing.prolong(submission, actor) is not None
    except TooLate:
        is_kept = False  # the page says that it cannot be kept for longer
    address = reverse(back, kwargs={"slug": slug})
    return redirect(f"{address}?kept" if is_kept else address)


def _choose(
    request: GuildhallRequest, submission: Submission, evaluation: Evaluation, actor: Actor
) -> HttpResponse:
    wanted = read_slot_id(request.POST.get("slot", ""))
    if wanted is None:
        return _page(request, submission, evaluation, actor, error=_("Choose a time"))
    try:
        choosing.choose(submission, evaluation, wanted, actor, payers_network(request))
    except NoPlace:
        lost = choosing.taken_slot(wanted)
        error = _("Nobody can choose that time any more. Choose another one")
        if lost is not None and lost.resource.kind.slug == getattr(evaluation.booking, "resource_kind", ""):
            error = _("%(time)s is no longer free. Choose another time") % {
                "time": when_in_words(lost, get_language() or "en")
            }
            return _page(request, submission, evaluation, actor, error=error, lost=lost)
        return _page(request, submission, evaluation, actor, error=error)
    except TooMany as too_many:
        return _page(request, submission, evaluation, actor, error=too_many_words(too_many))
    except TooManyHolds:
        error = _(
            "So many times are being chosen from where you are that we cannot keep one more. Try again in an hour, or call us"
        )
        return _page(request, submission, evaluation, actor, error=error)
    return redirect("journey_check", slug=submission.version.journey.slug)


def too_many_words(error: TooMany) -> str:
    """What somebody reads who has as many as one person may have."""
    return _(
        "You already have as many of these appointments as one person can have (%(most)s). Cancel one of them, or call us"
    ) % {"most": error.args[0]}


def _page(
    request: GuildhallRequest,
    submission: Submission,
    evaluation: Evaluation,
    actor: Actor,
    *,
    error: str = "",
    lost: Slot | None = None,
) -> HttpResponse:
    """The calendar, or what to do where nothing is free. ``lost``: what they wanted and did not get."""
    language = get_language() or "en"
    standing = choosing.standing(submission, evaluation, actor, payers_network(request))
    calendar = choosing.calendar_for(evaluation, actor)
    if calendar is None:
        logger.error(
            "journey %s books a kind of appointment that there is none of", submission.version.journey
        )
    if lost is None and standing.missing == Missing.GONE and standing.booking:
        lost = standing.booking.slot
    known = lost or (standing.booking.slot if standing.booking and not standing.missing else None)
    where = where_for(request, calendar, known)
    if "most" in request.GET and calendar and not error:
        error = too_many_words(TooMany(calendar.kind.most_live))
    soonest = calendar.soonest() if calendar and where.resources else {}
    common = _common(request, submission, evaluation, standing, calendar, error)
    measures.reached(submission, choosing.STEP)
    if soonest and where.is_to_say:
        return render(request, "journeys/where.html", {**common, **where_context(where, soonest, language)})
    calendar = where.limit(calendar) if calendar else None
    at = where.at
    first = lost.local_start.date() if lost else read_day(_asked(request, "from"))
    times = times_from(calendar, first, language) if calendar else NO_TIMES
    nearest = nearest_times(calendar, lost, language) if calendar and lost and times.days else []
    has_nothing = not times.days and not standing.until and not soonest
    return render(
        request,
        "journeys/no_times.html" if has_nothing else "journeys/time.html",
        {
            **common,
            "times": times,
            "nearest": nearest,
            "first_id": _first_id(times.days[0].times if times.days else [], nearest),
            "at": at,
            "is_whom": where.is_whom,
            "where": where_of(at) if at else [],
            "earlier_url": _url(request, times.earlier, at) if times.earlier else "",
            "later_url": _url(request, times.later, at) if times.later else "",
            "months": [(month, _url(request, month.first, at)) for month in times.months],
        },
    )


def _common(
    request: GuildhallRequest,
    submission: Submission,
    evaluation: Evaluation,
    standing: Standing,
    calendar: Calendar | None,
    error: str,
) -> dict[str, Any]:
    """What the question where, the times and the page without any have in common."""
    language = get_language() or "en"
    kind = calendar.kind if calendar else None
    return {
        **journey_context(submission.version, language),
        **appointment_context(standing),
        "error": error,
        "gone": "" if error else _gone_words(standing, language),
        "is_other": standing.missing == Missing.OTHER,
        "was_kept": "kept" in request.GET,
        "nothing_free": kind.nothing_free_in(language) if kind else "",
        "kind_name": kind.name_in(language) if kind else "",
        "back_page": evaluation.path[-1].step,
        **idle_context(),
        **language_context(request, definition_of(submission.version_id), language),
        **(notes_for(submission) if request.method == "GET" else {}),
    }


def _gone_words(standing: Standing, language: str) -> str:
    if standing.missing != Missing.GONE or standing.booking is None:
        return ""
    return _("%(time)s is no longer free.") % {"time": when_in_words(standing.booking.slot, language)}


def _first_id(times: list[ShownTime], nearest: list[ShownTime]) -> str:
    """The first radio button of the page, for the error summary."""
    if nearest:
        return f"near-{nearest[0].slot.pk}"
    return f"slot-{times[0].slot.pk}" if times else ""


def _asked(request: GuildhallRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name, "")


def _url(request: GuildhallRequest, day: date, at: Resource | None) -> str:
    return f"{request.path}?{urlencode({'from': day.isoformat(), **({'at': at.slug} if at else {})})}"
