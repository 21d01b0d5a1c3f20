"""Letters that nobody has read: after some days each is put before an officer, who prints and posts it and says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.cursors import read_place
from forms_engine.requests.models import AfterSending, Letter, Request, TimelineEntry
from forms_engine.requests.selectors import is_officer, may_decide, requests_for
from forms_engine.requests.states import NotAllowed, StateRefused
from forms_engine.requests.telling import write_entry
from forms_engine.rounds import going_on

AT_ONCE = 500  # in one round of flagging
PAGE_SIZE = 50
USUAL_DAYS: int = AfterSending._meta.get_field("print_letters_after").get_default()


@dataclass(frozen=True, slots=True)
class ToPrint:
    """A page of letters to print; ``after`` names its last, empty where no page follows."""

    letters: list[Letter]
    after: str


def flag_unread(now: datetime) -> int:
    """Put every letter before an officer whose customer was told of it and that nobody has fetched for as many days as
    its service says, once each; answers how many. Safe to call at any time, any number of times.

    Raises:
        RoundNotWhole: when some could not be flagged.
    """
    due = _unread().filter(_waited_long_enough(now), flagged_at=None, request__is_practice=False)
    with going_on("unread letters") as attempt:
        return sum(
            attempt(letter_id, partial(_flag, letter_id, now))
            for letter_id in list(due.order_by("told_at").values_list("id", flat=True)[:AT_ONCE])
        )


def to_print(principal: Principal, after: str = "") -> ToPrint:
    """The letters that are to be printed, of requests that this officer may see, those that have waited longest first;
    from the one named ``after`` on. Nobody but officers has any."""
    if not is_officer(principal):
        return ToPrint([], "")
    shown = requests_for(principal).filter(id=OuterRef("request_id"))
    found = _unread().filter(Exists(shown), flagged_at__isnull=False).filter(_following(after))
    found = found.select_related(
        "file", "request__customer__location", "request__customer__user", "request__service"
    )
    rows = list(found.order_by("told_at", "id")[: PAGE_SIZE + 1])
    more = _name(rows[PAGE_SIZE - 1]) if len(rows) > PAGE_SIZE else ""
    return ToPrint(rows[:PAGE_SIZE], more)


@transaction.atomic
def note_posted(principal: Principal, letter_id: UUID) -> Letter:
    """An officer says that a letter was printed and posted, whether it was flagged or not. Its customer sees that. Said
    again, nothing changes.

    Raises:
        NotAllowed: when the principal may not decide on its request, or there is no such letter.
        StateRefused: when it cannot be read yet: nobody can have printed it.
    """
    found = Letter.objects.filter(id=letter_id).first()
    if found is None:
        raise NotAllowed("There is no such letter.")
    request = _locked(found.request_id)
    if not may_decide(principal, request) or principal.user is None or not is_officer(principal):
        raise NotAllowed("You may not change this request.")
    letter = Letter.objects.select_related("file", "request").get(id=letter_id)
    if letter.posted_at is not None:
        return letter
    if not letter.file.is_open:
        raise StateRefused("It cannot be read yet, so it cannot have been printed.")
    letter.posted_at, letter.posted_by = timezone.now(), principal.user
    letter.save(update_fields=["posted_at", "posted_by"])
    write_entry(
        request, TimelineEntry.Kind.LETTER_POSTED, shown=True, message=letter.title, actor=principal.user
    )
    return letter


def _unread() -> QuerySet[Letter]:
    return Letter.objects.filter(read_at=None, posted_at=None, told_at__isnull=False, request__erased_at=None)


def _waited_long_enough(now: datetime) -> Q:
    """By each service's own days; 0 is never."""
    own = dict(AfterSending.objects.values_list("service_id", "print_letters_after"))
    waited = Q(told_at__lte=now - timedelta(days=USUAL_DAYS)) & ~Q(request__service__in=list(own))
    for service_id, days in own.items():
        if days:
            waited |= Q(told_at__lte=now - timedelta(days=days), request__service=service_id)
    return waited


@transaction.atomic
def _flag(letter_id: UUID, now: datetime) -> int:
    request = _locked(Letter.objects.values_list("request_id", flat=True).get(id=letter_id))
    letter = _unread().filter(id=letter_id, flagged_at=None).first()
    if letter is None:
        return 0
    letter.flagged_at = now
    letter.save(update_fields=["flagged_at"])
    write_entry(request, TimelineEntry.Kind.LETTER_UNREAD, shown=False, message=letter.title)
    return 1


def _locked(request_id: UUID) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)


def _name(letter: Letter) -> str:
    assert letter.told_at is not None, "only what its customer was told of is listed"
    return f"{letter.told_at.isoformat()}_{letter.id}"


def _following(after: str) -> Q:
    """What comes after the letter of that name; everything, where it names none."""
    place = read_place(after)
    if place is None:
        return Q()
    moment, last = place
    return Q(told_at__gte=moment) & (Q(told_at__gt=moment) | Q(id__gt=last))
