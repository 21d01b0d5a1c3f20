"""Fifty clients at one time over HTTP, each a process of its own that keeps the time and sends its form: as many are booked
as there are places. The others keep their answers, are told so and offered the nearest times, and can book one of those.
The same oversells at a web server that counts and then inserts, on a database without the unique key."""

from collections import Counter
from datetime import timedelta

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.booking.integrity import problems
from forms_engine.booking.models import Booking, Place
from forms_engine.journeys import services
from forms_engine.journeys.models import Submission
from tests.forms_engine.booking.calendars import resource, schedule, slot
from tests.forms_engine.booking.stampede import WITHOUT_KEY, stampede
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.appointments import ANSWERS, visit_kind, visits
from tests.serving import free_port, gunicorn

pytestmark = pytest.mark.faults

CLIENTS = 50
COUNTING = "tests.forms_engine.booking.counting:application"


@pytest.fixture
def port(request, committing_db, tmp_path):
    """Where the web server listens; ``request.param`` names another one than ours."""
    open_council()
    chosen = free_port()
    told = {
        **committing_db.environment,
        "DATABASE_URL": committing_db.url,
        "GUILDHALL_VAR": str(tmp_path),
        "PORT": str(chosen),
        "HOLDS_PER_NETWORK": "1000",  # here everybody comes from one
    }
    server = gunicorn(
        tmp_path, told, "tests.deploy.settings", chosen, getattr(request, "param", "config.wsgi:application")
    )
    yield chosen
    server.stop()


class Client:
    """Somebody who has answered everything and has a time to choose."""

    def __init__(self, port, version):
        draft, self.token = services.start_submission(Principal.public(), version, language="en")
        services.answer_page(draft.pk, "about", ANSWERS)
        self.port, self.id = port, draft.pk
        self.at = f"http://127.0.0.1:{port}/api/v1/submissions/{draft.pk}"

    def __call__(self, slot_id):
        """Keep a place and send the form; "booked", or "others" where the time is gone and others are offered."""
        headers = {
            "Host": f"localhost:{self.port}",
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": f"key-{self.id}",
        }
        # Without a list of authorities, which takes longer to read than all the rest.
        with httpx.Client(headers=headers, timeout=60, trust_env=False, verify=False) as http:
            kept = http.put(f"{self.at}/slot", json={"slot": slot_id})
            if kept.status_code == 409:
                self.offered = [one["id"] for one in kept.json()["nearest"]]
                return "others" if self.offered and slot_id not in self.offered else kept.text
            sent = http.post(f"{self.at}/submit", json={})
            return "booked" if (kept.status_code, sent.status_code) == (200, 201) else kept.text + sent.text


class Hall:
    """A journey that books, and a day on which its times have so many places."""

    def __init__(self, port, *capacities):
        self.port, self.version = port, visits()
        hours = schedule(resource(visit_kind(days_ahead=60), what="room"))
        start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
        self.slots = [
            slot(hours, start + timedelta(hours=number), capacity=capacity)
            for number, capacity in enumerate(capacities)
        ]

    def stampede(self, one, clients=CLIENTS):
        """So many clients, and what they were told, counted."""
        people = [Client(self.port, self.version) for _ in range(clients)]
        connection.close()
        return people, Counter(stampede(clients, lambda number: people[number](one.pk)))


def booked_as_there_are_places(hall, one):
    """The losers, once everything about the others and them is as it should be."""
    clients, told = hall.stampede(one)
    booked = min(one.capacity, CLIENTS)
    assert told == Counter(booked=booked) + Counter(others=CLIENTS - booked)
    # So many of the same words from one network: some wait for an officer to look, and keep their place.
    sent = Booking.objects.filter(slot=one, owner_type="request")
    assert sent.filter(state__in=["confirmed", "awaiting_approval"]).count() == sent.count() == booked
    assert Place.objects.filter(slot=one).count() == one.capacity
    ids = [client.id for client in clients]
    unsent = dict(Submission.objects.filter(pk__in=ids, request_id=None).values_list("pk", "answers"))
    assert len(unsent) == CLIENTS - booked
    assert all(answers == ANSWERS for answers in unsent.values())
    return [client for client in clients if client.id in unsent]


def test_nobody_is_oversold_and_losers_lose_nothing(committing_db, port):
    hall = Hall(port, 1, 2, 5)
    unlucky = [(booked_as_there_are_places(hall, one)[0], one) for one in hall.slots[:2]]
    for client, one in unlucky:
        assert client(one.pk) == "others"
        assert client(client.offered[0]) == "booked"
    assert list(problems()) == []


def test_a_hundred_places_are_enough_for_fifty(committing_db, port):
    hall = Hall(port, 100, 5)
    assert booked_as_there_are_places(hall, hall.slots[0]) == []
    assert list(problems()) == []


@pytest.mark.parametrize("port", [COUNTING], indirect=True)
def test_counting_and_then_inserting_oversells(committing_db, port):
    """Not every time: that is what makes it dangerous. Ten goes are enough to see it; the first is all that is needed."""
    hall = Hall(port, *[1] * 10, *[2] * 10, 60)
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from booking_place where slot_id = any(%s)", [[one.pk for one in hall.slots[:-1]]]
        )
        cursor.execute(WITHOUT_KEY)
    for goes in (hall.slots[:10], hall.slots[10:20]):
        assert any(hall.stampede(one, clients=20)[1]["booked"] > one.capacity for one in goes)
    assert any("more bookings than places" in problem for problem in problems())
