"""What a session has on record of second factors given in it.

django-allauth keeps a list of everything somebody proved in a session, bound to that person. A second factor is
whatever stands there as "mfa": a code of an app, a recovery code, a passkey, or the word of the council's own sign-in.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User

# A second factor that the provider asked for, not we.
BY_PROVIDER = "provider"

# In a session: when its second factor was given, as ISO 8601 in UTC.
SECOND_FACTOR = "second_factor"


def proves_second_factor(records: list[dict[str, Any]]) -> bool:
    """Whether one of the records is a second factor. A passkey that stands alone was asked to verify its user."""
    return any(record["method"] == "mfa" for record in records)


def record_second_factor(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """Write down that ``user`` has just given the second factor ``authenticator``."""
    authenticator.record_usage()
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def record_card(request: HttpRequest, user: User) -> None:
    """Write down that ``user`` has just given a code of their card."""
    record_authentication(request, user, "mfa", type="code_card")


def remember(session: SessionBase, records: list[dict[str, Any]]) -> None:
    """Tell a session that has just begun whether a second factor was given on the way to it."""
    if proves_second_factor(records):
        session[SECOND_FACTOR] = timezone.now().isoformat()
