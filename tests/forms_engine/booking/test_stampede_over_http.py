"""Fifty clients at one time over HTTP, each a process of its own that keeps the time and sends its form: as many are booked
as there are places. The others keep their answers, are told so and offered the nearest times, and can book one of those."""

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
from tests.forms_engine.booking.stampede import stampede
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.appointments import ANSWERS, visit_kind, visits
from tests.serving import free_port, gunicorn

CLIENTS = 50


@pytest.fixture
def port(committing_db, tmp_path):
    open_council()
    chosen = free_port()
    told = {
        **committing_db.environment,
        "DATABASE_URL": committing_db.url,
        "GUILDHALL_VAR": str(tmp_path),
        "PORT": str(chosen),
    }
    server = gunicorn(tmp_path, told, "tests.deploy.settings", chosen)
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
        with httpx.Client(headers=headers, timeout=60, trust_env=False) as http:
            kept = http.put(f"{self.at}/slot", json={"slot": slot_id})
            if kept.status_code == 409:
                self.offered = [one["id"] for one in kept.json()["nearest"]]
                return "others" if self.offered and slot_id not in self.offered else kept.text
            sent = http.post(f"{self.at}/submit", json={})
            return "booked" if (kept.status_code, sent.status_code) == (200, 201) else kept.text + sent.text


def test_nobody_is_oversold_and_losers_lose_nothing(committing_db, port):
    version, hours = visits(), schedule(resource(visit_kind(days_ahead=60), what="room"))
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    full, small, large, _spare = (
        slot(hours, start + timedelta(hours=number), capacity=capacity)
        for number, capacity in enumerate((1, 2, 100, 5))
    )
    unlucky = []
    for one in (full, small, large):
        clients = [Client(port, version) for _ in range(CLIENTS)]
        connection.close()
        told = Counter(stampede(CLIENTS, lambda number: clients[number](one.pk)))  # noqa: B023 - called in this round
        booked = min(one.capacity, CLIENTS)
        assert told == Counter(booked=booked) + Counter(others=CLIENTS - booked)
        # So many of the same words from one network: some wait for an officer to look, and keep their place.
        sent = Booking.objects.filter(slot=one, owner_type="request")
        assert sent.filter(state__in=["confirmed", "awaiting_approval"]).count() == sent.count() == booked
        assert Place.objects.filter(slot=one).count() == one.capacity
        losers = [client for client in clients if Submission.objects.get(pk=client.id).request_id is None]
        assert len(losers) == CLIENTS - booked
        assert all(Submission.objects.get(pk=client.id).answers == ANSWERS for client in losers)
        unlucky += losers[:1]
    for client, of in zip(unlucky, (full, small), strict=True):
        assert client(of.pk) == "others"
        assert client(client.offered[0]) == "booked"
    assert list(problems()) == []
