"""What booking costs when everybody wants the same time (``make bench``): sending with a place in one hot slot against the
same sending without a booking. Nothing here asserts a time."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.booking import holding
from forms_engine.booking.actors import Owner
from forms_engine.journeys import services
from tests.bench.table import AtLeast, Row, report
from tests.forms_engine.booking.calendars import resource, schedule, slot
from tests.forms_engine.booking.stampede import stampede
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import published
from tests.forms_engine.journeys.appointments import ANSWERS, PAGES, visit_kind, visits

pytestmark = pytest.mark.bench

CLIENTS, EACH = 8, 15


def rate(version, hot=None, *, holds_meanwhile: bool = False) -> float:
    """Submissions sent a second by clients that are processes of their own. Into ``hot``, each holds its place before it
    sends: meanwhile, or all of them before anybody sends."""
    drafts = []
    for _ in range(CLIENTS * EACH):
        draft, _token = services.start_submission(Principal.public(), version, language="en")
        drafts.append(services.answer_page(draft.pk, "about", ANSWERS).pk)
    if hot is not None and not holds_meanwhile:
        for draft in drafts:
            holding.hold(Owner("submission", str(draft)), hot.pk)
    connection.close()

    def attempt(number: int) -> str:
        began = time.monotonic()
        for draft in drafts[number * EACH : (number + 1) * EACH]:
            if hot is not None and holds_meanwhile:
                holding.hold(Owner("submission", str(draft)), hot.pk)
            services.submit(draft)
        return f"{began} {time.monotonic()}"

    moments = [float(moment) for told in stampede(CLIENTS, attempt) for moment in told.split()]
    assert len(moments) == 2 * CLIENTS
    return CLIENTS * EACH / (max(moments) - min(moments))


def test_sending_into_one_hot_slot_against_sending_without_a_booking(committing_db):
    open_council()
    with_booking = visits()
    without = published("ask-about-a-visit", PAGES, contact={"email": "your-email"})
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    hot = slot(schedule(resource(visit_kind())), soon, capacity=4 * CLIENTS * EACH)
    rate(without)
    plain, booked = rate(without), rate(with_booking, hot)
    from_the_start = rate(with_booking, hot, holds_meanwhile=True)
    report(
        AtLeast("Sending into one hot slot", booked / plain, "the same without booking", 0.5),
        Row("Holding a place in it and sending", from_the_start / plain, "the same without booking", None),
    )
