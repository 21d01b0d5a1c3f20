"""Asking a request's customer how it went, once for ever: on its page, and in one letter where they want such letters."""

import hashlib
import secrets

from django.conf import settings

from audiences.keys import PUBLIC
from forms_engine.requests.customers.preferences import may_tell
from forms_engine.requests.helping.reaching import reached_at
from forms_engine.requests.models import Feedback, Request
from forms_engine.requests.states import RequestState
from forms_engine.requests.telling import path_in, tell_customer

SUBJECT = "request.feedback"
ENDED = frozenset({RequestState.RESOLVED, RequestState.CLOSED})


def is_asked(request: Request) -> bool:
    """Whether the questions belong at the end of a request's page: what was done for a resident, and has come to its end.
    Not what was cancelled, held back as spam, erased or practice; nor what staff and partners send, who are asked by
    other means."""
    return (
        request.state in ENDED
        and request.received_at is not None
        and request.audience == PUBLIC
        and request.erased_at is None
        and not request.is_practice
    )


def ask(request: Request) -> Feedback | None:
    """Write to a request's customer with the link to the questions, in the caller's transaction, which holds its lock and
    has just ended it; None where they are not written to: nobody is a second time, or who does not want it."""
    if not is_asked(request) or not may_tell(request.customer, SUBJECT) or not any(reached_at(request)):
        return None
    if Feedback.objects.filter(request=request).exists():
        return None
    made, token = begin(request)
    path = path_in(request.language, f"/feedback/{token}/")
    tell_customer(request, SUBJECT, {"answer": settings.ENVIRONMENT.origin(PUBLIC) + path}, secret=True)
    return made


def begin(request: Request) -> tuple[Feedback, str]:
    """The row that answers are kept in, and the secret of its link. The caller holds the request's lock and has looked
    that there is none."""
    token = secrets.token_urlsafe(24)
    made = Feedback.objects.create(request=request, service=request.service, token_hash=hash_of(token))
    return made, token


def hash_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()
