"""What the database refuses, whatever the code does."""

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from forms_engine.booking.confirming import take_over
from forms_engine.booking.holding import hold
from forms_engine.booking.models import Booking, BookingEvent, Occupation, Place, Slot
from tests.forms_engine.booking.calendars import NINE, kind, request, resource, schedule, slot, submission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)


def refused(act, error=IntegrityError):
    """Whether the transaction that does this cannot commit."""
    with pytest.raises(error), transaction.atomic():
        act()
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")


def booked(of=None, **fields):
    of = of or slot(**fields)
    owner = submission()
    hold(owner, of.pk)
    return take_over(owner, request(), owes=False)


def test_a_live_booking_without_a_place():
    one = booked()
    refused(lambda: Place.objects.filter(booking=one).update(booking=None))
    refused(lambda: Place.objects.filter(booking=one).delete())


def test_a_booking_with_two_places():
    one = booked(capacity=2)
    refused(lambda: Place.objects.filter(slot=one.slot, booking=None).update(booking=one))


def test_a_place_in_another_slot_than_its_booking():
    one, other = booked(), slot(starts_at=NINE + timedelta(days=1))
    refused(lambda: Booking.objects.filter(pk=one.pk).update(slot=other))


def test_a_booking_that_is_over_and_keeps_its_place():
    one = booked()
    refused(lambda: Booking.objects.filter(pk=one.pk).update(state="cancelled", ended_at=timezone.now()))


def test_a_confirmed_booking_whose_place_can_be_taken_by_and_by():
    one = booked()
    refused(lambda: Place.objects.filter(booking=one).update(held_until=timezone.now()))


def test_two_places_of_one_number():
    one = slot()
    refused(lambda: Place.objects.create(slot=one, number=1))


def test_an_officer_in_two_places():
    jones = resource(kind(), is_exclusive=True)
    one = slot(schedule(jones), exclusive=[jones])
    other = slot(schedule(jones), NINE + timedelta(minutes=29), exclusive=[jones])
    booked(one)
    refused(
        lambda: Occupation.objects.create(slot=other, resource=jones, during=(other.starts_at, other.ends_at))
    )


def test_two_live_bookings_of_one_owner():
    one, other = booked(), booked()
    refused(lambda: Booking.objects.filter(pk=other.pk).update(owner_id=one.owner_id))


def test_changing_what_happened():
    one = booked()
    refused(lambda: BookingEvent.objects.update(reason="another"), Error)
    refused(lambda: BookingEvent.objects.all().delete(), Error)
    refused(lambda: Booking.objects.filter(pk=one.pk)._raw_delete("default"), Error)


def test_another_time_for_a_slot_that_is_booked():
    one = booked()
    refused(lambda: Slot.objects.filter(pk=one.slot_id).update(starts_at=NINE - timedelta(hours=1)), Error)
