"""Deliveries to our own queues: they place a request, and never take back what an officer has decided since."""

from datetime import timedelta

import pytest

from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Team
from forms_engine.delivery.models import Delivery, Destination, Rerun
from forms_engine.delivery.routing.loading import newest
from forms_engine.journeys.services import submit
from forms_engine.requests import rerouting, services, unpaid
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Request
from payments.models import Charge
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver_due
from tests.forms_engine.requests.moments import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_on():
    """A request that came to the highways queue and was handed on to the street lights."""
    open_council()
    Queue.objects.create(
        slug="lights", name="Street lights", team=Team.objects.create(slug="lights", name="Lights")
    )
    made = submit(started().id)
    deliver_due()
    page = f"/workplace/requests/{made.reference}/hand-on/"
    said = {"queue": "lights", "why": "A lamp post.", "seen": "highways"}
    signed_in(make_staff("officer"), "staff").post(page, said)
    assert queue_of(made) == "lights"
    return made


def queue_of(made):
    return Request.objects.get(id=made.id).queue.slug


def test_a_delivery_whose_worker_died_is_sent_again_and_undoes_nothing(handed_on):
    first = Delivery.objects.get(destination__kind="queue")
    # It was placed, and the worker died before it wrote that down.
    Delivery.objects.filter(id=first.id).update(
        state="ready",
        next_at=first.created_at,
        give_up_at=first.created_at,
        delivered_at=None,
        leased_until=first.created_at,
    )
    deliver_due()
    first.refresh_from_db()
    assert (first.state, queue_of(handed_on)) == ("delivered", "lights")
    assert "since" in first.attempts.latest("number").detail


def test_what_is_told_later_to_its_first_queue_does_not_fetch_it_back(handed_on):
    Destination.objects.filter(kind="queue").update(wants_updates=True)
    write_as_customer(handed_on.id, "The left one.", user=None)
    deliver_due()
    assert set(Delivery.objects.filter(destination__kind="queue").values_list("state", flat=True)) == {
        "delivered"
    }
    assert queue_of(handed_on) == "lights"
    assert handed_on.timeline.filter(kind="handed-on").count() == 1


def test_the_name_of_a_queue_is_no_case_number_that_all_its_requests_are_found_by(handed_on):
    officer = signed_in(make_staff("officer"), "staff")
    assert handed_on.reference not in officer.post("/workplace/find/", {"said": "Highways"}).content.decode()


def test_nothing_is_handed_on_before_it_is_received():
    open_council()
    Queue.objects.create(
        slug="lights", name="Street lights", team=Team.objects.create(slug="lights", name="Lights")
    )
    owed = submit(started("apply-for-a-blue-badge").id)
    officer = signed_in(make_staff("officer"), "staff")
    page = f"/workplace/requests/{owed.reference}/hand-on/"
    said = officer.post(page, {"queue": "lights", "why": "Theirs.", "seen": ""}, follow=True)
    assert Request.objects.get(id=owed.id).queue is None
    assert "has not been received" in said.content.decode()


def apply_rules_again():
    administrator = admit(make_staff("administrator", "officer"), "staff")
    rerun = rerouting.begin(administrator, rerouting.Chosen(), rules=newest().number)
    rerouting.go_on(rerun.pk)
    return Rerun.objects.get(pk=rerun.pk)


def test_rules_applied_again_do_not_take_back_what_an_officer_decided(handed_on):
    rerun = apply_rules_again()
    assert (rerun.looked_at, rerun.changed) == (1, 0)
    assert queue_of(handed_on) == "lights"


def test_what_the_rules_took_away_is_not_told_when_the_money_comes_late(db):
    open_council()
    owed = submit(started("apply-for-a-blue-badge").id)
    outside = Destination.objects.get(kind="webhook")
    outside.routes.clear()
    apply_rules_again()
    assert dict(told(owed))[outside.slug] == "cancelled"
    for hours in (6 * 24, 30 * 24):
        with at(owed.created_at + timedelta(hours=hours)) as now:
            unpaid.remind_and_cancel(now)
    assert set(dict(told(owed)).values()) == {"cancelled"}
    services.record_payment(Charge.objects.get(owner_id=str(owed.id)))
    after = dict(told(owed))
    assert after.pop(outside.slug) == "cancelled" and set(after.values()) == {"ready"}


def told(made):
    return Delivery.objects.filter(owner_id=str(made.id)).values_list("destination__slug", "state")
