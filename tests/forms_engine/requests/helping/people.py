"""Somebody who is helped, and somebody who helps them."""

import re
from dataclasses import replace

from accounts.addresses import Address, read_address
from accounts.proved_addresses import prove
from audiences.admission import admit
from forms_engine.notices.models import Notice
from forms_engine.requests.customers.of_account import customer_of_account
from forms_engine.requests.helping.accepting import accept
from forms_engine.requests.helping.inviting import invite
from forms_engine.requests.helping.making import Asked
from tests.factories import make_user


def resident(name, email):
    """A resident with a proved email address, on the public site."""
    user = make_user(name=name, email=email)
    address = read_address(email)
    assert address is not None
    prove(user, address)
    return admit(user, "public")


def asked(**said):
    """An invitation to Hal as a form brings it."""
    address = read_address(said.pop("to", "hal@example.org"))
    assert isinstance(address, Address)
    return Asked(**{"name": "Hal Helper", "address": address, "relation": "family", **said})


def newest_token():
    """The secret in the link that was sent last."""
    body = Notice.objects.filter(subject="helping.invited").latest("created_at").body
    return re.search(r"/account/helping/invited/([^/\s]+)/", body)[1]


def agreed(person, helper, **said):
    """The agreement by which the helper acts for the person, accepted, and the helper acting by it."""
    agreement = invite(person, asked(**said))
    accept(helper, newest_token())
    agreement.refresh_from_db()
    return agreement, acting(helper, agreement)


def acting(helper, agreement):
    """The helper as they act by that agreement."""
    return replace(helper, helping=agreement.pk)


def customer_of(person):
    """The person's one customer."""
    return customer_of_account(person.user)
