"""How the parts above, which keep rows about a request or a person, erase theirs: each registers a callable when its app
is ready. Both are called in the transaction that erases, and must be able to be called again."""

from collections.abc import Callable
from uuid import UUID

_of_requests: list[Callable[[UUID], None]] = []
_of_people: list[Callable[[list[UUID]], None]] = []


def register(
    of_request: Callable[[UUID], None] | None = None, of_person: Callable[[list[UUID]], None] | None = None
) -> None:
    """Have ``of_request(request_id)`` called when a request is erased, before what it points to is gone, and
    ``of_person(customer_ids)`` when a person is, with every row of theirs."""
    if of_request is not None:
        _of_requests.append(of_request)
    if of_person is not None:
        _of_people.append(of_person)


def tell_of_request(request_id: UUID) -> None:
    """Have every part erase what it keeps about the request."""
    for erase in _of_requests:
        erase(request_id)


def tell_of_person(customers: list[UUID]) -> None:
    """Have every part erase what it keeps about the person whom these customers are."""
    for erase in _of_people:
        erase(customers)
