"""What a customer says of themselves in a request that an officer sends for them is kept on their record where nothing is
known yet. What is there is never written over: whoever changes it says so (``changing``)."""

from collections.abc import Mapping

from accounts.models import User
from forms_engine.requests.models import Customer, CustomerChange

PARTS = ("name", "email", "mobile")


def complete(customer: Customer, contact: Mapping[str, str], officer: User) -> None:
    """Put the name, email address and mobile number of a request on its customer's record where those are missing, and
    note which officer's request they came from; in the transaction that makes the request."""
    if not any(contact.get(part) and not getattr(customer, part) for part in PARTS):
        return
    locked = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    missing = {part: contact[part] for part in PARTS if contact.get(part) and not getattr(locked, part)}
    if not missing:
        return
    for part, said in missing.items():
        setattr(locked, part, said)
    locked.save(update_fields=list(missing))
    CustomerChange.objects.create(
        customer=locked, changed={part: ["", said] for part, said in missing.items()}, by=officer
    )
