"""Who is let in to finance's pages, and who may do something there."""

from django.core.exceptions import PermissionDenied

from audiences.http import GuildhallRequest
from payments.permissions import may_ask_refunds, may_read_money


def enter(request: GuildhallRequest) -> None:
    """Let in finance, its approvers and auditors.

    Raises:
        PermissionDenied: for everybody else.
    """
    if not may_read_money(request.principal):
        raise PermissionDenied


def enter_to_act(request: GuildhallRequest) -> None:
    """Let in those of them who may do something: auditors only read.

    Raises:
        PermissionDenied: for everybody else.
    """
    if not may_ask_refunds(request.principal):
        raise PermissionDenied
