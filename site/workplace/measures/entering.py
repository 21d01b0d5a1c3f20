"""Who is let in to the measures."""

from django.core.exceptions import PermissionDenied

from audiences.http import GuildhallRequest
from forms_engine.requests.measures.access import may_measure


def enter(request: GuildhallRequest) -> None:
    """Let in team leads, service managers and administrators.

    Raises:
        PermissionDenied: for everybody else.
    """
    if not may_measure(request.principal):
        raise PermissionDenied
