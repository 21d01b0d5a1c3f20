"""Whose booking it is, and who does something to it."""

from typing import NamedTuple

from accounts.models import User
from forms_engine.booking.models import BookingEvent


class Owner(NamedTuple):
    """What a booking belongs to: ``("submission", id)`` until it is sent, then ``("request", id)``."""

    type: str
    id: str


class Actor(NamedTuple):
    """Who does it, and why where that has to be said."""

    by: BookingEvent.By
    user: User | None = None
    reason: str = ""


CUSTOMER = Actor(BookingEvent.By.CUSTOMER)
HOUSE = Actor(BookingEvent.By.HOUSE)


def officer(user: User, reason: str = "") -> Actor:
    """An officer, who may do what a customer may not, and says why."""
    return Actor(BookingEvent.By.OFFICER, user, reason)
