"""How things stand for one member in the organisation they act for: what waits for them, what was sent last, what is about
to end. The organisation's home on the extranet is made of it."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from audiences.principal import Principal
from forms_engine.catalogue.models import Queue
from forms_engine.requests.models import Request
from forms_engine.requests.organisations import requests_of_organisation
from forms_engine.requests.outside.queues import counted_queues
from forms_engine.requests.states import RequestState
from forms_engine.requests.wording import with_state_words
from partners.models import Membership, Organisation, OrganisationToken
from partners.selectors import SOON, is_due

WAITING_SHOWN = 4
NEWEST_SHOWN = 5
ENDING_SHOWN = 4

# What its own people have to do something about.
FOR_THEM = (RequestState.WAITING, RequestState.AWAITING_PAYMENT)

InWords = tuple[Request, str]


@dataclass(frozen=True, slots=True)
class Ending:
    """Somebody's access, or a program's token, that ends within the month. ``person`` is whose access, ``is_own`` that of
    the one who reads it; a token has neither."""

    name: str
    day: datetime.date
    person: UUID | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """What one member is shown. ``waiting`` are requests that they have to answer or pay for, the oldest first, with their
    state in words; ``more_waiting``: there are others. ``confirm_by`` is set where the council is about to confirm who
    belongs to it, for managers."""

    organisation: Organisation
    is_manager: bool
    waiting: list[InWords]
    more_waiting: bool
    newest: list[InWords]
    jobs: list[tuple[Queue, int]]
    endings: list[Ending]
    confirm_by: datetime.date | None

    @property
    def nothing_waits(self) -> bool:
        """Whether there is nothing of the organisation's own to do."""
        return not (self.waiting or self.jobs or self.endings or self.confirm_by)


def overview_of(principal: Principal) -> Overview | None:
    """How things stand in the organisation that the principal acts for; ``None`` for whoever has not chosen one of several,
    and for everybody who is no member of it at this moment. A number of questions that does not grow."""
    own = _membership(principal)
    if own is None:
        return None
    sent = requests_of_organisation(principal).select_related("customer__user")
    waiting = list(sent.filter(state__in=FOR_THEM).order_by("created_at", "id")[: WAITING_SHOWN + 1])
    newest = list(sent.order_by("-created_at", "id")[:NEWEST_SHOWN])
    shown = waiting[:WAITING_SHOWN]
    in_words = with_state_words([*shown, *newest], get_language() or "en")
    return Overview(
        organisation=own.organisation,
        is_manager=own.is_manager,
        waiting=in_words[: len(shown)],
        more_waiting=len(waiting) > WAITING_SHOWN,
        newest=in_words[len(shown) :],
        jobs=_jobs(principal),
        endings=_endings(own),
        confirm_by=own.organisation.confirm_by if own.is_manager and is_due(own.organisation) else None,
    )


def _membership(principal: Principal) -> Membership | None:
    if principal.user is None or not principal.organisation:
        return None
    theirs = Membership.objects.in_force().filter(
        user=principal.user, organisation__slug=principal.organisation
    )
    return theirs.select_related("organisation__owner").first()


def _jobs(principal: Principal) -> list[tuple[Queue, int]]:
    """The queues of this organisation's teams in which something waits; those of others that they belong to are theirs."""
    counted = counted_queues(principal)
    return [
        (queue, waiting)
        for queue, waiting in counted
        if waiting and queue.team.organisation == principal.organisation
    ]


def _endings(own: Membership) -> list[Ending]:
    """What ends within the month, the soonest first: one's own access; for managers their people's and their programs'."""
    today = timezone.localdate()
    last = today + SOON
    found = []
    if own.expires is not None and own.expires <= last:
        found.append(Ending("", own.expires, is_own=True))
    if own.is_manager:
        people = Membership.objects.in_force().filter(organisation=own.organisation, expires__lte=last)
        rows = people.exclude(pk=own.pk).select_related("user").order_by("expires", "user__name")
        found += [Ending(one.user.name, _day(one), one.user.uuid) for one in rows[:ENDING_SHOWN]]
        tokens = OrganisationToken.objects.filter(
            organisation=own.organisation,
            revoked_at=None,
            expires_at__gt=timezone.now(),
            expires_at__lt=timezone.now() + SOON,
        ).order_by("expires_at")
        found += [Ending(one.name, timezone.localdate(one.expires_at)) for one in tokens[:ENDING_SHOWN]]
    return sorted(found, key=lambda one: (one.day, not one.is_own, one.name))[:ENDING_SHOWN]


def _day(membership: Membership) -> datetime.date:
    assert membership.expires is not None  # asked for by it
    return membership.expires
