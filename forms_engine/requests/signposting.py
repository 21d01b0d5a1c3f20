"""Where a request's customer can go when a stage of it has ended and they are not satisfied."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from forms_engine.requests.models import Request, Stage
from forms_engine.requests.models.promises import in_language
from forms_engine.requests.states import RequestState

ENDED = frozenset({RequestState.RESOLVED, RequestState.CLOSED})


@dataclass(frozen=True, slots=True)
class NextStage:
    """A stage that can be asked for, and the last day for that."""

    number: int
    name: str
    until: date


def stage_name(request: Request, language: str) -> str:
    """What the stage that a request is in is called; "" where its service has only one. One query."""
    stage = Stage.objects.filter(service=request.service_id, number=request.stage).first()
    return in_language(stage.name, language) if stage else ""


def signposting_of(request: Request, language: str) -> str:
    """What its customer reads about where to go next, once the stage that a request is in has ended; "" before, and
    where its service says nothing. One query, none before."""
    if request.state not in ENDED or request.received_at is None:
        return ""
    stage = Stage.objects.filter(service=request.service_id, number=request.stage).first()
    return in_language(stage.signposting, language) if stage else ""


def next_stage(request: Request, language: str) -> NextStage | None:
    """The stage that can be asked for now, in its name in a language; None where there is none, or it is too late.
    Two queries at most."""
    if request.state not in ENDED or request.received_at is None or request.finished_at is None:
        return None
    if request.erased_at is not None:
        return None
    stages = {
        stage.number: stage
        for stage in Stage.objects.filter(
            service=request.service_id, number__in=[request.stage, request.stage + 1]
        )
    }
    ended, following = stages.get(request.stage), stages.get(request.stage + 1)
    if ended is None or following is None or not ended.next_within_days:
        return None
    until = timezone.localdate(request.finished_at) + timedelta(days=ended.next_within_days)
    if timezone.localdate() > until:
        return None
    return NextStage(following.number, in_language(following.name, language), until)
