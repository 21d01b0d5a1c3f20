"""What somebody has to do or read first: what they were asked, what they owe, where they have to be, what is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audiences.principal import Principal
from forms_engine.files.models import StoredFile
from forms_engine.requests.models import Letter, Request
from forms_engine.requests.states import RequestState
from forms_engine.runtime.wording import pounds
from portal.booked import bookings_of, rows_of, to_come
from portal.listing import LONG, newest_of, own
from portal.looking import new_messages

MOST_OF_A_KIND = 10
SOON = timedelta(days=7)  # of an appointment
# A letter's file that can be read: scanned and clean, or where nothing is scanned.
OPEN = (StoredFile.ScanState.NOT_NEEDED, StoredFile.ScanState.CLEAN)

STILL_NEWS = timedelta(days=60)  # of a message that nobody looked at


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do or to read: what in few words, about what (in ``language``), until when, and where it is done."""

    kind: str
    what: str
    about: str
    language: str
    reference: str
    url: str
    by: date | None = None


def letters_to_read(principal: Principal) -> QuerySet[Letter]:
    """The letters of the principal's own requests that can be read, whether or not they were."""
    return Letter.objects.filter(
        request__in=newest_of(principal), told_at__isnull=False, file__scan_state__in=OPEN
    ).select_related("request", "file")


def things_to_do(principal: Principal, language: str) -> list[Thing]:
    """What comes first, the most pressing kinds before the others, ``MOST_OF_A_KIND`` of each at most. A few queries,
    however many there are."""
    return [
        *_asked_and_unpaid(principal),
        *_appointments(principal, language),
        *_letters(principal),
        *_messages(principal),
    ]


def _asked_and_unpaid(principal: Principal) -> Iterator[Thing]:
    mine = own(principal).defer(*LONG)
    waiting = mine.filter(state__in=[RequestState.WAITING, RequestState.AWAITING_PAYMENT])
    found = list(waiting.order_by("-created_at", "pk")[: MOST_OF_A_KIND * 2])
    for made in found:
        if made.state == RequestState.WAITING:
            yield _thing("asked", _("Answer our question"), made, "#write")
    for made in found:
        if made.state == RequestState.AWAITING_PAYMENT:
            by = timezone.localdate(made.pay_by) if made.pay_by else None
            what = _("Pay %(fee)s") % {"fee": pounds(made.fee_pence)}
            yield _thing("unpaid", what, made, by=by)


def _appointments(principal: Principal, language: str) -> Iterator[Thing]:
    soon = to_come(bookings_of(principal)).filter(slot__starts_at__lt=timezone.now() + SOON)
    for row in rows_of(principal, soon[:MOST_OF_A_KIND], language):
        what = _("Your appointment: %(when)s") % {"when": row.when}
        yield Thing("appointment", what, row.what, language, row.made.reference, _page(row.made))


def _letters(principal: Principal) -> Iterator[Thing]:
    unread = letters_to_read(principal).filter(read_at=None).order_by("-received_at", "pk")
    for letter in unread[:MOST_OF_A_KIND]:
        what = _("Read your letter: %(title)s") % {"title": letter.title}
        made = letter.request
        yield Thing("letter", what, made.title, made.language, made.reference, reverse("account_letters"))


def _messages(principal: Principal) -> Iterator[Thing]:
    since = timezone.now() - STILL_NEWS
    told = new_messages(principal, newest_of(principal)).filter(at__gte=since)
    told = told.exclude(request__state=RequestState.WAITING)  # answering says it all
    for entry in told[:MOST_OF_A_KIND]:
        yield _thing("message", _("Read our message"), entry.request)


def _thing(kind: str, what: str, made: Request, part: str = "", *, by: date | None = None) -> Thing:
    return Thing(kind, what, made.title, made.language, made.reference, _page(made) + part, by)


def _page(made: Request) -> str:
    return reverse("request", kwargs={"reference": made.reference})
