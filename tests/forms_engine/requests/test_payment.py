"""From "paid" to the back office: the callback that settle makes."""

import pytest
from django.utils import timezone

from forms_engine.delivery.models import Delivery
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.integrity import problems
from forms_engine.requests.services import record_payment
from forms_engine.requests.states import RequestState
from payments.models import Charge
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def unpaid():
    open_council()
    return submit(started("apply-for-a-blue-badge").id)


def test_a_paid_request_is_received_and_its_deliveries_go_out_once(unpaid):
    charge = Charge.objects.get(owner_id=str(unpaid.id))
    record_payment(charge)
    record_payment(charge)
    unpaid.refresh_from_db()
    assert unpaid.state == RequestState.RECEIVED and unpaid.received_at
    assert [entry.kind for entry in unpaid.timeline.all()] == ["submitted", "paid"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"ready"}
    assert list(Notice.objects.order_by("created_at").values_list("subject", flat=True)) == [
        "request.awaiting-payment",
        "request.received",
    ]


def test_the_check_of_live_data_names_what_is_wrong(unpaid):
    assert list(problems()) == []
    Charge.objects.update(state="paid", paid_at=timezone.now())
    assert [problem for problem in problems() if "is paid, but was not received" in problem]
    Charge.objects.update(state="due", paid_at=None)
    Delivery.objects.all().delete()
    assert [problem for problem in problems() if "has no delivery" in problem]
