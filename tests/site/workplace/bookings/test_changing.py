"""What an officer does about a booking, through its page."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from forms_engine.booking import holding
from forms_engine.booking.models import Place, Slot
from tests.factories import make_staff, signed_in
from tests.forms_engine.booking.calendars import submission
from tests.forms_engine.requests.bookings.appointments import booking_of, letters, sent

pytestmark = pytest.mark.django_db

PAGE = "/workplace/bookings/"


def page_of(made, doing=""):
    return f"{PAGE}{booking_of(made).uuid}/{doing}{'/' if doing else ''}"


def words_after(browser, answer):
    assert answer.status_code == 302, answer.content.decode()
    return browser.get(answer["Location"]).content.decode()


def test_it_is_moved_to_a_time_that_was_offered(clerk, made, slots):
    assert "9:30am" in clerk.get(page_of(made, "move")).content.decode()
    done = clerk.post(page_of(made, "move"), {"slot": slots[1].pk, "reason": "She is ill"})
    body = words_after(clerk, done)
    assert (
        "It is moved" in body
        and "Moved to Monday 7 December 2026, 9:30am to 10am" in body
        and "She is ill" in body
    )
    assert booking_of(made).slot_id == slots[1].pk


def test_a_time_that_is_gone_keeps_what_was_typed(clerk, made, slots):
    for _ in range(2):
        holding.hold(submission(), slots[1].pk)
    answer = clerk.post(page_of(made, "move"), {"slot": slots[1].pk, "reason": "She is ill"})
    body = answer.content.decode()
    assert answer.status_code == 200 and "Nobody can have that time any more" in body and "She is ill" in body
    assert booking_of(made).slot_id == slots[0].pk


def test_no_time_of_its_two_weeks_is_left_out(clerk, made, slots):
    nine = slots[0]
    times = [
        nine.starts_at + timedelta(days=day, minutes=30 * number)
        for day in range(1, 14)
        for number in range(16)
    ]
    more = Slot.objects.bulk_create(
        Slot(
            schedule=nine.schedule,
            resource=nine.resource,
            starts_at=at,
            ends_at=at + timedelta(minutes=30),
            capacity=1,
        )
        for at in times
    )
    Place.objects.bulk_create(Place(slot=one, number=1) for one in more)
    body = clerk.get(page_of(made, "move")).content.decode()
    assert all(f'value="{one.pk}"' in body for one in more)


@pytest.mark.parametrize("given", [{}, {"slot": "x", "reason": "y"}, {"slot": "9" * 30, "reason": "y"}])
def test_a_move_without_a_time_asks_for_one(clerk, made, given):
    answer = clerk.post(page_of(made, "move"), given)
    assert answer.status_code == 200 and "Choose a time" in answer.content.decode()


def test_what_somebody_else_has_changed_meanwhile_is_not_decided_on(clerk, made, slots):
    seen = "confirmed.1.0"
    done = clerk.post(page_of(made, "cancel"), {"reason": "They rang", "seen": seen})
    assert "Nothing was changed" in words_after(clerk, done)
    assert booking_of(made).state == "confirmed"


def test_it_is_cancelled_with_a_reason(clerk, made):
    assert "Say why it is cancelled" in clerk.post(page_of(made, "cancel"), {}).content.decode()
    body = words_after(clerk, clerk.post(page_of(made, "cancel"), {"reason": "They rang"}))
    assert "It is cancelled" in body and "They rang" in body and "Cancel it" not in body
    assert booking_of(made).state == "cancelled"


def test_it_is_agreed_to_or_not(clerk, kind, slots):
    kind.needs_approval = True
    kind.save()
    yes, no = sent(slots[0]), sent(slots[0])
    assert "Do you agree" in clerk.get(page_of(yes)).content.decode()
    assert "It is confirmed" in words_after(clerk, clerk.post(page_of(yes, "approve")))
    assert "Say why you do not agree" in clerk.post(page_of(no, "refuse"), {}).content.decode()
    assert "You have not agreed" in words_after(
        clerk, clerk.post(page_of(no, "refuse"), {"reason": "Too far"})
    )
    assert (booking_of(yes).state, booking_of(no).state) == ("confirmed", "refused")
    assert "request.booking-refused" in letters(no)


def test_whether_they_came_is_said_on_the_day_and_can_be_corrected(clerk, made, at_noon):
    assert "Nothing was changed" in words_after(clerk, clerk.post(page_of(made, "mark"), {"came": "yes"}))
    at_noon.move_to("2026-12-07T12:00:00Z", tick=False)
    assert "Did they come?" in clerk.get(page_of(made)).content.decode()
    clerk.post(page_of(made, "mark"), {"came": "no", "reason": "Nobody at the door"})
    assert booking_of(made).state == "no_show"
    body = words_after(clerk, clerk.post(page_of(made, "mark"), {"came": "yes", "reason": "Was late"}))
    assert booking_of(made).state == "attended" and "Nobody at the door" in body and "Was late" in body


def test_who_may_not_see_it_changes_nothing(made):
    stranger = signed_in(make_staff(Role.BOOKING_OFFICER), "staff")
    for doing in ["move", "cancel", "refuse", "approve", "mark"]:
        assert stranger.post(page_of(made, doing), {"reason": "x", "came": "yes"}).status_code == 404
    assert booking_of(made).state == "confirmed"


def test_the_number_of_one_time_is_set_by_hand_and_fewer_than_booked_is_asked_again(clerk, made, slots):
    sent(slots[0])
    path = f"{PAGE}times/{slots[0].pk}/"
    asked = clerk.post(path, {"capacity": "1"}).content.decode()
    assert "2 are booked, and you make it 1" in asked
    assert Slot.objects.get(pk=slots[0].pk).capacity == 2
    clerk.post(path, {"capacity": "1", "booked": "2"})
    now = Slot.objects.get(pk=slots[0].pk)
    assert (now.capacity, now.is_set_by_hand, now.places.filter(booking__isnull=False).count()) == (
        1,
        True,
        2,
    )
    for wrong in ["", "-1", "x", "1001"]:
        assert "govuk-error-summary" in clerk.post(path, {"capacity": wrong}).content.decode()
