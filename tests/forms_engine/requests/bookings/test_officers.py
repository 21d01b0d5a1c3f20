"""What officers do to an appointment: its timeline, its letters and its back offices hear of each."""

import json

import jsonschema
import pytest
from django.utils import timezone

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.booking.errors import NoPlace
from forms_engine.booking.models import Place
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.requests import cancelling
from forms_engine.requests.bookings import officers, reminding
from forms_engine.requests.integrity import problems
from forms_engine.requests.message_schemas import message_schema
from forms_engine.requests.states import NotAllowed, StateRefused
from payments import services as payments
from payments.models import Cause, Refund
from tests.factories import make_staff
from tests.forms_engine.requests.bookings.appointments import (
    booking_of,
    charge_of,
    kinds,
    last_letter,
    letters,
    open_calendar,
    sent,
)
from tests.stripe_sandbox import sandbox  # noqa: F401  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def an_officer(request, *roles):
    """One of the team that the appointments belong to."""
    user = make_staff(*(roles or (Role.OFFICER,)))
    request.service.team.members.add(user)
    return Principal(user, "staff", frozenset({"public", "staff"}), frozenset(roles or {Role.OFFICER}))


def hears(request):
    """A back office has the request and wants to hear of it."""
    Destination.objects.update(wants_updates=True)
    Delivery.objects.filter(owner_id=str(request.id)).update(state="delivered", delivered_at=timezone.now())


def told(request, subject="request.updated"):
    rows = Delivery.objects.filter(owner_id=str(request.id), subject=subject)
    return [row.body for row in rows.order_by("sequence")]


def test_moved_agreed_and_marked_everybody_hears(at_noon):
    nine, half_past, *_ = open_calendar(needs_approval=True)
    made = sent(nine)
    hears(made)
    officer = an_officer(made)
    officers.move(
        officer, made.id, half_past.pk, reason="The roof leaks", seen=officers.seen_of(booking_of(made))
    )
    moved = last_letter(made, "request.booking-moved").body
    assert "We have written to you about this" in moved and "The roof leaks" not in moved
    officers.approve(officer, made.id)
    assert last_letter(made, "request.booked").calendar_method == "REQUEST"
    at_noon.move_to("2026-12-07T11:00:00Z", tick=False)
    for _ in range(2):
        officers.no_show(officer, made.id)
    officers.attended(officer, made.id, reason="She was there")
    assert kinds(made) == ["submitted", "booking-moved", "booking-agreed", "no-show", "attended"]
    assert letters(made).count("request.no-show") == 1
    said = [json.loads(body)["data"] for body in told(made)]
    assert list(dict.fromkeys(one["booking"]["state"] for one in said)) == [
        "awaiting-approval",
        "confirmed",
        "no-show",
        "attended",
    ]
    schema = message_schema("request.updated")
    for body in told(made):
        jsonschema.validate(json.loads(body), schema)
    assert list(problems()) == []


def test_nobody_moves_what_changed_while_they_were_reading():
    nine, half_past, ten, _ = open_calendar()
    made = sent(nine)
    officer, seen = an_officer(made), officers.seen_of(booking_of(made))
    officers.move(officer, made.id, half_past.pk, reason="x", seen=seen)
    with pytest.raises(StateRefused):
        officers.move(officer, made.id, ten.pk, reason="y", seen=seen)
    with pytest.raises(StateRefused, match="why"):
        officers.move(officer, made.id, ten.pk, reason=" ")
    sent(ten)
    with pytest.raises(NoPlace):
        officers.move(officer, made.id, ten.pk, reason="y")
    assert booking_of(made).slot == half_past


@pytest.mark.parametrize(("refund", "given"), [(None, 1), (True, 1), (False, 0)])
def test_cancelled_by_an_officer_after_the_deadline(refund, given, at_noon, sandbox):  # noqa: F811
    nine = open_calendar(fee=True)[0]
    made = sent(nine)
    attempt = payments.start_attempt(charge_of(made).pk)
    sandbox.does(attempt.session_id, "pay")
    payments.settle(attempt.pk, Cause.RETURN)
    at_noon.move_to("2026-12-07T08:00:00Z", tick=False)
    for _ in range(2):
        officers.cancel(an_officer(made), made.id, reason="The registrar is ill", refund=refund)
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("cancelled", "cancelled")
    assert Refund.objects.filter(state="approved", is_by_rule=True).count() == given
    letter = last_letter(made, "request.booking-cancelled")
    assert "The registrar is ill" not in letter.body and "We have written to you about this" in letter.body
    assert ("We will pay back" in letter.body) == bool(given)
    assert letters(made).count("request.booking-cancelled") == 1
    assert list(problems()) == []


def test_refused_the_place_is_free_and_the_request_closed():
    nine = open_calendar(needs_approval=True)[0]
    made = sent(nine)
    for _ in range(2):
        officers.refuse(an_officer(made), made.id, reason="Ask your GP first")
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("closed", "refused")
    assert Place.objects.get(slot=nine).booking_id is None
    refused = last_letter(made, "request.booking-refused").body
    assert "We have written to you about this" in refused and "Ask your GP first" not in refused
    assert list(problems()) == []


def test_only_those_who_may_see_it_may_change_it():
    made = sent(open_calendar()[0])
    made.service.openness = "restricted"
    made.service.save()
    for principal in (
        Principal.public(),
        an_officer(made),
        Principal(make_staff(Role.EDITOR), "staff", frozenset({"public", "staff"}), frozenset({Role.EDITOR})),
    ):
        with pytest.raises(NotAllowed):
            officers.attended(principal, made.id)


def test_the_day_before_each_is_reminded_once_by_day(at_noon):
    nine, half_past, ten, eleven = open_calendar(capacity=2)
    made, mobile, welsh = sent(nine), sent(half_past, **{"your-email": ""}), sent(ten, language="cy")
    type(mobile).objects.filter(id=mobile.id).update(mobile="07700 900123")
    gone, moved, later = sent(nine), sent(half_past), sent(eleven)
    cancelling.cancel_as_customer(gone.id, user=None, seen="received")
    for moment, expected in (
        ("2026-12-05T12:00:00Z", 0),
        ("2026-12-06T08:00:00Z", 0),
        ("2026-12-06T21:00:00Z", 0),
        ("2026-12-06T09:00:00Z", 4),
        ("2026-12-06T15:00:00Z", 0),
        ("2026-12-07T09:00:00Z", 0),
    ):
        at_noon.move_to(moment, tick=False)
        if expected:
            # Whoever books or moves on the day before has heard of it today.
            officers.move(an_officer(moved), moved.id, eleven.pk, reason="The roof leaks")
            late = sent(ten)
        assert reminding.remind(timezone.now()) == expected, moment
    for one in (made, mobile, welsh, later):
        assert letters(one).count("request.booking-reminder") == 1
    for one in (gone, moved, late):
        assert "request.booking-reminder" not in letters(one)
    assert "Dydd Llun 7 Rhagfyr 2026, 10yb" in last_letter(welsh, "request.booking-reminder").body
    assert last_letter(mobile, "request.booking-reminder").channel == "sms"
    assert kinds(made)[-1] == "booking-reminder"
