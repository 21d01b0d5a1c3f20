"""Fifty clients, each a process of its own, want the same time at the same moment: as many get it as there are places.
The same test oversells with the claim replaced by count-then-insert and the unique key dropped."""

from collections import Counter
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from forms_engine.booking import claiming
from forms_engine.booking.integrity import problems
from forms_engine.booking.models import Booking, Place
from tests.forms_engine.booking.calendars import kind, resource, schedule, slot
from tests.forms_engine.booking.stampede import WITHOUT_KEY, by_services, count_then_insert, stampede

CLIENTS = 50
# By the real clock, which the processes have.
SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)


def stampeded(*slots, clients=CLIENTS):
    """What so many clients were told, counted; with several slots each goes for another."""
    connection.close()  # every process opens one of its own
    return Counter(stampede(clients, by_services([slot.pk for slot in slots])))


def test_as_many_get_it_as_there_are_places(committing_db):
    for capacity in (1, 2, 100):
        one = slot(starts_at=SOON, capacity=capacity)
        told = stampeded(one)
        assert told == Counter(booked=min(capacity, CLIENTS)) + Counter(full=max(0, CLIENTS - capacity))
        assert Booking.objects.filter(slot=one, state="confirmed").count() == min(capacity, CLIENTS)
        assert Place.objects.filter(slot=one).count() == capacity
    # Nobody waits for anybody for ever, and an officer is in one place: nine, ten past and twenty past, half an hour each.
    jones = resource(kind(chooses_resource=True), is_exclusive=True, what="officer")
    slots = [
        slot(schedule(jones), SOON + timedelta(minutes=10 * number), exclusive=[jones]) for number in range(3)
    ]
    assert stampeded(*slots) == Counter(booked=1, full=CLIENTS - 1)
    assert list(problems()) == []


def test_counting_and_then_inserting_oversells(committing_db, monkeypatch):
    """Not every time: that is what makes it dangerous. Ten goes are enough to see it; the first is all that is needed."""
    monkeypatch.setattr(claiming, "take", count_then_insert)
    of = schedule(resource(kind(chooses_resource=True)))
    slots = {
        capacity: [slot(of, SOON + timedelta(hours=hour), capacity=capacity) for hour in hours]
        for capacity, hours in ((1, range(10)), (2, range(10, 20)))
    }
    Place.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_KEY)
    for capacity, goes in slots.items():
        assert any(stampeded(one, clients=20)["booked"] > capacity for one in goes)
    assert any("more bookings than places" in problem for problem in problems())
