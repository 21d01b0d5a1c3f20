"""Three times on a Monday that two can book, and the browsers of those who work with them. It is noon, six days before."""

import pytest

from accounts.roles import Role
from forms_engine.booking.models import Slot
from tests.factories import make_staff, signed_in
from tests.forms_engine.requests.bookings.appointments import open_calendar, sent


@pytest.fixture(autouse=True)
def it_is_noon(at_noon):
    """For all of them."""


@pytest.fixture
def slots():
    """Nine, half past nine and ten."""
    made = open_calendar(times=3, capacity=2, script="Ask which tree.")
    return list(
        Slot.objects.filter(pk__in=[one.pk for one in made])
        .select_related("resource__kind__service__team")
        .order_by("starts_at")
    )


@pytest.fixture
def kind(slots):
    return slots[0].resource.kind


@pytest.fixture
def made(slots):
    """A request that has booked nine."""
    return name(sent(slots[0]), "Ann Archer")


def name(request, of):
    """The journey of these tests asks for no name."""
    request.name = of
    request.save()
    return request


@pytest.fixture
def working(slots):
    """The browser of somebody of the team with that role."""

    def of_the_team(*roles):
        person = make_staff(*roles)
        slots[0].resource.kind.service.team.members.add(person)
        return signed_in(person, "staff")

    return of_the_team


@pytest.fixture
def clerk(working):
    """The team's booking officer."""
    return working(Role.BOOKING_OFFICER)
