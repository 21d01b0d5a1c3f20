"""Choosing a time, as data: what is free, what is held, and holding it."""

from datetime import date, datetime
from uuid import UUID

from django.utils.http import urlencode
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from ninja.responses import Status
from pydantic import ConfigDict, Field

from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.booking.actors import Actor
from forms_engine.booking.calendar import Calendar
from forms_engine.booking.errors import NoPlace, TooLate, TooMany, TooManyHolds
from forms_engine.booking.models import Slot
from forms_engine.booking.wording import named_day, time_of, when_in_words
from forms_engine.journeys import choosing, measures, services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.problems import NotNow
from forms_engine.journeys.api.steps import another_first, refuse_closed, refuse_sent, submission_url
from forms_engine.journeys.choosing import Missing, Standing
from forms_engine.journeys.models import Submission
from forms_engine.journeys.times import ShownTime, nearest_times, times_from, where_of
from forms_engine.requests.paying import payers_network
from forms_engine.runtime.evaluate import Evaluation

router = Router(tags=["submissions"], auth=HOLDER)


class SlotOut(Schema):
    """A time. ``words`` says it whole, with the day's name, in London's time; ``time`` stands under ``day``, and says which
    of the two is meant where the clocks go back. ``where``: a line each. ``left``: few places, in words; else empty."""

    id: int
    starts_at: datetime
    ends_at: datetime
    day: date
    day_words: str
    time: str
    words: str
    where: list[str]
    left: str = ""


class HeldOut(Schema):
    """The time that is kept for this submission, and until when."""

    slot: SlotOut
    held_until: datetime


class WhereOut(Schema):
    """Where or with whom it can be: for ``at``."""

    slug: str
    name: str
    where: list[str]


class SlotsOut(Schema):
    """Free times in order: whole days, about 40 times. ``earlier`` and ``later`` are the pages around this one. None at all
    and no ``held``: say ``nothing_free``. ``news``: ``gone`` when what was held is over and somebody else has it,
    ``other`` when another kind of appointment is needed since; then choose again."""

    kind: str
    slots: list[SlotOut]
    earlier: str | None
    later: str | None
    resources: list[WhereOut]
    held: HeldOut | None
    news: str
    nothing_free: str


class SlotsAsked(Schema):
    """Which times: from a day on, at one resource."""

    first: date | None = Field(default=None, alias="from")
    at: str = Field(default="", max_length=60)


class SlotIn(Schema):
    """Which time. Again for the time that is held changes nothing; with ``keep``, it is kept for 15 more minutes."""

    slot: int = Field(gt=0, lt=2**63)
    keep: bool = False

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"slot": 4711}]})


class TimeRefused(NotNow):
    """That time cannot be held. ``nearest``: the free ones nearest to it."""

    nearest: list[SlotOut] = []


@router.get(
    "/{uuid:submission_id}/slots",
    response={200: SlotsOut, 404: Problem, 409: NotNow},
    operation_id="get_submission_slots",
    summary="Free times",
)
@decorate_view(uncached)
def get_submission_slots(
    request: GuildhallRequest,
    submission_id: UUID,
    asked: Query[SlotsAsked],
    language: LanguageCode | None = None,
) -> SlotsOut:
    """Once everything is answered and a time has to be booked: the times that can be chosen."""
    submission = held(request)
    chosen = language_for(request, language, submission.language)
    evaluation, actor = _at_choosing(request, submission)
    standing = choosing.standing(submission, evaluation, actor, payers_network(request))
    calendar = choosing.calendar_for(evaluation, actor)
    if calendar is None:
        raise Refused(409, "The council offers no such appointments just now: ring the service")
    kind = calendar.kind
    resources = choosing.resources_to_choose(kind)
    at = next((one for one in resources if one.slug == asked.at), None)
    if asked.at and at is None:
        raise Refused(404, "There is no such resource to choose")
    if at is not None:
        calendar = Calendar(kind, at.pk, calendar.for_officer)
    times = times_from(calendar, asked.first, chosen)
    measures.reached(submission, choosing.STEP)
    return SlotsOut(
        kind=kind.name_in(chosen),
        slots=[_time_out(one, chosen) for day in times.days for one in day.times],
        earlier=_page_url(request, submission, times.earlier, asked.at),
        later=_page_url(request, submission, times.later, asked.at),
        resources=[WhereOut(slug=one.slug, name=one.name, where=where_of(one)) for one in resources],
        held=held_out(standing, chosen),
        news=_news(standing),
        nothing_free=kind.nothing_free_in(chosen),
    )


@router.get(
    "/{uuid:submission_id}/slot",
    response={200: HeldOut, 404: Problem, 409: NotNow},
    operation_id="get_submission_slot",
    summary="The time that is held",
)
@decorate_view(uncached)
def get_submission_slot(
    request: GuildhallRequest, submission_id: UUID, language: LanguageCode | None = None
) -> HeldOut:
    """What is held and until when. A hold that is over is taken again where the time is still free; 404 otherwise."""
    submission = held(request)
    evaluation, actor = _at_choosing(request, submission)
    standing = choosing.standing(submission, evaluation, actor, payers_network(request))
    found = held_out(standing, language_for(request, language, submission.language))
    if found is None:
        raise Refused(404, "No time is held", url=submission_url(request, submission, "get_submission_slots"))
    return found


@router.put(
    "/{uuid:submission_id}/slot",
    response={200: HeldOut, 404: Problem, 409: TimeRefused, 429: Problem},
    operation_id="put_submission_slot",
    summary="Hold a time",
)
@decorate_view(uncached)
def put_submission_slot(
    request: GuildhallRequest, submission_id: UUID, body: SlotIn, language: LanguageCode | None = None
) -> HeldOut:
    """Keep this time for 15 minutes, instead of what was held before, which stays where this one cannot be had."""
    submission = held(request)
    chosen = language_for(request, language, submission.language)
    evaluation, actor = _at_choosing(request, submission)
    try:
        standing = choosing.choose(submission, evaluation, body.slot, actor, payers_network(request))
        if body.keep:
            choosing.prolong(submission, actor)
            standing = choosing.standing(submission, evaluation, actor, payers_network(request))
    except NoPlace:
        raise _gone(request, submission, evaluation, actor, body.slot, chosen) from None
    except TooMany:
        raise too_many(request, submission) from None
    except TooManyHolds:
        raise Refused(429, "Too many times are being held from this network: wait an hour") from None
    except TooLate:
        raise Refused(409, "It has been held for as long as it can be: send it, or choose again") from None
    found = held_out(standing, chosen)
    assert found is not None
    return found


@router.delete(
    "/{uuid:submission_id}/slot",
    response={204: None, 404: Problem, 409: NotNow},
    operation_id="delete_submission_slot",
    summary="Let go of the time",
)
@decorate_view(uncached)
def delete_submission_slot(request: GuildhallRequest, submission_id: UUID) -> Status[None]:
    """Somebody else may have it. Where nothing is held, nothing happens."""
    submission = held(request)
    refuse_sent(request, submission)
    choosing.let_go(submission, choosing.actor_for(request.principal, submission))
    return Status(204, None)


def no_time(request: GuildhallRequest, submission: Submission) -> Refused:
    """409 for sending without a time that can be had."""
    return Refused(
        409,
        "Choose a time first: none is held, or the hold was over and the time is gone",
        step=choosing.STEP,
        url=submission_url(request, submission, "get_submission_slots"),
    )


def too_many(request: GuildhallRequest, submission: Submission) -> Refused:
    """409 for somebody who has as many appointments of the kind as one person may have."""
    return Refused(
        409,
        "This person has as many appointments of this kind as one person may have",
        url=submission_url(request, submission, "get_submission_slots"),
    )


def held_out(standing: Standing, language: str) -> HeldOut | None:
    """What is held, in the API's words."""
    if standing.booking is None or standing.until is None or standing.missing:
        return None
    return HeldOut(slot=_slot_out(standing.booking.slot, language), held_until=standing.until)


def _at_choosing(request: GuildhallRequest, submission: Submission) -> tuple[Evaluation, Actor]:
    refuse_sent(request, submission)
    refuse_closed(submission)
    evaluation = services.evaluate_submission(submission)
    if not evaluation.can_submit:
        raise another_first(request, submission, evaluation)
    if evaluation.booking is None:
        raise Refused(
            409,
            "Nothing has to be booked",
            url=submission_url(request, submission, "get_submission_summary"),
        )
    return evaluation, choosing.actor_for(request.principal, submission)


def _gone(
    request: GuildhallRequest,
    submission: Submission,
    evaluation: Evaluation,
    actor: Actor,
    slot_id: int,
    language: str,
) -> Refused:
    calendar = choosing.calendar_for(evaluation, actor)
    lost = choosing.taken_slot(slot_id)
    nearest: list[ShownTime] = []
    if calendar is not None and lost is not None and lost.resource.kind_id == calendar.kind.pk:
        nearest = nearest_times(calendar, lost, language)
    return Refused(
        409,
        "That time cannot be had any more",
        step=choosing.STEP,
        url=submission_url(request, submission, "get_submission_slots"),
        nearest=[_time_out(one, language).model_dump(mode="json") for one in nearest],
    )


def _news(standing: Standing) -> str:
    return standing.missing if standing.missing in {Missing.GONE, Missing.OTHER} else ""


def _time_out(one: ShownTime, language: str) -> SlotOut:
    out = _slot_out(one.slot, language)
    out.left = one.left
    return out


def _slot_out(slot: Slot, language: str) -> SlotOut:
    day = slot.local_start.date()
    return SlotOut(
        id=slot.pk,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        day=day,
        day_words=named_day(day, language),
        time=time_of(slot, language),
        words=when_in_words(slot, language),
        where=where_of(slot.resource),
    )


def _page_url(request: GuildhallRequest, submission: Submission, day: date | None, at: str) -> str | None:
    if day is None:
        return None
    asked = {"from": day.isoformat(), **({"at": at} if at else {})}
    return f"{submission_url(request, submission, 'get_submission_slots')}?{urlencode(asked)}"
