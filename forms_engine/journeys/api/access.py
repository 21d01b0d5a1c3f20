"""Who may go on with a submission by API: whoever holds its token, or the signed-in person who started it.

For anyone else it is not there: no token, a wrong one, another host, another person are all 404.
"""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from audiences.problems import Refused
from audiences.selectors import may_read
from forms_engine.journeys.models import Submission
from forms_engine.journeys.moving_on import move_draft
from forms_engine.journeys.selectors import own_submission, submission_for, submission_of_program


class SubmissionToken(HttpBearer):
    """``Authorization: Bearer`` with the token that starting the submission answered. What no page of another site
    can send needs no CSRF token."""

    def authenticate(self, request: HttpRequest, token: str) -> Submission:
        """The submission of the address.

        Raises:
            Http404: when the token does not open it for this principal.
        """
        return _found(
            request, lambda: submission_for(_principal(request), str(_submission_id(request)), token)
        )


class SignedInOwner(APIKeyCookie):
    """The session cookie of the person who started the submission signed in. Whatever changes something needs the
    CSRF token besides, as on a page."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Submission:
        """The submission of the address.

        Raises:
            Http404: when it is nobody's, or another person's.
            Refused: 403 without the CSRF token.
        """
        found = _found(request, lambda: own_submission(_principal(request), _submission_id(request)))
        refuse_forged(request)
        return found

    def authenticate(self, request: HttpRequest, key: str | None) -> Submission | None:
        """Never asked: ``__call__`` decides by the principal, which our middleware has read from the cookie."""
        raise NotImplementedError


class OrganisationToken(HttpBearer):
    """``Authorization: Bearer`` with a token of a partner organisation, on the partner host: it goes on with what programs
    of the organisation have begun, and needs no submission's token. ``docs/partner-api.md`` has the walk through it."""

    def authenticate(self, request: HttpRequest, token: str) -> Submission | None:
        """The submission of the address; ``None`` for whoever is no program of an organisation's.

        Raises:
            Http404: when it was not begun by a program of this organisation.
        """
        principal = _principal(request)
        if not principal.is_program:
            return None
        return _found(request, lambda: submission_of_program(principal, _submission_id(request)))


HOLDER = [OrganisationToken(), SubmissionToken(), SignedInOwner()]


def held(request: HttpRequest) -> Submission:
    """The submission that ``HOLDER`` let the caller in to."""
    submission = request.auth  # type: ignore[attr-defined]  # set by ninja
    assert isinstance(submission, Submission)
    return submission


def refuse_forged(request: HttpRequest) -> None:
    """Hold what a signed-in browser sends against its CSRF token.

    Raises:
        Refused: 403 when the method changes something and the token is missing or wrong.
    """
    if check_csrf(request) is not None:
        raise Refused(403, "Send the CSRF token in the header X-CSRFToken, or the submission's Bearer token")


def _principal(request: HttpRequest) -> Principal:
    return cast(GuildhallRequest, request).principal


def _submission_id(request: HttpRequest) -> UUID:
    assert request.resolver_match is not None
    return UUID(str(request.resolver_match.kwargs["submission_id"]))


def _found(request: HttpRequest, look: Callable[[], Submission | None]) -> Submission:
    """What ``look`` finds, for readers of its journey only; a draft of a withdrawn version is moved on first."""
    found = look()
    if found is None or not may_read(_principal(request), found.version.journey):
        raise Http404
    if found.state == Submission.State.DRAFT and found.version.withdrawn_at and move_draft(found.pk):
        found = look() or found
    return found
