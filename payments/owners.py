"""Who hears that a charge was paid, or paid back.

A charge knows its owner by type and id only, so that payments imports nothing above it. The part that owns a
type registers its callables in its ``AppConfig.ready``; they are called inside the transaction that records the money,
so that "paid" and what follows from it are saved together or not at all.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payments.models import Charge, Refund

OnPaid = Callable[["Charge"], None]
TakesLate = Callable[[str], bool]
OnRefunded = Callable[["Refund"], None]

_on_paid: dict[str, OnPaid] = {}
_takes_late: dict[str, TakesLate] = {}
_on_refunded: dict[str, OnRefunded] = {}


def register(
    owner_type: str,
    on_paid: OnPaid,
    takes_late: TakesLate | None = None,
    on_refunded: OnRefunded | None = None,
) -> None:
    """Call ``on_paid(charge)`` when a charge of this type is paid, once, with the charge's row locked.

    The callable may write (locks after the charge: request, then booking) and must not call other systems;
    if it raises, the payment is not recorded yet and is tried again. Registering again replaces. One that cannot give
    what was paid for any more calls `payments.services.flag_no_place`. A payment at the counter that is taken back
    makes the charge due again, so that a charge may be paid a second time.

    ``takes_late(owner_id)`` is asked in the same transaction, and may lock likewise, when money comes for a charge that
    was cancelled: where it says so the money pays for it after all, otherwise a person has to look at it.

    ``on_refunded(refund)`` is called on the same terms when money of the payment that counts has gone back, whole or in
    part, by our own wish or in Stripe's dashboard. ``refund.charge.state`` says whether all of it has.
    """
    _on_paid[owner_type] = on_paid
    if takes_late is not None:
        _takes_late[owner_type] = takes_late
    if on_refunded is not None:
        _on_refunded[owner_type] = on_refunded


def is_registered(owner_type: str) -> bool:
    """Whether some part answers for this type."""
    return owner_type in _on_paid


def takes_late(charge: "Charge") -> bool:
    """Whether the charge's owner still wants what it was cancelled for."""
    ask = _takes_late.get(charge.owner_type)
    return ask is not None and ask(charge.owner_id)


def tell_paid(charge: "Charge") -> None:
    """Call the owner's callable.

    Raises:
        LookupError: when nothing is registered for the charge's type.
    """
    if charge.owner_type not in _on_paid:
        raise LookupError(f"no owner is registered for charges of type {charge.owner_type!r}")
    _on_paid[charge.owner_type](charge)


def tell_refunded(refund: "Refund") -> None:
    """Call the owner's callable, where it wants to know."""
    if hear := _on_refunded.get(refund.charge.owner_type):
        hear(refund)
