"""Writing a customer down, and changing what is known of them: how to reach them, what they need, which language they would
rather speak. Each change is kept, with who made it.

Somebody with an account keeps their own email address and number in it: what officers change here is what the council
writes to and rings about requests made for them, never how they sign in.
"""

from dataclasses import dataclass, fields
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from audiences.principal import Principal
from forms_engine.requests.customers.groups import group_of
from forms_engine.requests.customers.selectors import customers_for, location_for
from forms_engine.requests.models import Customer, CustomerChange
from forms_engine.requests.selectors import is_officer

LONGEST = {"name": 200, "email": 254, "mobile": 30, "phone": 30, "language": 10, "needs": 2000}


class CustomerRefused(ValueError):
    """What was said of a customer cannot be kept; the message says what to do, ``field`` what it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSaid:
    """What is known of somebody, everything as a form brings it. None leaves a detail as it is; "" forgets it."""

    name: str | None = None
    email: str | None = None
    mobile: str | None = None
    phone: str | None = None
    language: str | None = None
    needs: str | None = None
    location: int | None = None


@transaction.atomic
def make_customer(principal: Principal, said: CustomerSaid, *, customer_id: UUID) -> Customer:
    """Write somebody down who has got in touch: a name is enough. ``customer_id`` is made by whoever shows the form: the
    same one again makes nobody a second time.

    Raises:
        CustomerRefused: when the principal is no officer, without a name, and for what cannot be kept.
    """
    if principal.user is None or not is_officer(principal):
        raise CustomerRefused("Only officers write customers down.")
    if (made := _made(principal, customer_id)) is not None:
        return made
    customer = Customer(pk=customer_id, is_practice=principal.practising)
    changed = _apply(principal, customer, said)
    if not customer.name:
        raise CustomerRefused("Enter their name, or what they want to be called.", "name")
    try:
        with transaction.atomic():
            customer.save(force_insert=True)
    except IntegrityError:  # the same click, at the same moment
        made = _made(principal, customer_id)
        if made is None:
            raise
        return made
    CustomerChange.objects.create(customer=customer, made=True, changed=changed, by=principal.user)
    return customer


@transaction.atomic
def change_customer(principal: Principal, customer_id: UUID, said: CustomerSaid) -> Customer:
    """Change what is known of a customer. What is as it was is not written down.

    Raises:
        CustomerRefused: for a customer whom the principal may not know of, and for what cannot be kept.
    """
    if principal.user is None or not customers_for(principal).filter(pk=customer_id).exists():
        raise CustomerRefused("There is no such customer. Find them again.")
    customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer_id)
    changed = _apply(principal, customer, said)
    if changed:
        customer.save(update_fields=list(changed))
        CustomerChange.objects.create(customer=customer, changed=changed, by=principal.user)
    return customer


def changes_of(principal: Principal, customer: Customer) -> QuerySet[CustomerChange]:
    """What officers changed of a customer's group, as far as the principal may know of them, the newest first."""
    known = customers_for(principal).filter(pk__in=group_of(customer).values("pk"))
    return CustomerChange.objects.filter(customer__in=known).select_related("by", "customer").order_by("-id")


def _made(principal: Principal, customer_id: UUID) -> Customer | None:
    """The customer of that id, where this officer has written them down.

    Raises:
        CustomerRefused: where it is anybody else.
    """
    made = Customer.objects.filter(pk=customer_id).first()
    if made is not None and not made.changes.filter(made=True, by=principal.user).exists():
        raise CustomerRefused("This page is too old. Open it again, then fill it in.")
    return made


def _apply(principal: Principal, customer: Customer, said: CustomerSaid) -> dict[str, list[object]]:
    """Put what was said on the row; answers what was there before and after, of what is different now."""
    changed: dict[str, list[object]] = {}
    for one in fields(said):
        wanted = getattr(said, one.name)
        if wanted is None:
            continue
        before = customer.location_id if one.name == "location" else getattr(customer, one.name)
        after = _location(principal, wanted) if one.name == "location" else _checked(one.name, wanted)
        if before != after:
            changed[one.name] = [before, after]
            setattr(customer, "location_id" if one.name == "location" else one.name, after)
    return changed


def _checked(name: str, said: str) -> str:
    said = said.replace("\x00", "").strip()
    if len(said) > LONGEST[name]:
        raise CustomerRefused(f"Write {LONGEST[name]} letters at most.", name)
    if name == "email" and said:
        try:
            validate_email(said)
        except ValidationError:
            raise CustomerRefused(
                "Enter an email address in the correct format, like name@example.com.", name
            ) from None
    if name in {"mobile", "phone"} and said and sum(sign.isdigit() for sign in said) < 5:
        raise CustomerRefused("Enter a phone number, like 01632 960 001.", name)
    if name == "language" and said and not (said.isascii() and said.replace("-", "").isalpha()):
        raise CustomerRefused("Choose a language.", name)
    return said


def _location(principal: Principal, location_id: int) -> int:
    found = location_for(principal, location_id) if 0 < location_id < 2**63 else None
    if found is None:
        raise CustomerRefused("There is no such location. Find it again.", "location")
    return found.pk
