"""Watching the clocks: what is due soon and what is over is written down once, and its team's lead is told."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from forms_engine.catalogue.models import Team
from forms_engine.catalogue.selectors import who_sees_to
from forms_engine.notices import services as notices
from forms_engine.requests import clocks
from forms_engine.requests.models import Clock, Request, TimelineEntry
from forms_engine.requests.telling import write_entry
from forms_engine.rounds import Attempt, going_on
from forms_engine.runtime.wording import day_in_words

TEAM = "team"  # the owner type of a lead's letters
AT_MOST = 500  # of a team's in one round, and in one letter


@dataclass(slots=True)
class Told:
    """What one letter says: references only, as many of a team's services are nobody else's business."""

    due_soon: list[str] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)


def watch(now: datetime) -> int:
    """Note every clock that is to be warned of or is over, team by team; answers how many there were. Safe to call at
    any time, any number of times: each is noted once, in the transaction that writes its team's lead a letter.

    Raises:
        RoundNotWhole: when some could not be noted.
    """
    today = timezone.localdate(now)
    found: dict[int, list[UUID]] = defaultdict(list)
    rows = _to_note(today).order_by("due_on").values_list("request__service__team", "request_id")
    for team_id, request_id in rows.iterator():
        if len(found[team_id]) < AT_MOST and request_id not in found[team_id]:
            found[team_id].append(request_id)
    with going_on("clocks") as attempt:
        return sum(
            attempt(f"team {team_id}", partial(_note, team_id, sorted(request_ids), today, now, attempt))
            for team_id, request_ids in found.items()
        )


def _to_note(today: date) -> QuerySet[Clock]:
    running = Clock.objects.filter(stopped_at=None, paused_at=None, request__is_practice=False)
    return running.filter(Q(warned_at=None, warn_on__lte=today) | Q(breached_at=None, due_on__lt=today))


@transaction.atomic
def _note(team_id: int, request_ids: list[UUID], today: date, now: datetime, attempt: Attempt) -> int:
    told = Told()
    requests = Request.objects.select_for_update(of=("self",), skip_locked=True).filter(id__in=request_ids)
    noted = sum(
        attempt(request.id, partial(_note_one, request, told, today, now))
        for request in requests.order_by("id")
    )
    if noted:
        _tell_lead(Team.objects.select_related("lead").get(pk=team_id), told, now)
    return noted


@transaction.atomic
def _note_one(request: Request, told: Told, today: date, now: datetime) -> int:
    clocks_to_note = list(_to_note(today).filter(request=request).order_by("kind"))
    for clock in clocks_to_note:
        assert clock.due_on is not None
        is_over = clock.due_on < today
        clock.warned_at = clock.warned_at or now
        clock.breached_at = now if is_over else None
        clock.save(update_fields=["warned_at", "breached_at"])
        write_entry(
            request,
            TimelineEntry.Kind.OVERDUE if is_over else TimelineEntry.Kind.DUE_SOON,
            shown=False,
            message=f"{clock.get_kind_display()} by {day_in_words(clock.due_on, 'en')}.",
        )
    for clock in clocks_to_note:
        (told.overdue if clock.breached_at else told.due_soon).append(request.reference)
    return len(clocks_to_note)


def _tell_lead(team: Team, told: Told, now: datetime) -> None:
    lead: User | None = who_sees_to(team.lead, now) if team.lead else None
    if lead is None:
        return  # nobody to write to; it is on the timelines, in the queue and on the operations page
    notices.send_email(
        owner_type=TEAM,
        owner_id=str(team.pk),
        subject="team.clocks",
        recipient=lead.email or "",
        context={
            "team": team.name,
            "due_soon": list(dict.fromkeys(told.due_soon)),
            "overdue": list(dict.fromkeys(told.overdue)),
            "link": f"{settings.ENVIRONMENT.origin('staff')}/workplace/",
        },
    )


def count_all_again() -> int:
    """Count every running clock again, after the council's closures have changed; answers how many requests are due
    another day than before.

    Raises:
        RoundNotWhole: when some could not be counted.
    """
    today = timezone.localdate()
    running = Clock.objects.filter(stopped_at=None, paused_at=None, due_on__gte=today)
    changed = 0
    with going_on("counting clocks again") as attempt:
        for request_id in running.values_list("request_id", flat=True).distinct().iterator():
            changed += attempt(request_id, partial(_count_again, request_id))
    return changed


@transaction.atomic
def _count_again(request_id: UUID) -> bool:
    return clocks.count_again(Request.objects.select_for_update().get(id=request_id))
