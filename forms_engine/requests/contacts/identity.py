"""How it was checked that a caller is who they say they are, and what they may be told.

It is recorded on the contact under way and holds for that contact alone. A code goes to the address that the council knew
before the contact began: one that was written down, or merged with, while they spoke proves nothing.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.addresses import Address, read_email, read_mobile
from accounts.throttle import Limit, take_slot
from audiences.principal import Principal
from forms_engine.notices import codes
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.contacts.under_way import lock_current
from forms_engine.requests.customers.groups import family_of
from forms_engine.requests.models import Contact, Customer, CustomerChange, CustomerMerge, Request
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.wording import state_words

OWNER_TYPE = "contact"
SUBJECT = "contact.identity-code"
# The code is asked for by an officer, about their own contact: no browser of the caller's takes part.
ASKED_BY = "officer"
CODE_MINUTES = 10
FOR_ONE_CUSTOMER = Limit(attempts=5, seconds=60 * 60)

Identity = Contact.Identity

# What an officer can say they have done; a code is checked here, and being signed in seen by the house.
CHECKED_BY_OFFICERS = (Identity.DETAILS, Identity.DOCUMENT, Identity.KNOWN)


@dataclass(frozen=True, slots=True)
class MayHear:
    """What a caller may be told of one request: how it stands, in its customer's words and the contact's language; and
    whether anything ``else`` of it, and why not."""

    state: str
    everything: bool
    why_not: str = ""


@transaction.atomic
def record_identity(principal: Principal, how: str) -> Contact:
    """Record how the identity of whoever the contact under way is with was checked, or that it was not.

    Raises:
        NoContactUnderWay: when there is none.
        ContactRefused: while nobody has said who they are, and for what an officer cannot have checked.
    """
    contact = lock_current(principal)
    if how == Identity.NOT_CHECKED:
        return _record(contact, Identity.NOT_CHECKED)
    if how not in CHECKED_BY_OFFICERS:
        raise ContactRefused("Choose how you checked who they are.", "identity")
    _customer_of(contact)
    return _record(contact, Identity(how))


@transaction.atomic
def send_code(principal: Principal, *, by_sms: bool) -> None:
    """Send a code to the mobile number or the email address on the customer's record, for them to read out.

    Raises:
        NoContactUnderWay: when there is none.
        ContactRefused: without a customer or such an address, where it was changed while they spoke, and after too many
            codes.
    """
    contact = lock_current(principal)
    customer = _customer_of(contact)
    if contact.is_practice:
        raise ContactRefused("Nobody is sent a code in practice. Check who they are another way.", "identity")
    recipient = _address_of(customer, by_sms=by_sms)
    if recipient is None:
        what = "mobile number" if by_sms else "email address"
        raise ContactRefused(f"We have no {what} of theirs. Check who they are another way.", "identity")
    if _changed_since(contact, customer, "mobile" if by_sms else "email"):
        raise ContactRefused(
            "This address was written down during this contact, so a code sent there proves nothing. "
            "Check who they are another way.",
            "identity",
        )
    if take_slot(f"identity-code:{customer.pk}", FOR_ONE_CUSTOMER) is None:
        raise ContactRefused("Too many codes were sent to them. Check who they are another way.", "identity")
    codes.send_code(
        owner_type=OWNER_TYPE,
        owner_id=str(contact.pk),
        browser=ASKED_BY,
        minutes=CODE_MINUTES,
        recipient=recipient.value,
        subject=SUBJECT,
        language=customer.language or contact.language,
        context={},
        by_sms=by_sms,
    )


@transaction.atomic
def use_code(principal: Principal, typed: str) -> bool:
    """Whether that is the code that was sent last; then it is recorded. False for a wrong, used or old one, and after
    too many tries.

    Raises:
        NoContactUnderWay: when there is none.
        ContactRefused: while nobody has said who they are.
    """
    contact = lock_current(principal)
    _customer_of(contact)
    right = codes.use_code(owner_type=OWNER_TYPE, owner_id=str(contact.pk), browser=ASKED_BY, typed=typed)
    if right:
        _record(contact, Identity.CODE)
    return right


def may_be_told(principal: Principal, contact: Contact | None, request: Request) -> MayHear:
    """What whoever the contact is with may be told of a request: everything that the officer sees, where it is theirs and
    their identity was checked; else how it stands, and nothing else.

    Raises:
        ContactRefused: when the officer may not see the request themselves.
    """
    if not requests_for(principal).filter(pk=request.pk).exists():
        raise ContactRefused("There is no such request.", "request")
    state = state_words(request.service_id, request.state, contact.language if contact else request.language)
    if contact is None or contact.officer != principal.user or contact.ended_at is not None:
        return MayHear(state, False, "Begin a contact, and check who they are.")
    if contact.customer is None or contact.identity == Identity.NOT_CHECKED:
        return MayHear(state, False, "Their identity was not checked.")
    if request.customer_id not in _theirs(contact, contact.customer):
        return MayHear(state, False, "This is somebody else’s request.")
    return MayHear(state, True)


def _theirs(contact: Contact, customer: Customer) -> list[UUID]:
    """The customers that the one on the contact stands for. Who was merged with them while they spoke is not theirs yet:
    what was checked was who they had been."""
    family = family_of(customer)
    if (
        len(family) > 1
        and CustomerMerge.objects.filter(kept__in=family, at__gte=contact.started_at, undone_at=None).exists()
    ):
        return [customer.pk]
    return family


def _address_of(customer: Customer, *, by_sms: bool) -> Address | None:
    """Where a code can be sent: what the account was shown to have, else what the council wrote down."""
    account = customer.user
    if by_sms:
        return read_mobile(customer.mobile)
    return read_email((account.email if account else "") or customer.email)


def _changed_since(contact: Contact, customer: Customer, field: str) -> bool:
    since = CustomerChange.objects.filter(customer=customer, at__gte=contact.started_at)
    return since.filter(changed__has_key=field).exists()


def _customer_of(contact: Contact) -> Customer:
    """Raises:
    ContactRefused: while nobody has said who they are.
    """
    if contact.customer is None:
        raise ContactRefused("Find the customer first: it is their identity that is checked.", "customer")
    return contact.customer


def _record(contact: Contact, how: Contact.Identity) -> Contact:
    contact.identity = how
    contact.save(update_fields=["identity"])
    return contact
