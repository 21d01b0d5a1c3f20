"""Saying that an exception is known and will stay, and why; or that it is to be looked into after all."""

from django.db import transaction

from audiences.principal import Principal
from payments.card_numbers import refuse_card_numbers
from payments.models import ExceptionEvent, ReconcileException
from payments.permissions import may_ask_refunds, person

Kind = ExceptionEvent.Kind


def accept_exception(principal: Principal, exception_id: int, *, because: str) -> ReconcileException:
    """It is known, and needs nobody any more: reconciling lists it apart and does not fail for it. The same thing with
    another amount is another exception. Accepting again changes nothing.

    Raises:
        NotAllowed: not a role in finance.
        CardNumberTyped: the reason looks like a card number.
        ValueError: no reason given.
        ReconcileException.DoesNotExist: there is none such.
    """
    return _decide(principal, exception_id, Kind.ACCEPTED, because)


def reopen_exception(principal: Principal, exception_id: int, *, because: str) -> ReconcileException:
    """It is not accepted any more, as `accept_exception` otherwise."""
    return _decide(principal, exception_id, Kind.REOPENED, because)


@transaction.atomic
def _decide(principal: Principal, exception_id: int, kind: str, because: str) -> ReconcileException:
    refuse_card_numbers(because)
    user = person(principal, may_ask_refunds(principal))
    if not because.strip():
        raise ValueError("why has to be said")
    found = ReconcileException.objects.select_for_update().get(pk=exception_id)
    if found.is_accepted != (kind == Kind.ACCEPTED):
        found.is_accepted = kind == Kind.ACCEPTED
        found.save(update_fields=["is_accepted"])
        ExceptionEvent.objects.create(exception=found, kind=kind, because=because.strip()[:300], by=user)
    return found
