"""What sending costs the database, with everything that is part of it: the payload's check, routing, areas, clocks, the
charge, the letter. The budget is for all journeys alike, of the forty that DESIGN section 8 gives to sending; what is left
is the booking's."""

import pytest

from forms_engine.booking.models import Booking
from forms_engine.delivery.models import Destination, Route
from forms_engine.journeys import services
from payments.models import Charge
from tests.factories import make_user
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.journeys.api_client import Program
from tests.forms_engine.journeys.appointments import ANSWERS, SLUG, office, visit_kind, visits

pytestmark = pytest.mark.django_db

MOST = 34
ON_THE_MAP = {**POTHOLE, "where": {"description": "High Street", "latitude": 52.0, "longitude": -1.0}}


@pytest.mark.parametrize(
    ("slug", "answers"),
    [("report-a-pothole", None), ("report-a-pothole", ON_THE_MAP), ("apply-for-a-blue-badge", None)],
)
def test_sending_asks_the_database_at_most_34_times(slug, answers, django_assert_max_num_queries):
    open_council()
    for number in range(5):
        made = Destination.objects.create(
            slug=f"office-{number}",
            name="Office",
            kind="webhook",
            settings={"url": "https://office.example/"},
            wants_updates=True,
        )
        for route in Route.objects.all():
            route.destinations.add(made)
    services.submit(started(slug, answers=answers).id)  # what is kept in memory is in memory
    submission = started(slug, answers=answers)
    submission.user = make_user()
    submission.save()
    with django_assert_max_num_queries(MOST):
        services.submit(submission.id)


FEE = {
    "key": "visit",
    "label": {"en": "Visit"},
    "amount_pence": 500,
    "ledger_code": "7100-200",
    "vat_code": "OUTSIDE",
}


def test_sending_with_a_fee_and_a_booking_by_api_asks_at_most_40_times(
    time_machine, monkeypatch, django_assert_max_num_queries
):
    """To the committed request: what then opens a page at Stripe is not part of it."""
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    open_council()
    visits(fees=[FEE])
    times = office(visit_kind(), capacity=2)
    monkeypatch.setattr("forms_engine.journeys.api.sending._payment_out", lambda request, made: None)

    def ready():
        program = Program()
        program.start(SLUG)
        assert program.put("about", ANSWERS).status_code == 200
        assert program.call("put", program.at("/slot"), {"slot": times[0].pk}).status_code == 200
        return program

    ready().send()  # what is kept in memory is in memory
    program = ready()
    with django_assert_max_num_queries(40):
        answer = program.send()
    assert answer.status_code == 201, answer.content
    assert Charge.objects.count() == 2
    assert set(Booking.objects.values_list("state", flat=True)) == {"awaiting_payment"}
