"""Deliveries to our own queues: they place a request, and never take back what an officer has decided since."""

from datetime import timedelta

import pytest

from accounts.models import User
from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.delivery.models import Delivery, Destination, Rerun, Route, RoutingDecision
from forms_engine.delivery.routing.loading import newest
from forms_engine.journeys.services import submit
from forms_engine.requests import rerouting, services, unpaid
from forms_engine.requests.integrity import problems
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
    while rerouting.go_on(rerun.pk):
        pass
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


def test_a_request_that_makes_a_rerun_fail_is_named_and_the_others_have_their_turn(monkeypatch):
    open_council()
    broken, whole = submit(started().id), submit(started().id)
    Destination.objects.get(kind="webhook").routes.clear()
    later = Destination.objects.create(
        slug="later", name="Later", kind="email", settings={"to": "a@example.org"}
    )
    for route in Route.objects.all():
        route.destinations.add(later)
    really = rerouting.write_entry

    def fails_for_one(request, *args, **kwargs):
        if request.id == broken.id:
            raise ValueError(request.name)
        return really(request, *args, **kwargs)

    monkeypatch.setattr(rerouting, "write_entry", fails_for_one)
    rerun = apply_rules_again()
    assert (rerun.state, rerun.looked_at, rerun.changed) == ("done", 2, 1)
    assert "later" in dict(told(whole)) and "later" not in dict(told(broken))
    assert not RoutingDecision.objects.filter(rerun=rerun, owner_id=str(broken.id)).exists()
    admin = signed_in(make_staff("administrator", "officer"), "staff")
    page = admin.get(f"/admin/routing/again/{rerun.pk}/").content.decode()
    assert "1 passed over" in page and broken.reference in page and "(ValueError)" in page
    assert broken.name not in page
    assert "passed requests over" in admin.get("/workplace/operations/").content.decode()
    # Mended, it is done when the rules are applied again.
    monkeypatch.setattr(rerouting, "write_entry", really)
    assert apply_rules_again().changed == 1 and "later" in dict(told(broken))


def test_a_rerun_ends_where_who_asked_for_it_may_not_any_more():
    open_council()
    submit(started().id)
    gone = make_staff("administrator", "officer", name="Gwen Gone")
    rerun = rerouting.begin(admit(gone, "staff"), rerouting.Chosen(), rules=newest().number)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert not rerouting.go_on(rerun.pk)
    rerun.refresh_from_db()
    assert (rerun.state, rerun.looked_at) == ("stopped", 0) and rerun.finished_at
    admin = signed_in(make_staff("administrator"), "staff")
    page = admin.get(f"/admin/routing/again/{rerun.pk}/").content.decode()
    assert "It stopped before its end: Gwen Gone may not" in page
    assert "Rules applied again that stopped" in admin.get("/workplace/operations/").content.decode()


def test_what_changed_is_shown_as_far_as_one_may_see_it_whatever_comes_before(monkeypatch):
    open_council()
    both = {str(one.id): one for one in (submit(started("apply-for-a-blue-badge").id), submit(started().id))}
    later = Destination.objects.create(
        slug="later", name="Later", kind="email", settings={"to": "a@example.org"}
    )
    for route in Route.objects.all():
        route.destinations.add(later)
    rerun = apply_rules_again()
    hidden, shown = (both[owner] for owner in rerun.decisions.values_list("owner_id", flat=True))
    monkeypatch.setattr(rerouting, "PREVIEWED", 1)
    Service.objects.filter(pk=hidden.service_id).update(openness=Service.Openness.TEAM_ONLY)
    administrator = admit(make_staff("administrator", "officer"), "staff")
    assert [reference for reference, _ in rerouting.changed_by(administrator, rerun)] == [shown.reference]


def test_of_two_queues_that_a_journey_names_the_first_has_it_and_nobody_hands_it_on():
    open_council()
    lights = Team.objects.create(slug="lights", name="Lights")
    Queue.objects.create(slug="lights", name="Street lights", team=lights)
    second = Destination.objects.create(
        slug="lights-queue", name="Zebra lights", kind="queue", settings={"queue": "lights"}
    )
    for route in Route.objects.all():
        route.destinations.add(second)
    made = submit(started().id)
    deliver_due()
    assert queue_of(made) == "highways" and "lights-queue" not in dict(told(made))
    assert not made.timeline.filter(kind="handed-on").exists()
    said = RoutingDecision.objects.get(owner_id=str(made.id)).reasons
    assert any("Zebra lights is named too" in reason for reason in said)
    assert list(problems()) == []
