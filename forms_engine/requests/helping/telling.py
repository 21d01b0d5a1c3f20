"""What those who help, and those who are helped, are told. Nothing of any request."""

import re
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.addresses import Address, read_address, read_email, read_mobile
from accounts.models import AddressKind, User
from accounts.proved_addresses import proved_addresses
from audiences.keys import PUBLIC
from forms_engine.notices.services import send_email, send_sms
from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.helping.standing import INVITED_FOR
from forms_engine.requests.models import ActingFor, Customer

OWNER_TYPE = "acting-for"

# A name that is none: what could be read as an address or a number to ring does not travel in the council's name.
_NO_NAME = re.compile(r"\w\.\w|[/@:<>]|\d|www", re.IGNORECASE)
LONGEST_NAME = 80


def tell_invited(agreement: ActingFor, token: str, language: str) -> None:
    """Send the invitation, with its link. The text is wiped once it is sent: the link is a key."""
    address = read_address(agreement.invited_at_address)
    if address is None:
        return
    said = {
        "name": _sayable(name_of(agreement.customer)),
        "link": _link("helping_invited", language, token=token),
        "until": timezone.localdate(agreement.made_at + INVITED_FOR),
    }
    _write(agreement, "helping.invited", address, language, said, secret=True)


def tell_accepted(agreement: ActingFor) -> None:
    """Tell the person who is helped that it has begun."""
    customer = agreement.customer
    said = {"name": _sayable(agreement.helper.name if agreement.helper else "")}
    _tell_customer(agreement, customer, "helping.accepted", said)


def tell_recorded(agreement: ActingFor) -> None:
    """Tell the person who is helped what an officer wrote down in their name, before anybody has accepted it."""
    said = {"name": _sayable(agreement.helper_name)}
    _tell_customer(agreement, agreement.customer, "helping.recorded", said)


def tell_ended(agreement: ActingFor, by: User) -> None:
    """Tell whoever of the two has not ended it themselves."""
    customer, helper = agreement.customer, agreement.helper
    if customer.user_id != by.pk:
        name = helper.name if helper else agreement.helper_name
        said = {"name": _sayable(name), "for_you": True, "refused": helper is None}
        _tell_customer(agreement, customer, "helping.ended", said)
    if helper is not None and helper.pk != by.pk:
        said = {"name": _sayable(name_of(customer))}
        for address in proved_addresses(helper)[:1]:
            _write(agreement, "helping.ended", address, customer.language or "en", said)


def _tell_customer(
    agreement: ActingFor, customer: Customer, subject: str, said: Mapping[str, object]
) -> None:
    language = customer.language or "en"
    for address in addresses_of(customer)[:1]:
        link = _link("helpers", language)
        _write(agreement, subject, address, language, {**said, "link": link if customer.user_id else ""})


def addresses_of(customer: Customer) -> list[Address]:
    """Where somebody is told: at their account's proved addresses, or where the council wrote them down."""
    if customer.user is not None:
        return proved_addresses(customer.user)
    return [found for found in (read_email(customer.email), read_mobile(customer.mobile)) if found]


def _write(
    agreement: ActingFor,
    subject: str,
    address: Address,
    language: str,
    context: Mapping[str, object],
    *,
    secret: bool = False,
) -> None:
    write = send_sms if address.kind == AddressKind.MOBILE else send_email
    write(
        owner_type=OWNER_TYPE,
        owner_id=str(agreement.pk),
        subject=subject,
        recipient=address.value,
        language=language,
        context=context,
        secret=secret,
    )


def _sayable(name: str) -> str:
    """A name that people gave themselves as a notice may say it; "" where it may not."""
    return "" if _NO_NAME.search(name) else name.strip()[:LONGEST_NAME]


def _link(name: str, language: str, **parts: str) -> str:
    with translation.override(language):
        path = reverse(name, urlconf=settings.HOST_URLCONFS[PUBLIC], kwargs=parts)
    return settings.ENVIRONMENT.origin(PUBLIC) + path
