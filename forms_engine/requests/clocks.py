"""A request's clocks: what was promised in working days, and how it stands. All of it under the request's lock.

Which clock runs, is paused or has stopped follows from the request's state alone (``_should``), so it does not matter
which verb moved it or how often it is asked.
"""

from datetime import date, datetime

from django.utils import timezone

from forms_engine.requests.models import Clock, Request, Stage
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.working_days import WorkingDays, council_days

RUNS, PAUSED, STOPPED = "runs", "paused", "stopped"


def start(request: Request) -> None:
    """Start the clocks of the stage that a request has just come to, as its service promises today. None where it
    promises nothing."""
    stage = Stage.objects.filter(service=request.service_id, number=request.stage).first()
    targets = (
        {Clock.Kind.ACKNOWLEDGE: stage.acknowledge_within, Clock.Kind.RESOLVE: stage.resolve_within}
        if stage
        else {}
    )
    if stage is None or not any(targets.values()):
        return
    now, days = timezone.now(), council_days()
    clocks = [_started(request, stage, kind, target, now, days) for kind, target in targets.items() if target]
    Clock.objects.bulk_create(clocks)
    _note_due(request, clocks)


def _started(
    request: Request, stage: Stage, kind: str, target: int, now: datetime, days: WorkingDays
) -> Clock:
    today = timezone.localdate(now)
    due_on = days.after(today, target)
    return Clock(
        request=request,
        kind=kind,
        stage=stage.number,
        target_days=target,
        warn_days=stage.warn_before,
        started_at=now,
        counted_from=today,
        days_left=target,
        due_on=due_on,
        warn_on=days.before(due_on, stage.warn_before),
    )


def follow(request: Request) -> None:
    """Let every clock of a request run, pause or stop as its state and stage say, and note on the request when the
    first of those that run is over."""
    clocks = list(request.clocks.all())
    if not clocks:
        return
    now, days = timezone.now(), council_days()
    for clock in clocks:
        _set(clock, _should(clock, request), now, days)
    Clock.objects.bulk_update(
        clocks, ["counted_from", "days_left", "due_on", "warn_on", "paused_at", "stopped_at"]
    )
    _note_due(request, clocks)


def _note_due(request: Request, clocks: list[Clock]) -> None:
    running = [clock.due_on for clock in clocks if clock.due_on and not clock.stopped_at]
    due_on = min(running, default=None)
    if request.due_on != due_on:
        request.due_on = due_on
        request.save(update_fields=["due_on"])


def _should(clock: Clock, request: Request) -> str:
    if clock.stage != request.stage or request.state in FINISHED:
        return STOPPED
    if clock.kind == Clock.Kind.ACKNOWLEDGE:
        return RUNS if _waits_to_be_begun_with(request) else STOPPED
    return PAUSED if request.state == RequestState.WAITING else RUNS


def _waits_to_be_begun_with(request: Request) -> bool:
    # A later stage is not received anew: there it is the words that asked for it that wait for an answer.
    asked_for_a_stage = request.stage > 1 and request.customer_wrote_at is not None
    return request.state == RequestState.RECEIVED or asked_for_a_stage


def _set(clock: Clock, wanted: str, now: datetime, days: WorkingDays) -> None:
    today = timezone.localdate(now)
    is_over = clock.due_on is not None and clock.due_on < today
    if wanted == PAUSED and is_over:
        wanted = RUNS  # what is overdue stays so, whoever is to blame since
    if wanted == STOPPED:
        clock.stopped_at = clock.stopped_at or now
        return
    if clock.stopped_at:
        # Not finished after all: it goes on with the days that were left when it stopped.
        if clock.due_on and timezone.localdate(clock.stopped_at) <= clock.due_on:
            clock.days_left = days.between(timezone.localdate(clock.stopped_at), clock.due_on)
            _run(clock, today, days)
        clock.stopped_at = None
        is_over = clock.due_on is not None and clock.due_on < today
    if wanted == PAUSED and clock.due_on and not is_over:
        clock.days_left = days.between(today, clock.due_on)
        clock.paused_at, clock.due_on, clock.warn_on = now, None, None
    elif wanted == RUNS and clock.paused_at:
        clock.paused_at = None
        _run(clock, today, days)


def _run(clock: Clock, today: date, days: WorkingDays) -> None:
    """From today on, with the days that are left; never due sooner than it was."""
    due_on = days.after(today, clock.days_left)
    clock.counted_from, clock.due_on = today, due_on
    clock.warn_on = days.before(due_on, clock.warn_days)


def count_again(request: Request) -> bool:
    """Count a request's running clocks again, after the council's closures have changed; the caller holds its lock.
    Answers whether that changed when one is due. What is over already stays so."""
    today, days = timezone.localdate(), council_days()
    running = list(request.clocks.filter(stopped_at=None, paused_at=None, due_on__gte=today))
    changed = []
    for clock in running:
        due_on = days.after(clock.counted_from, clock.days_left)
        if due_on != clock.due_on and due_on >= today:
            clock.due_on, clock.warn_on = due_on, days.before(due_on, clock.warn_days)
            changed.append(clock)
    if changed:
        Clock.objects.bulk_update(changed, ["due_on", "warn_on"])
        _note_due(request, list(request.clocks.all()))
    return bool(changed)
