"""The moves somebody may see, what is in them, and which old addresses are still asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.permission_policies.pages import PagePermissionPolicy

from content.missing_addresses.selectors import site_of
from content.models import ContentPage, Move, MoveRow, NotCarried, OldAddress
from content.moving_in.redirecting import LONGEST
from content.sections.held import held_pages
from content.sections.reach import edits_everything

DAYS = 30
MOST = 200


def may_move_in(user: Any) -> bool:
    """Whether this person publishes pages somewhere: who only edits brings in no site."""
    return bool(PagePermissionPolicy().user_has_permission(user, "publish"))


def moves_for(user: Any) -> QuerySet[Move]:
    """The moves below pages that this person publishes, the newest first."""
    if not may_move_in(user):
        return Move.objects.none()
    moves = Move.objects.select_related("under", "made_by").order_by("-made_at", "-pk")
    if edits_everything(user):
        return moves
    publishes = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
    return moves.filter(under__in=held_pages(user).filter(pk__in=publishes.values("pk")).values("pk"))


def move_for(user: Any, move_id: int) -> Move:
    """One of them.

    Raises:
        Http404: where it is none of theirs.
    """
    found = moves_for(user).filter(pk=move_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are to become what, and became what."""

    total: int
    to_carry: int
    to_lead_on: int
    to_leave: int
    earlier: int
    warned: int
    waiting: int
    carried: int
    redirected: int
    not_carried: int
    made: int
    missing: int
    open: int


def counts_of(move: Move) -> Counts:
    """Of all rows of a move, in two queries."""
    plan, outcome = MoveRow.Plan, MoveRow.Outcome
    rows = MoveRow.objects.filter(move=move).aggregate(
        total=Count("pk"),
        to_carry=Count("pk", filter=Q(plan=plan.CARRY)),
        to_lead_on=Count("pk", filter=Q(plan=plan.REDIRECT)),
        to_leave=Count("pk", filter=Q(plan=plan.LEAVE)),
        earlier=Count("pk", filter=Q(before=True)),
        warned=Count("pk", filter=~Q(warnings=[])),
        waiting=Count("pk", filter=Q(outcome=outcome.WAITING)),
        carried=Count("pk", filter=Q(outcome=outcome.CARRIED)),
        redirected=Count("pk", filter=Q(outcome=outcome.REDIRECTED)),
        not_carried=Count("pk", filter=Q(outcome=outcome.NOT_CARRIED)),
        made=Count("pk", filter=Q(plan=plan.CARRY, page__isnull=False, before=False)),
    )
    missing = NotCarried.objects.filter(move=move).aggregate(
        missing=Count("pk"), open=Count("pk", filter=Q(done_at=None))
    )
    return Counts(**rows, **missing)


SHOWN = {
    "": Q(),
    "carry": Q(plan=MoveRow.Plan.CARRY),
    "redirect": Q(plan=MoveRow.Plan.REDIRECT),
    "leave": Q(plan=MoveRow.Plan.LEAVE),
    "warned": ~Q(warnings=[]),
    "carried": Q(outcome=MoveRow.Outcome.CARRIED),
    "redirected": Q(outcome=MoveRow.Outcome.REDIRECTED),
    "not-carried": Q(outcome=MoveRow.Outcome.NOT_CARRIED),
}


def rows_of(move: Move, shown: str = "", after: int = 0) -> QuerySet[MoveRow]:
    """The rows of a move from one on, in the order of the list, without the words of drafts."""
    rows = MoveRow.objects.filter(SHOWN.get(shown, Q()), move=move, number__gt=after)
    return rows.select_related("page").defer("draft").order_by("number")


def missing_of(
    move: Move, what: str = "", *, open_only: bool = False, after: int = 0
) -> QuerySet[NotCarried]:
    """What was not carried, in the order in which it was found."""
    found = NotCarried.objects.filter(move=move, pk__gt=after)
    if what:
        found = found.filter(what=what)
    if open_only:
        found = found.filter(done_at=None)
    return found.select_related("row__page", "done_by").defer("row__draft").order_by("pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """An old address that is still asked for: how often it led on in 30 days, how often nowhere, and where it leads now."""

    audience: str
    address: str
    path: str
    led_on: int
    nowhere: int
    last: date
    page: ContentPage | None
    leads_elsewhere: bool

    @property
    def state(self) -> str:
        """Where it leads now, in words."""
        if self.leads_elsewhere:
            return "Leads elsewhere"
        if self.page is None:
            return "Leads nowhere"
        return "Leads on" if self.page.live else "Leads to a draft, so nowhere yet"


def still_asked_for(user: Any, audience: str = "", *, nowhere_only: bool = False) -> list[Asked]:
    """The old addresses of this person's moves that were asked for most, those that lead nowhere first."""
    since = timezone.localdate() - timedelta(days=DAYS)
    old = OldAddress.objects.filter(move__in=moves_for(user).order_by().values("pk"), asked__day__gt=since)
    if audience:
        old = old.filter(audience=audience)
    counted = old.annotate(
        led=Coalesce(Sum("asked__led_on"), 0),
        nowhere=Coalesce(Sum("asked__nowhere"), 0),
        last=Max("asked__day"),
    )
    if nowhere_only:
        counted = counted.filter(nowhere__gt=0)
    rows: list[Any] = list(counted.select_related("page").order_by("-nowhere", "-led", "key")[:MOST])
    return list(_with_ends(rows))


def _with_ends(rows: list[Any]) -> Iterator[Asked]:
    """Each with where it leads by now: what it became, or where somebody has led it."""
    sites = {audience: site_of(audience) for audience in {row.audience for row in rows}}
    redirects = {
        (one.site_id, one.old_path): one
        for one in Redirect.objects.filter(
            old_path__in=[row.key for row in rows if len(row.key) <= LONGEST]
        ).select_related("redirect_page")
    }
    for row in rows:
        site = sites[row.audience]
        led: Any = redirects.get((site.pk if site else None, row.key))
        page = led.redirect_page if led is not None else row.page
        yield Asked(
            audience=row.audience,
            address=row.address,
            path=row.key,
            led_on=row.led,
            nowhere=row.nowhere,
            last=row.last,
            page=page,
            leads_elsewhere=bool(led and led.redirect_link),
        )
