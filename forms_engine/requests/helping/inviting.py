"""Asking somebody to act for oneself."""

from django.db import transaction

from accounts.throttle import Limit, take_slot
from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.requests.customers.of_account import customer_of_account
from forms_engine.requests.helping.making import Asked as Asked
from forms_engine.requests.helping.making import make
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.models import ActingFor

BY_ONE_PERSON = Limit(attempts=10, seconds=24 * 60 * 60)
TO_ONE_ADDRESS = Limit(attempts=5, seconds=24 * 60 * 60)  # whoever asks: nobody's inbox is flooded from here


def invite(principal: Principal, asked: Asked) -> ActingFor:
    """Ask somebody to act for whoever asks: they are sent a link that is good for ``standing.INVITED_FOR``. Nothing is
    opened to them before they have accepted.

    Raises:
        HelpRefused: to nobody and at work, while acting for somebody else, for oneself, for what cannot be kept, and when
            there are too many.
    """
    user = principal.user
    if user is None or principal.audience != PUBLIC or principal.helping is not None:
        raise HelpRefused("not-yours")
    if asked.address.value in {user.email, user.mobile}:
        raise HelpRefused("yourself", "address")
    if take_slot(f"helper-invited-by:{user.uuid}", BY_ONE_PERSON) is None:
        raise HelpRefused("too-often")
    if take_slot(f"helper-invited-to:{asked.address.value}", TO_ONE_ADDRESS) is None:
        raise HelpRefused("too-often")
    with transaction.atomic():
        made, _ = make(customer_of_account(user), asked, by=user, consent=ActingFor.Consent.ACCOUNT)
    return made
