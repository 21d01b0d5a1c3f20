"""Giving a caller a way to pay what a request owes: by email, by text message, or read out."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.addresses import Address, read_address, read_email, read_mobile
from accounts.models import AddressKind
from audiences.principal import Principal
from forms_engine.booking.wording import moment_in_words
from forms_engine.catalogue.words import words_in
from forms_engine.notices import services as notices
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import NotAllowed, RequestState
from forms_engine.requests.telling import title_in_notices, write_entry
from payments import services as payments
from payments.bills import pounds
from payments.errors import NotAllowed as MoneyNotAllowed
from payments.errors import PaymentError
from payments.models import PaymentLink
from payments.selectors import charge_of

SUBJECT = "request.pay-link"
HOW = {AddressKind.EMAIL: "email", AddressKind.MOBILE: "text message"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a link goes. ``is_kept``: the request has this address anyway."""

    address: Address
    is_kept: bool


def recipients_of(request: Request) -> dict[str, Recipient]:
    """The addresses a request has: "email" and "mobile", where a link can be sent to."""
    found = {"email": read_email(request.email), "mobile": read_mobile(request.mobile)}
    return {kind: Recipient(address, True) for kind, address in found.items() if address is not None}


def given_now(typed: str) -> Recipient | None:
    """An address that the caller gave for this once; None where it is no email address and no British mobile number."""
    address = read_address(typed)
    return Recipient(address, False) if address is not None else None


def make_pay_link(principal: Principal, request: Request) -> PaymentLink:
    """Make a link to pay what a request owes. It ends when the request's time to pay does. Call it outside any
    transaction.

    Raises:
        NotAllowed: not somebody who may take money.
        PaymentError: as `payments.services.make_link`; or nothing is owed.
    """
    if request.is_practice:
        raise PaymentError("No link is made in practice: pay on the request’s practice payment page.")
    charge = charge_of(OWNER_TYPE, str(request.id))
    if charge is None:
        raise PaymentError("Nothing is owed.")
    until = request.pay_by if request.state == RequestState.AWAITING_PAYMENT else None
    try:
        return payments.make_link(principal, charge.pk, until=until).link
    except MoneyNotAllowed as error:
        raise NotAllowed(str(error)) from error


@transaction.atomic
def send_pay_link(principal: Principal, request: Request, link: PaymentLink, to: Recipient) -> None:
    """Send a link that was made. The letter is wiped when it is sent, and so is an address given for this once.

    Raises:
        NotAllowed: not somebody who may take money.
        LinkNotGood: it has expired or was withdrawn.
    """
    how = HOW[to.address.kind]
    try:
        payments.note_sent(principal, link.pk, how)
    except MoneyNotAllowed as error:
        raise NotAllowed(str(error)) from error
    where = "the address on the request" if to.is_kept else "an address given for this once"
    note_about_money(principal, request.id, f"A payment link was sent by {how} to {where}.")
    write = notices.send_email if to.address.kind == AddressKind.EMAIL else notices.send_sms
    words = words_in(request.service, request.language)
    write(
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        subject=SUBJECT,
        recipient=to.address.value,
        language=request.language,
        secret=True,
        forgets_recipient=not to.is_kept,
        context={
            "amount": pounds(link.charge.total_pence),
            "title": title_in_notices(request),
            "until": moment_in_words(link.expires_at, request.language),
            "link": payments.link_address(link),
            "phone": request.service.phone,
            "hours": words.opening_hours,
        },
    )


@transaction.atomic
def note_about_money(principal: Principal, request_id: UUID, words: str) -> None:
    """Write on a request's timeline, for colleagues, what was done about its payment."""
    locked = Request.objects.select_for_update().get(id=request_id)
    write_entry(locked, TimelineEntry.Kind.NOTE, shown=False, message=words, actor=principal.user)
