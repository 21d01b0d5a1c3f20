"""What the portal keeps about a person, for their export."""

from typing import Any
from uuid import UUID

from accounts.models import AddressKind, User
from accounts.proved_addresses import is_proved
from forms_engine.requests.models import Customer
from portal.models import Subscriber
from portal.updates.offered import TOPIC, offered


def updates_of(customers: list[UUID]) -> dict[str, Any]:
    """The updates by email that a person gets: at the proved address of an account; of somebody without one, at the
    address that is known of them."""
    accounts = User.objects.filter(customer__in=customers)
    unnamed = Customer.objects.filter(pk__in=customers, user=None)
    addresses = {
        *(one.email for one in accounts if is_proved(one, AddressKind.EMAIL)),
        *unnamed.values_list("email", flat=True),
    }
    wanted = [one.lower() for one in addresses if one]
    found = Subscriber.objects.filter(email__in=wanted, ended_at=None).order_by("confirmed_at")
    return {"updates": [_updates(one) for one in found.prefetch_related("subscriptions")]}


def _updates(one: Subscriber) -> dict[str, Any]:
    there_are = offered(one.language)
    return {
        "email": one.email,
        "language": one.language,
        "every": one.get_every_display(),
        "since": one.confirmed_at,
        "what": [
            (there_are.topics if chosen.kind == TOPIC else there_are.wards).get(chosen.what, chosen.what)
            for chosen in one.subscriptions.all()
        ],
    }
