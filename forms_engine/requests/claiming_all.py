"""Earlier requests, sent without an account, that somebody may add to theirs at once: those whose contact is an address
that they have shown to be their own.

By a number only what was sent lately: a network gives a number that nobody uses to somebody else, and what its last holder
sent is not theirs to read. Older ones are added by a code, asked for with the reference.

Only of open services. That a request of a team-only or restricted service exists can be dangerous to whoever sent it,
where somebody else looks at the account or reads the address by now: such a one is added by the code to itself, asked for
with its reference (``inward.claiming``).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact, In
from django.utils import timezone

from accounts.addresses import Address, read_email, read_mobile
from accounts.models import AddressKind
from accounts.proved_addresses import proved_addresses
from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.notices.services import send_email, send_sms
from forms_engine.requests.customers.of_account import customer_of_account
from forms_engine.requests.inward.claiming import lock_heads, put_with, sent_by
from forms_engine.requests.models import Customer, Request, TimelineEntry
from forms_engine.requests.models.customer import LAST_DIGITS, PHONE_DIGITS
from forms_engine.requests.selectors import MOST_COUNTED
from forms_engine.requests.telling import write_entry

CUSTOMER = "customer"  # the owner's type of what is told about no request in particular
MOST_AT_ONCE = 50
NUMBERS_STAY = timedelta(days=180)  # with whoever had them: networks give away no number that was used since

_ALL_DIGITS = Func(
    F("mobile"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace", output_field=CharField()
)


def claimable(principal: Principal) -> QuerySet[Request]:
    """The requests of nobody's account that this principal may add to their own, the newest first: none that they sent
    themselves, signed in, which were for somebody else. Costs a query at once, for their proved addresses; none where
    there are none."""
    if principal.user is None or principal.audience != PUBLIC or principal.helping is not None:
        return Request.objects.none()
    theirs = Q(pk__in=[])
    for address in proved_addresses(principal.user):
        theirs |= _sent_with(address)
    return Request.objects.filter(
        theirs,
        ~sent_by(principal.user),
        customer__user=None,
        audience=PUBLIC,
        is_practice=False,
        erased_at=None,
        service__openness=Service.Openness.OPEN,
    ).order_by("-created_at", "id")


def count_claimable(principal: Principal) -> int:
    """How many those are, ``MOST_COUNTED`` and one more at most."""
    return claimable(principal).order_by()[: MOST_COUNTED + 1].count()


@transaction.atomic
def claim_all(principal: Principal, ids: Iterable[UUID]) -> list[Request]:
    """Add these of the claimable requests to the account of whoever asks, and tell every address that they were sent with:
    of an email address and a number one was enough, and the other may be somebody else's.
    What is not claimable, any more or at all, is left out: done again, or by two accounts at once, it is done once.
    ``MOST_AT_ONCE`` at most. Answers those that were added."""
    user = principal.user
    wanted = list(claimable(principal).filter(pk__in=list(ids)[:MOST_AT_ONCE]).values_list("pk", flat=True))
    if user is None or not wanted:
        return []
    # The rows alone, in one order. Looked at again once nobody else can move them: another account may just have.
    list(Request.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    added = list(claimable(principal).filter(pk__in=wanted).select_related("service", "customer"))
    if not added:
        return []
    lock_heads(one.customer for one in added)
    own = customer_of_account(user)
    for request in added:
        put_with(own, request)
        write_entry(request, TimelineEntry.Kind.CLAIMED, shown=True, actor=user)
    proved = proved_addresses(user)
    for address in proved:
        _tell(own, address, sum(_is_with(request, address) for request in added), added[0].language)
    others = Counter(
        address for request in added for address in _addresses_on(request) if address not in proved
    )
    for address, count in others.items():
        _tell(own, address, count, added[0].language)
    return added


def _sent_with(address: Address) -> Q:
    """Requests whose contact is that very address, found by an index."""
    if address.kind == AddressKind.EMAIL:
        # In capitals, as the index has it, letters of other alphabets are some of ours; in small ones they are not.
        return Q(email__iexact=address.value) & Q(Exact(Lower("email"), address.value))
    # The last digits find it; the whole number says whether it is the same: other countries' numbers end alike. One that
    # names a country names ours.
    number = address.value.removeprefix("+44")
    ways = [f"{start}{number}" for start in ("", "0", "44", "440", "0044", "00440")]
    return (
        ~Q(mobile="")
        & Q(created_at__gte=timezone.now() - NUMBERS_STAY)
        & Q(Exact(PHONE_DIGITS, number[-LAST_DIGITS:]))
        & Q(In(_ALL_DIGITS, ways))
        & (~Q(mobile__contains="+") | Q(mobile__contains="+44"))
    )


def _is_with(request: Request, address: Address) -> bool:
    """Whether a request that was found by the proved addresses was found by this one."""
    if address.kind == AddressKind.EMAIL:
        return request.email.lower() == address.value
    return bool(request.mobile) and address.value[-LAST_DIGITS:] in "".join(
        filter(str.isdigit, request.mobile)
    )


def _addresses_on(request: Request) -> Iterator[Address]:
    """Where what is written about a request goes."""
    mobile = read_mobile(request.mobile) if settings.SMS_PROVIDER else None
    yield from (address for address in (read_email(request.email), mobile) if address)


def _tell(own: Customer, address: Address, count: int, language: str) -> None:
    if not count:
        return
    write = send_sms if address.kind == AddressKind.MOBILE else send_email
    write(
        owner_type=CUSTOMER,
        owner_id=str(own.pk),
        subject="requests.claimed",
        recipient=address.value,
        language=language,
        context={"count": count},
    )
