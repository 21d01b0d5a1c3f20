"""Who works on a request: taking one, giving one to a colleague, putting one back. One person holds it, or nobody does.

Each verb locks the request's own row, and is told whom the officer's page showed as working on it (``seen``): two officers
cannot both take one, and nobody takes one from somebody else by a page that had gone stale.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Role, User
from audiences.admission import admit
from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.catalogue.models import Queue, Service
from forms_engine.catalogue.selectors import absence_of, teams_for, teams_of, who_sees_to
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.selectors import (
    OFFICER_ROLES,
    is_officer,
    is_worker,
    may_decide,
    requests_for,
)
from forms_engine.requests.states import FINISHED, NotAllowed, StateRefused
from forms_engine.requests.telling import write_entry
from forms_engine.requests.working_on import lock_to_work_on

Kind = TimelineEntry.Kind
LONGEST_WHY = 1000


class IsAway(StateRefused):
    """Whoever it would be given to is away; the message says until when, and who covers. ``covers`` is that person, None
    where nobody does."""

    def __init__(self, words: str, covers: User | None) -> None:
        super().__init__(words)
        self.covers = covers


def holder_of(request: Request) -> str:
    """Who works on a request, as pages carry it in ``seen``: "" where nobody does."""
    return str(request.assigned_to.uuid) if request.assigned_to else ""


@transaction.atomic
def take(principal: Principal, request_id: UUID, seen: str) -> Request:
    """Take a request: it is this person's to work on. With ``seen`` naming whoever has it, it is taken over from them.
    Doing it again changes nothing.

    Raises:
        NotAllowed: when the principal may not work on it.
        StateRefused: when it is finished or not received yet, or somebody else has taken it since the page was shown; the
            message says who.
    """
    request, user = _locked(principal, request_id)
    if request.assigned_to == user:
        return request
    _check_open(request)
    _check_seen(request, seen)
    before = request.assigned_to
    _hold(request, user)
    write_entry(
        request,
        Kind.TAKEN,
        shown=False,
        message=f"Taken over from {before.name}." if before else "",
        actor=user,
    )
    return request


@transaction.atomic
def give(
    principal: Principal, request_id: UUID, to: User, seen: str, *, why: str = "", although_away: bool = False
) -> Request:
    """Give a request to a colleague, who may see it. Doing it again changes nothing.

    Raises:
        NotAllowed: when the principal may not work on it.
        StateRefused: when the colleague may not see it, when it is finished or not received yet, or when somebody else has
            taken it since the page was shown; the message says which.
        IsAway: when the colleague is away, unless it is given to them ``although_away``.
    """
    request, user = _locked(principal, request_id)
    if request.assigned_to == to:
        return request
    _check_open(request)
    _check_seen(request, seen)
    if not may_hold(to, request, principal.audience):
        raise StateRefused(
            _("%(name)s may not see this request, so it cannot be given to them.") % {"name": to.name}
        )
    if not although_away and to != user and (words := away_words(to, timezone.now())):
        covers = who_sees_to(to, timezone.now())
        raise IsAway(
            words, covers if covers != to and may_hold(covers, request, principal.audience) else None
        )
    _hold(request, to)
    said = f"To {to.name}. {why.strip()[:LONGEST_WHY]}".strip()
    write_entry(request, Kind.GIVEN, shown=False, message=said, actor=user)
    return request


@transaction.atomic
def put_back(principal: Principal, request_id: UUID, seen: str, *, why: str = "") -> Request:
    """Put a request back into its queue for anybody to take. Doing it again changes nothing.

    Raises:
        NotAllowed: when the principal may not work on it.
        StateRefused: when it is finished, or when somebody else has it than the page showed; the message says who.
    """
    request, user = _locked(principal, request_id)
    if request.assigned_to is None:
        return request
    _check_open(request)
    _check_seen(request, seen)
    let_go(request, user, why.strip()[:LONGEST_WHY])
    return request


@transaction.atomic
def take_next(principal: Principal, queue: Queue, *, opened: datetime | None = None) -> Request | None:
    """Take the request of a queue that is due first and that nobody has; None where none is left. One that somebody else
    is taking at this moment is passed over, so that two who ask at once get one each. ``opened`` is when the page was shown
    that the click came from: what they have come to hold since is what a click repeated answers, and no other is taken.

    Raises:
        NotAllowed: when the principal works on no requests.
    """
    user = principal.user
    if user is None or not is_worker(principal):
        raise NotAllowed("You may not take requests.")
    if opened is not None:
        # Two clicks of one person wait for each other; others do not.
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        theirs = requests_for(principal).filter(queue=queue, assigned_to=user, finished_at=None)
        held = theirs.filter(assigned_at__gt=opened).order_by("-assigned_at").first()
        if held is not None:
            return held
    waiting = requests_for(principal).filter(
        queue=queue, finished_at=None, received_at__isnull=False, assigned_to=None
    )
    first_due = waiting.order_by(F("due_on").asc(nulls_last=True), "received_at", "id")
    request = first_due.select_for_update(of=("self",), skip_locked=True).first()
    if request is None:
        return None
    _hold(request, user)
    write_entry(request, Kind.TAKEN, shown=False, actor=user)
    return request


def let_go(request: Request, actor: User | None, why: str) -> None:
    """Nobody has the request any more, which is written down. The caller holds its lock."""
    before = request.assigned_to
    if before is None:
        return
    request.assigned_to, request.assigned_at = None, None
    request.save(update_fields=["assigned_to", "assigned_at"])
    said = why if before == actor else f"{before.name} had it. {why}".strip()
    write_entry(request, Kind.PUT_BACK, shown=False, message=said, actor=actor)


def may_hold(user: User, request: Request, audience: str) -> bool:
    """Whether somebody may work on a request on this audience's host: who may not see it may not hold it."""
    theirs = admit(user, audience)
    if theirs is None or not is_worker(theirs):
        return False
    theirs = replace(theirs, practising=request.is_practice)
    return requests_for(theirs).filter(id=request.id).exists()


def colleagues_to_give_to(principal: Principal, request: Request) -> QuerySet[User]:
    """The council's officers whom a request can be given to, by name: those of its queue's and its service's team, and of
    the principal's own, as far as they may see it. (For teams outside, whoever knows their people asks ``may_hold``.)"""
    user = principal.user
    if user is None or principal.audience != STAFF or not may_decide(principal, request):
        return User.objects.none()
    openness, service_team = request.service.openness, request.service.team_id
    teams = Q(teams=service_team)
    if openness == Service.Openness.OPEN:
        teams |= Q(teams__in=teams_of(user))
        if request.queue is not None:
            teams |= Q(teams=request.queue.team_id)
    restricted = openness == Service.Openness.RESTRICTED
    roles = {Role.RESTRICTED_CASE_OFFICER} if restricted else OFFICER_ROLES
    people = User.objects.filter(teams, is_active=True, is_staff=True, role_grants__role__in=roles)
    return people.distinct().order_by("name", "pk")


def colleagues_of(principal: Principal) -> QuerySet[User]:
    """The people of the principal's own teams on the intranet, by name, themselves left out."""
    if principal.user is None or not is_officer(principal):
        return User.objects.none()
    people = User.objects.filter(teams__in=teams_for(principal), is_active=True, is_staff=True)
    return people.exclude(pk=principal.user.pk).distinct().order_by("name", "pk")


def away_words(person: User, at: datetime) -> str:
    """That somebody is away, until when, and who covers; "" while they are there."""
    absence = absence_of(person, at)
    if absence is None:
        return ""
    covers = who_sees_to(person, at)
    sees_to = f"{covers.name} covers for them." if covers != person else "Nobody covers for them."
    return f"{person.name} is away until {absence.ends.day} {absence.ends:%B %Y}. {sees_to}"


def _locked(principal: Principal, request_id: UUID) -> tuple[Request, User]:
    request = lock_to_work_on(principal, request_id)
    assert principal.user is not None, "whoever may decide is somebody"
    return request, principal.user


def _check_open(request: Request) -> None:
    if request.received_at is None:
        raise StateRefused(_("This request has not been received yet: nobody works on it before that."))
    if request.state in FINISHED:
        raise StateRefused(_("This request is finished. Set it to “In progress” first."))


def _check_seen(request: Request, seen: str) -> None:
    if holder_of(request) == seen:
        return
    if request.assigned_to is None or request.assigned_at is None:
        raise StateRefused(_("Somebody put this request back while you were reading it. Nobody has it now."))
    since = timezone.localtime(request.assigned_at)
    raise StateRefused(
        _(
            "%(name)s has this request since %(time)s on %(day)s. Nothing was changed: speak to them, or take it over if "
            "they agree."
        )
        % {
            "name": request.assigned_to.name,
            "time": date_format(since, "H:i"),
            "day": date_format(since, "j F"),
        }
    )


def _hold(request: Request, user: User) -> None:
    request.assigned_to, request.assigned_at = user, timezone.now()
    request.save(update_fields=["assigned_to", "assigned_at"])
