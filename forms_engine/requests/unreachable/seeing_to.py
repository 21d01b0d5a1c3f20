"""Seeing to it that a customer can be reached again: at a new address, or having spoken with them."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.addresses import read_mobile
from audiences.principal import Principal
from forms_engine.cursors import read_moment
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request, TimelineEntry, Unreachable
from forms_engine.requests.selectors import is_officer, may_decide, requests_for
from forms_engine.requests.states import NotAllowed, StateRefused
from forms_engine.requests.telling import tell_of_state, write_entry

PAGE_SIZE = 50
LONGEST = 400  # letters of how
EMAIL = Request._meta.get_field("email")


class NotAnAddress(ValueError):
    """The new address cannot be written to; the message says why."""


@dataclass(frozen=True, slots=True)
class Open:
    """A page of addresses that came back; ``after`` names its last, empty where no page follows."""

    rows: list[Unreachable]
    after: str


def open_of(request: Request) -> list[Unreachable]:
    """What came back of a request and nobody has seen to. The caller has found it through a selector."""
    return list(request.unreachable.filter(seen_to_at=None).order_by("since", "id"))


def unreachable_for(principal: Principal, after: str = "") -> Open:
    """What came back of the requests that this officer may see and nobody has seen to, the oldest first, from the one
    named ``after`` on. Nobody but officers has any."""
    if not is_officer(principal):
        return Open([], "")
    shown = requests_for(principal).filter(id=OuterRef("request_id"), erased_at=None)
    found = Unreachable.objects.filter(Exists(shown), _following(after), seen_to_at=None)
    rows = list(
        found.select_related("request__service", "request__customer__user").order_by("since", "id")[
            : PAGE_SIZE + 1
        ]
    )
    more = (
        f"{rows[PAGE_SIZE - 1].since.isoformat()}_{rows[PAGE_SIZE - 1].pk}" if len(rows) > PAGE_SIZE else ""
    )
    return Open(rows[:PAGE_SIZE], more)


@transaction.atomic
def see_to(
    principal: Principal, request_id: UUID, unreachable_id: int, *, how: str = "", address: str = ""
) -> Unreachable:
    """An officer says how a customer can be reached: at a new ``address``, of the kind that came back, which the request
    has from now on and at which they are told how it stands; or in words ``how`` (they rang them, they wrote). What was
    answered stays as it was sent, and other requests keep their addresses. Said again, nothing changes.

    Raises:
        NotAllowed: when the principal may not decide on this request, or nothing of that number came back of it.
        NotAnAddress: when it is no address, or the one that came back.
        StateRefused: when nothing is said.
    """
    requests = Request.objects.select_for_update(of=("self",)).select_related("service")
    found = requests.filter(id=request_id).first()
    if found is None or not is_officer(principal) or not may_decide(principal, found):
        raise NotAllowed("You may not change this request.")
    row = found.unreachable.filter(id=unreachable_id).first()
    if row is None:
        raise NotAllowed("Nothing of that number came back of this request.")
    if row.seen_to_at is not None:
        return row
    how, address = how.strip()[:LONGEST], address.strip()
    if not how and not address:
        raise StateRefused("Say how you have reached them, or enter a new address.")
    said = how
    if address:
        said = f"{_change(found, row.channel, address)} {how}".strip()
    row.seen_to_at, row.seen_to_by, row.how = timezone.now(), principal.user, said[:500]
    row.save(update_fields=["seen_to_at", "seen_to_by", "how"])
    write_entry(found, TimelineEntry.Kind.REACHED, shown=False, message=said, actor=principal.user)
    if address and found.received_at is not None:
        tell_of_state(found)
    return row


def _change(request: Request, channel: str, address: str) -> str:
    """Give the request its new address; answers what was changed, in words."""
    if channel == Notice.Channel.EMAIL:
        try:
            EMAIL.clean(address, None)
        except ValidationError:
            raise NotAnAddress(
                "Enter an email address in the correct format, like name@example.com"
            ) from None
        if address.casefold() == request.email.casefold():
            raise NotAnAddress(
                "That is the address that came back: enter another, or say how you reached them"
            )
        request.email = address
        request.save(update_fields=["email"])
        return f"New email address: {address}."
    mobile = read_mobile(address)
    before = read_mobile(request.mobile)
    if mobile is None:
        raise NotAnAddress("Enter a mobile number, like 07700 900 982")
    if before is not None and mobile.value == before.value:
        raise NotAnAddress("That is the number that came back: enter another, or say how you reached them")
    request.mobile = mobile.value
    request.save(update_fields=["mobile"])
    return f"New mobile number: {mobile.value}."


def _following(after: str) -> Q:
    """What comes after the one of that name; everything, where it names none."""
    at, _, number = after.partition("_")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return Q()
    moment = read_moment(at)
    if moment is None:
        return Q()
    return Q(since__gte=moment) & (Q(since__gt=moment) | Q(id__gt=int(number)))
