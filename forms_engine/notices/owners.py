"""Who hears that a notice did not arrive. A notice knows its owner by type and id; whoever has owners of a type registers
what is to be done about one that comes back."""

from collections.abc import Callable

from forms_engine.notices.models import Notice

# What an owner does about a notice that never arrived, and will not: it is given the notice and one line for an officer,
# without the address. In the transaction that writes it down, with nothing locked yet; what it raises takes that back.
WhenItComesBack = Callable[[Notice, str], None]

_registered: dict[str, WhenItComesBack] = {}


def when_it_comes_back(owner_type: str, told: WhenItComesBack) -> None:
    """Have ``told`` called with each notice of that type of owner that comes back. Registered again, it replaces the one
    before."""
    _registered[owner_type] = told


def tell_owner(notice: Notice, why: str) -> None:
    """Tell whoever registered for the owner of a notice; nothing where nobody did."""
    told = _registered.get(notice.owner_type)
    if told is not None:
        told(notice, why)
