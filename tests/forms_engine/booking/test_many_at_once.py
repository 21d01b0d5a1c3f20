"""Fifty clients, each a process of its own, want the same time at the same moment: as many get it as there are places.
The same test oversells with the claim replaced by count-then-insert and the unique key dropped."""

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from config.environment import ROOT
from forms_engine.booking.integrity import problems
from forms_engine.booking.models import Booking, Place
from tests.forms_engine.booking.calendars import kind, resource, schedule, slot

CLIENTS = 50
# By the real clock, which the processes have.
SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)


def stampeded(database, *slots, more=()):
    """What the clients were told, counted, for each slot."""
    connection.close()
    told = subprocess.run(
        [
            *(sys.executable, "-m", "tests.forms_engine.booking.stampede"),
            *("--clients", str(CLIENTS), *more, *(str(slot.pk) for slot in slots)),
        ],
        env=database.environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    return [Counter(answers) for answers in json.loads(told.stdout)]


@pytest.mark.parametrize("capacity", [1, 2, 100])
def test_as_many_get_it_as_there_are_places(committing_db, capacity):
    one = slot(starts_at=SOON, capacity=capacity)
    (told,) = stampeded(committing_db, one)
    assert told == Counter(booked=min(capacity, CLIENTS)) + Counter(full=max(0, CLIENTS - capacity))
    assert Booking.objects.filter(state="confirmed").count() == min(capacity, CLIENTS)
    assert Place.objects.filter(slot=one).count() == capacity
    assert list(problems()) == []


def test_of_times_that_share_an_officer_one_is_booked(committing_db):
    """Nobody waits for anybody for ever, and the officer is in one place."""
    births = kind(chooses_resource=True)
    jones = resource(births, is_exclusive=True, what="officer")
    slots = [
        slot(schedule(jones), SOON + timedelta(minutes=10 * number), exclusive=[jones]) for number in range(3)
    ]
    # Nine, ten past and twenty past, half an hour each.
    (told,) = stampeded(committing_db, *slots, more=["--together"])
    assert told == Counter(booked=1, full=CLIENTS - 1)
    assert list(problems()) == []


@pytest.mark.parametrize("capacity", [1, 2])
def test_counting_and_then_inserting_oversells(committing_db, capacity):
    """Not every time: that is what makes it dangerous. Ten goes are enough to see it; the first is all that is needed."""
    with connection.cursor() as cursor:
        cursor.execute("alter table booking_place drop constraint one_place_per_slot_and_number")
    of = schedule(resource(kind(chooses_resource=True)))
    slots = [slot(of, SOON + timedelta(hours=number), capacity=capacity) for number in range(10)]
    Place.objects.all().delete()
    told = stampeded(
        committing_db, *slots, more=["--count-then-insert", "--until", str(capacity), "--clients", "20"]
    )
    assert any(one["booked"] > capacity for one in told)
    assert any("more bookings than places" in problem for problem in problems())
