"""What waits for somebody this morning: of their own, and, of whoever leads a team, of the team's.

Everything is read as that person: what they may not see is in no count. Nothing says whom it is about.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Queue
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.models import Letter, Request, Unreachable
from forms_engine.requests.seeing_to import LEADING_ROLES, teams_seen_to
from forms_engine.requests.selectors import MOST_COUNTED, is_officer, listed_for

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """How many there are, in words; ``references`` are the first of them, where naming them helps."""

    words: str
    count: str
    references: list[str]


def waits_for(principal: Principal) -> list[Line]:
    """What waits for this officer; nothing for anybody else. Counts go no further than ``MOST_COUNTED``."""
    if not is_officer(principal) or principal.user is None:
        return []
    shown = listed_for(principal)
    open_ones = shown.filter(finished_at=None, received_at__isnull=False)
    mine = open_ones.filter(assigned_to=principal.user)
    today = timezone.localdate()
    found = [
        _line("Overdue", mine.filter(due_on__lt=today)),
        _line("Due today", mine.filter(due_on=today)),
        _line("With a message that waits for an answer", mine.filter(customer_wrote_at__isnull=False)),
        _line("Yours and not finished", mine, names=False),
        *_not_reached("yours", shown.filter(assigned_to=principal.user)),
    ]
    queues = _queues_led_by(principal)
    if queues:
        nobodys = open_ones.filter(queue__in=queues, assigned_to=None)
        teams_own = shown.filter(queue__in=queues, assigned_to=None)
        found += [
            _line("Nobody’s yet in your teams’ queues", nobodys, names=False),
            _line("Nobody’s yet and overdue", nobodys.filter(due_on__lt=today)),
            *_not_reached("nobody’s yet", teams_own),
        ]
    return [one for one in found if one is not None]


def _not_reached(whose: str, requests: QuerySet[Request]) -> list[Line | None]:
    """Letters to print and addresses that came back: of finished requests too."""
    letters = Letter.objects.filter(flagged_at__isnull=False, read_at=None, posted_at=None)
    came_back = Unreachable.objects.filter(seen_to_at=None)
    return [
        _line(
            f"With a letter to print, {whose}",
            requests.filter(pk__in=letters.values("request")),
        ),
        _line(
            f"With an address that came back, {whose}",
            requests.filter(pk__in=came_back.values("request")),
        ),
    ]


def _queues_led_by(principal: Principal) -> list[int]:
    """The queues of the teams that this officer leads, by role or as their lead, or covers for the lead of."""
    if principal.roles & LEADING_ROLES:
        teams = set(teams_for(principal).values_list("pk", flat=True))
    else:
        teams = set(teams_seen_to(principal) or ())
    return list(Queue.objects.filter(team__in=teams).values_list("pk", flat=True)) if teams else []


def _line(words: str, requests: QuerySet[Request], *, names: bool = True) -> Line | None:
    count = requests.order_by()[: MOST_COUNTED + 1].count()
    if not count:
        return None
    said = f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
    first = requests.order_by("due_on", "received_at", "pk").values_list("reference", flat=True)[:MOST_NAMED]
    return Line(words, said, list(first) if names else [])
