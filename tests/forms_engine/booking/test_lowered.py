"""Less room than there was, and what nobody needs any more: while others book, move and let go."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from forms_engine.booking import capacity, generating, tasks, tidying
from forms_engine.booking.actors import CUSTOMER
from forms_engine.booking.confirming import take_over
from forms_engine.booking.ending import cancel
from forms_engine.booking.errors import NoPlace, TooLate
from forms_engine.booking.holding import hold, release
from forms_engine.booking.integrity import problems
from forms_engine.booking.models import Booking, BookingEvent, Place, Slot
from forms_engine.booking.moving import move
from tests.at_once import at_once
from tests.forms_engine.booking.calendars import NINE, request, schedule, slot, submission
from tests.forms_engine.booking.calendars import kind as kind_of
from tests.forms_engine.booking.calendars import resource as resource_of


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    return time_machine


def sent(of, **given):
    owner, after = submission(), request()
    hold(owner, of.pk)
    take_over(owner, after, **{"owes": False, **given})
    return after


def has_its_place_locked(one):
    """Somebody is doing something to a booking, and stands still."""
    with transaction.atomic():
        Place.objects.select_for_update().get(pk=one.pk)
        stands_still()


def stands_still():
    """Where it is held."""


def test_a_place_that_is_freed_while_the_capacity_is_lowered(committing_db, monkeypatch):
    """It had been looked at before: what was known of it then does not count."""
    one = slot(capacity=3)
    _, _, last = (sent(one) for _ in range(3))
    at_once(
        monkeypatch,
        "forms_engine.booking.claiming.give_back",
        lambda: cancel(last, CUSTOMER),
        lambda: capacity.change(one.pk, 1),
    )
    assert Place.objects.filter(slot=one, is_leaving=False).count() == 1
    assert list(problems()) == []


def test_a_place_that_is_freed_while_the_one_above_the_capacity_is_locked(committing_db, monkeypatch):
    """Nobody can have it: with the other that would be two, of one. The next round of tidying puts it right."""
    one = slot(capacity=2)
    first, _ = sent(one), sent(one)
    capacity.change(one.pk, 1)
    at_once(
        monkeypatch,
        "tests.forms_engine.booking.test_lowered.stands_still",
        lambda: has_its_place_locked(Place.objects.get(slot=one, is_leaving=True)),
        lambda: cancel(first, CUSTOMER),
    )
    with pytest.raises(NoPlace):
        hold(submission(), one.pk)
    tasks.tidy_bookings(timestamp=0)
    assert Place.objects.get(slot=one).booking.state == "confirmed"
    assert list(problems()) == []


def test_whoever_moves_and_whoever_lowers_both_times_do_not_wait_for_each_other(committing_db, monkeypatch):
    of = schedule(resource_of(kind_of(chooses_resource=True)))
    here, there = slot(of), slot(of, NINE + timedelta(hours=1))
    ann = sent(here)

    def lower():
        with transaction.atomic():
            capacity.change(here.pk, 0)
            capacity.change(there.pk, 0)

    booking, _ = at_once(
        monkeypatch, "forms_engine.booking.claiming.give_back", lambda: move(ann, there.pk, CUSTOMER), lower
    )
    assert booking.slot == there and Place.objects.get().is_leaving
    assert list(problems()) == []


@pytest.mark.django_db
def test_a_time_that_somebody_moved_away_from_can_be_withdrawn_and_grow_old(before):
    of = schedule(resource_of(kind_of(chooses_resource=True)))
    here, there = slot(of), slot(of, NINE + timedelta(hours=1))
    ann = sent(here)
    move(ann, there.pk, CUSTOMER)
    generating.generate(of.pk)
    here.refresh_from_db()
    assert here.withdrawn_at is not None and not here.places.exists()
    before.move_to(NINE + timedelta(days=31), tick=False)
    tasks.make_slots(timestamp=0)
    assert set(Slot.objects.all()) == {here, there}


@pytest.mark.django_db
def test_what_is_not_paid_for_can_be_given_up_after_the_deadline(before):
    of = slot(schedule(resource_of(kind_of(cancel_hours=24))), capacity=2)
    unpaid, free = sent(of, owes=True), sent(of)
    before.move_to(NINE - timedelta(hours=1), tick=False)
    with pytest.raises(TooLate):
        cancel(free, CUSTOMER)
    assert cancel(unpaid, CUSTOMER).booking.state == "cancelled"


@pytest.mark.django_db
def test_holds_that_were_never_sent_are_forgotten_after_a_month_and_nothing_else(before):
    # Long ago by the database's clock, too: it watches over it by its own.
    before.move_to("2020-12-01T12:00:00Z", tick=False)
    of = slot(starts_at=NINE.replace(year=2020), capacity=5)
    kept = [sent(of), sent(of, owes=True)]
    release(kept[1])
    given_up, over = submission(), submission()
    hold(given_up, of.pk)
    release(given_up)
    hold(over, of.pk)
    before.shift(timedelta(minutes=16))
    tidying.expire()
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        BookingEvent.objects.filter(booking__owner_id=kept[0].id)._raw_delete("default")
    before.shift(timedelta(days=29))
    assert tidying.forget() == 0
    before.shift(timedelta(days=2))
    assert tidying.forget() == 2
    assert set(Booking.objects.values_list("owner_id", flat=True)) == {one.id for one in kept}
    assert list(problems()) == []
