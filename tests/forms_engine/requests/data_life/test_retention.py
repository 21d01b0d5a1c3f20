"""What time erases: by the narrowest rule, and never what has to be kept, whatever the life of a request was."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from audiences.admission import admit
from forms_engine.booking.models import Booking
from forms_engine.delivery.models import Delivery
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.data_life import contacts, holds, retention
from forms_engine.requests.data_life.kept import reasons_of
from forms_engine.requests.models import Customer, LegalHold, Outcome, Request, RetentionRule, Tombstone
from payments.models import Charge
from tests.examples import examples
from tests.factories import make_staff, make_user
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.bookings.appointments import open_calendar
from tests.forms_engine.requests.bookings.appointments import sent as booked
from tests.forms_engine.requests.data_life.test_erasing import finish
from tests.site.portal.things import letter

pytestmark = pytest.mark.django_db


def after(months):
    return timezone.now() + timedelta(days=31 * months)


def is_erased(request):
    return Request.objects.get(pk=request.pk).erased_at is not None


def rule(service=None, outcome=None, months=12):
    return RetentionRule.objects.create(
        service=service, outcome=outcome, months=months, because="Schedule, line 4"
    )


def test_without_a_rule_time_erases_nothing():
    open_council()
    request = finish(submit(started().id))
    assert retention.erase_due(after(1000)) == 0 and not is_erased(request)


def test_the_narrowest_rule_holds():
    open_council()
    plain, special = finish(submit(started().id)), finish(submit(started().id))
    service = plain.service
    ended = Outcome.objects.create(slug="found", service=service, name="Found")
    Request.objects.filter(pk=special.pk).update(outcome=ended)
    rule(months=6)
    rule(service, months=24)
    rule(service, ended, months=36)
    assert retention.erase_due(after(7)) == 0
    assert retention.erase_due(after(25)) == 1
    assert is_erased(plain) and not is_erased(special)
    assert Tombstone.objects.get().because == "time"
    assert retention.erase_due(after(37)) == 1 and is_erased(special)
    RetentionRule.objects.filter(service=service).delete()
    third = finish(submit(started().id))
    assert retention.erase_due(after(7)) == 1 and is_erased(third)


def test_a_rule_of_more_years_than_there_were_keeps_everything_and_stops_nothing(settings):
    open_council()
    request = finish(submit(started().id))
    rule(months=32767)
    settings.CONTACT_MONTHS = 32767
    assert retention.erase_due(after(24)) == 0 and contacts.erase_due(after(24)) == 0
    assert retention.stuck(Request.objects.all(), after(24), 10) == [] and not is_erased(request)


def test_practice_is_kept_for_thirty_days():
    open_council()
    request = finish(submit(started().id))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table requests_request disable trigger user")
        cursor.execute("update requests_request set is_practice = true where id = %s", [request.pk])
        cursor.execute("alter table requests_request enable trigger user")
    assert retention.erase_due(timezone.now() + timedelta(days=29)) == 0
    assert retention.erase_due(timezone.now() + timedelta(days=31)) == 1


def test_whoever_has_nothing_else_with_us_is_forgotten_too():
    open_council()
    ann = make_user(name="Ann Archer")
    nobodys = finish(submit(started().id))
    hers = finish(submit(started(principal=admit(ann, "public")).id))
    rule()
    assert retention.erase_due(after(13)) == 2
    assert Customer.objects.get(pk=nobodys.customer_id).name == ""
    # Who has an account keeps it.
    assert Customer.objects.get(pk=hers.customer_id).user == ann and User.objects.get(pk=ann.pk).is_active


def test_what_is_stuck_is_named_with_why():
    open_council()
    request = finish(submit(started().id))
    officer = make_staff(Role.OFFICER, Role.SERVICE_MANAGER)
    request.service.team.members.add(officer)
    holds.hold(admit(officer, "staff"), request=request, why="A claim")
    rule()
    assert retention.erase_due(after(13)) == 0
    (one,) = retention.stuck(Request.objects.all(), after(13), 10)
    assert (one.request, one.reasons, one.why) == (request, ["hold"], "It is on legal hold")
    assert retention.stuck(Request.objects.none(), after(13), 10) == []


@pytest.mark.parametrize(
    ("today", "months", "then"),
    [
        ("2026-03-31T12:00Z", 1, "2026-02-28"),
        ("2028-02-29T12:00Z", 12, "2027-02-28"),
        ("2026-01-15T12:00Z", 84, "2019-01-15"),
    ],
)
def test_months_are_those_of_the_calendar(today, months, then):
    with time_machine.travel(today, tick=False):
        assert retention.before(timezone.now(), months).date().isoformat() == then


LIVES = st.fixed_dictionaries(
    {
        "finished": st.booleans(),
        "delivery": st.sampled_from(["delivered", "ready", "dead", "cancelled"]),
        "notice": st.sampled_from(["sent", "ready", "dead"]),
        "charge": st.sampled_from(["none", "due", "paid", "cancelled", "refunded", "attention"]),
        "appointment": st.sampled_from(["to come", "attended", "cancelled"]),
        "letter": st.sampled_from(["none", "new", "read", "to print", "posted"]),
        "held": st.sampled_from(["not", "request", "customer", "lifted"]),
        "months": st.integers(1, 24),
    }
)


def test_any_life_of_a_request_is_erased_exactly_when_nothing_keeps_it(db):
    slots = open_calendar(times=4)
    rule(months=12)
    officer = make_staff(Role.OFFICER)

    @given(LIVES)
    def lived(life):
        with transaction.atomic():
            _live(life, slots[0], officer)
            transaction.set_rollback(True)

    settings(max_examples=examples(25))(lived)()


def _live(life, slot, officer):
    request = booked(slot)
    if life["finished"]:
        request = finish(request)
    now, expected = timezone.now(), set()
    mine = Delivery.objects.filter(owner_id=str(request.pk))
    mine.update(
        state=life["delivery"],
        delivered_at=now if life["delivery"] == "delivered" else None,
        dead_at=now,
        next_at=now,
        give_up_at=now,
    )
    if life["delivery"] in {"ready", "dead"}:
        expected.add("undelivered")
    Notice.objects.filter(owner_id=str(request.pk)).update(
        state=life["notice"], sent_at=now if life["notice"] == "sent" else None
    )
    if life["notice"] == "ready":
        expected.add("unsent")
    if life["charge"] != "none":
        paid = life["charge"] in {"paid", "refunded", "attention"}
        Charge.objects.create(
            owner_type="request",
            owner_id=str(request.pk),
            description="Visit",
            total_pence=2500,
            return_path="/",
            state="paid" if life["charge"] == "attention" else life["charge"],
            paid_at=now if paid else None,
            needs_attention=["disputed"] if life["charge"] == "attention" else [],
        )
        expected |= {"due": {"unpaid"}, "attention": {"unsettled"}}.get(life["charge"], set())
    states = {"to come": "confirmed", "attended": "attended", "cancelled": "cancelled"}
    Booking.objects.filter(owner_id=str(request.pk)).update(
        state=states[life["appointment"]], ended_at=now if life["appointment"] == "cancelled" else None
    )
    if life["appointment"] == "to come":
        expected.add("appointment")
    if life["letter"] != "none":
        sent = letter(request)
        sent.flagged_at = now if life["letter"] in {"to print", "posted"} else None
        sent.read_at = now if life["letter"] == "read" else None
        sent.posted_at, sent.posted_by = (now, officer) if life["letter"] == "posted" else (None, None)
        sent.save()
        if life["letter"] == "to print":
            expected.add("unposted")
    if life["held"] != "not":
        about = {"customer": request.customer} if life["held"] == "customer" else {"request": request}
        lifted = {"lifted_at": now, "lifted_by": officer} if life["held"] == "lifted" else {}
        LegalHold.objects.create(why="A claim", by=officer, **about, **lifted)
        if not lifted:
            expected.add("hold")
    if not life["finished"]:
        expected.add("unfinished")
    assert set(reasons_of([request.pk])[request.pk]) == expected
    is_over = life["months"] >= 12 and life["finished"]
    retention.erase_due(after(life["months"]))
    assert is_erased(request) == (is_over and not expected)
