"""What each verb promises, beyond what the model of all of them says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_engine.booking import claiming, ending, selectors, tidying
from forms_engine.booking.actors import CUSTOMER, Actor, officer
from forms_engine.booking.confirming import approve, paid, take_over
from forms_engine.booking.errors import NoPlace, NothingHeld, NotInThisState, TooLate, TooMany
from forms_engine.booking.holding import LONGEST_HOLD, extend, hold, release
from forms_engine.booking.models import Booking, BookingEvent, Place
from forms_engine.booking.moving import move
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.booking.calendars import NINE, kind, request, resource, schedule, slot, submission


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    return time_machine


def queries_of(act):
    with CaptureQueriesContext(connection) as seen:
        act()
    return [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]


def sent(of=None, **given):
    owner, after = submission(), request()
    hold(owner, (of or slot()).pk)
    take_over(owner, after, **{"owes": False, **given})
    return after


@pytest.mark.django_db
def test_sending_what_is_held_takes_five_queries():
    owner = submission()
    hold(owner, slot().pk)
    assert len(queries_of(lambda: take_over(owner, request(), owes=False))) == 5


@pytest.mark.django_db
def test_sending_again_changes_nothing_whatever_was_given_up_on_the_way(before):
    first, owner, after = slot(), submission(), request()
    hold(owner, first.pk)
    before.shift(timedelta(hours=1))
    tidying.expire()
    hold(owner, first.pk)
    done = take_over(owner, after, owes=True)
    assert take_over(owner, after, owes=True) == done
    assert sorted(Booking.objects.values_list("state", flat=True)) == ["awaiting_payment", "expired"]
    assert done.events.count() == 2


@pytest.mark.django_db
def test_holding_a_place_takes_few_queries_however_many_there_are():
    small, large = slot(capacity=2), slot(capacity=100, starts_at=NINE + timedelta(hours=1))
    few = queries_of(lambda: hold(submission(), small.pk))
    many = queries_of(lambda: hold(submission(), large.pk))
    assert len(few) == len(many) <= 5


@pytest.mark.django_db
def test_holding_again_is_the_same_booking():
    one, owner = slot(), submission()
    assert hold(owner, one.pk) == hold(owner, one.pk)
    assert BookingEvent.objects.count() == 1


@pytest.mark.django_db
def test_an_expired_hold_is_good_until_somebody_takes_the_place(before):
    one, first, second = slot(), submission(), submission()
    hold(first, one.pk)
    before.shift(timedelta(minutes=15))
    booking = hold(second, one.pk)
    assert booking.state == "held"
    assert selectors.booking_of(first).state == "expired"
    with pytest.raises(NoPlace):
        take_over(first, request(), owes=False)
    with pytest.raises(NothingHeld):
        extend(first)
    before.shift(timedelta(hours=5))
    assert take_over(second, request(), owes=False).state == "confirmed"


@pytest.mark.django_db
def test_a_hold_is_extended_ten_times_and_then_chosen_again(before):
    owner = submission()
    begun = timezone.now()
    hold(owner, slot().pk)
    for _ in range(11):
        before.shift(timedelta(minutes=14))
        until = extend(owner)
    assert until == begun + LONGEST_HOLD
    before.shift(timedelta(minutes=30))
    with pytest.raises(TooLate):
        extend(owner)


@pytest.mark.django_db
def test_what_is_being_paid_for_has_no_end_until_it_is_let_go(before):
    one = slot()
    owner = sent(one, owes=True)
    before.shift(timedelta(days=1))
    tidying.expire()
    with pytest.raises(NoPlace):
        hold(submission(), one.pk)
    assert release(owner) and not release(owner)
    assert paid(owner).state == "confirmed"  # the money came after all, and nobody has taken the place
    assert paid(owner).events.count() == 4


@pytest.mark.django_db
def test_money_that_comes_when_somebody_else_has_the_place():
    one = slot()
    owner = sent(one, owes=True)
    release(owner)
    hold(submission(), one.pk)
    with pytest.raises(NoPlace):
        paid(owner)
    assert selectors.booking_of(owner).state == "released"


@pytest.mark.django_db
def test_what_has_to_be_agreed_to_keeps_its_place():
    of = schedule(resource(kind(needs_approval=True)))
    one, ann = slot(of), make_staff()
    owner = sent(one, owes=True)
    assert paid(owner).state == "awaiting_approval"
    with pytest.raises(NoPlace):
        hold(submission(), one.pk)
    assert approve(owner, officer(ann)).state == "confirmed"
    with pytest.raises(NotInThisState):
        ending.refuse(owner, officer(ann, "no"))
    other = sent(slot(of, NINE + timedelta(hours=1)))
    assert ending.refuse(other, officer(ann, "Not this one.")).state == "refused"
    assert not Place.objects.filter(slot__starts_at__gt=NINE, booking__isnull=False).exists()


@pytest.mark.django_db
def test_moving_keeps_the_old_time_where_there_is_no_new_one():
    of = schedule(resource(kind()))
    first, second, third = (slot(of, NINE + timedelta(hours=number)) for number in range(3))
    owner = sent(first)
    sent(second)
    with pytest.raises(NoPlace):
        move(owner, second.pk, CUSTOMER)
    assert selectors.booking_of(owner).slot == first
    moved = move(owner, third.pk, CUSTOMER)
    assert (moved.slot, moved.sequence) == (third, 2)
    assert sent(first)


@pytest.mark.django_db
def test_moving_by_a_quarter_of_an_hour_with_the_same_officer():
    jones = resource(kind(chooses_resource=True), is_exclusive=True)
    first = slot(schedule(jones), exclusive=[jones])
    later = slot(schedule(jones), NINE + timedelta(minutes=15), exclusive=[jones])
    assert move(sent(first), later.pk, CUSTOMER).slot == later


@pytest.mark.django_db
def test_deadlines_hold_for_customers_and_not_for_officers(before):
    owner = sent()
    other = slot(schedule(Booking.objects.get().slot.resource), NINE + timedelta(hours=1))
    before.move_to(NINE - timedelta(hours=3), tick=False)
    with pytest.raises(TooLate):
        move(owner, other.pk, CUSTOMER)
    with pytest.raises(TooLate):
        ending.cancel(owner, CUSTOMER)
    by = officer(make_staff(), "Rang: a death in the family.")
    move(owner, other.pk, by)
    ended = ending.cancel(owner, by)
    assert ended.refund_is_due and ended == ending.cancel(owner, by)
    assert ended.booking.events.last().reason == by.reason


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "due"), [("always", True), ("in_time", True), ("never", False)])
def test_the_refund_follows_the_rule_of_the_kind(rule, due):
    assert (
        ending.cancel(sent(slot(schedule(resource(kind(refund_rule=rule))))), CUSTOMER).refund_is_due is due
    )


@pytest.mark.django_db
def test_came_or_did_not(before):
    owner, by = sent(), Actor("officer", make_staff())
    with pytest.raises(NotInThisState):
        ending.attended(owner, by)
    before.move_to(NINE + timedelta(hours=1), tick=False)
    assert [one.state for one in selectors.not_marked()] == ["confirmed"]
    assert ending.no_show(owner, by).state == "no_show"
    assert ending.attended(owner, by).state == "attended"
    assert not selectors.not_marked().exists()


@pytest.mark.django_db
def test_a_person_has_no_more_than_the_kind_says():
    of = schedule(resource(kind(most_live=1)))
    hold(submission(), slot(of).pk, person="user:1")
    with pytest.raises(TooMany):
        hold(submission(), slot(of, NINE + timedelta(hours=1)).pk, person="user:1")
    hold(submission(), slot(of, NINE + timedelta(hours=2)).pk, person="user:2")


@pytest.mark.django_db
def test_nobody_gets_round_the_limit_by_what_they_held_before(before):
    of = schedule(resource(kind(most_live=1)))
    other = slot(schedule(resource(kind())))
    nine, ten, eleven = (slot(of, NINE + timedelta(hours=hours)) for hours in (0, 1, 2))
    early, late, third = submission(), submission(), submission()
    hold(early, nine.pk, person="user:1")
    before.shift(timedelta(minutes=20))
    hold(late, ten.pk, person="user:1")
    # What was over counted for nothing: begun anew, or instead of another kind's, it is one more.
    hold(third, other.pk, person="user:1")
    for owner, wanted in ((early, nine), (third, eleven)):
        with pytest.raises(TooMany):
            hold(owner, wanted.pk, person="user:1")
    # Sent, whatever else is only held counts for nothing; then the others are too many, whenever they were held.
    take_over(early, request(), owes=False)
    with pytest.raises(TooMany):
        take_over(late, request(), owes=False)


@pytest.mark.django_db
def test_a_hold_that_is_over_keeps_nothing_that_is_on_offer_no_more(before):
    """Held weeks ahead, it would be sent the minute before it begins."""
    of = schedule(resource(kind(notice_hours=24, cancel_hours=24)))
    customer, again, officers = submission(), submission(), submission()
    for number, (owner, actor) in enumerate(
        [(customer, CUSTOMER), (again, CUSTOMER), (officers, Actor("officer", make_staff()))]
    ):
        hold(owner, slot(of, NINE + timedelta(minutes=30 * number)).pk, actor=actor)
    before.move_to(NINE - timedelta(hours=2), tick=False)
    with pytest.raises(NoPlace):
        take_over(customer, request(), owes=False)
    with pytest.raises(NoPlace):
        hold(again, Booking.objects.get(owner_id=again.id).slot_id)
    assert take_over(officers, request(), owes=False).state == "confirmed"


@pytest.mark.django_db
def test_where_it_does_not_matter_with_whom_another_officer_does():
    births = kind()
    first, second = (slot(schedule(resource(births))) for _ in range(2))
    assert {hold(submission(), first.pk).slot, hold(submission(), first.pk).slot} == {first, second}
    with pytest.raises(NoPlace):
        hold(submission(), first.pk)


def test_two_who_swap_their_officers_do_not_wait_for_each_other_for_ever(committing_db, monkeypatch, before):
    of = kind(chooses_resource=True)
    officers = [resource(of, is_exclusive=True) for _ in range(2)]
    here, there = (slot(schedule(one), capacity=2, exclusive=[one]) for one in officers)
    ann, ben = sent(here), sent(there)
    moved = at_once(
        monkeypatch,
        "forms_engine.booking.claiming.give_back",
        lambda: move(ann, there.pk, CUSTOMER).slot,
        lambda: move(ben, here.pk, CUSTOMER).slot,
    )
    assert moved == (there, here)


def test_the_same_click_twice_at_once_is_one_hold(committing_db, monkeypatch, before):
    one, owner = slot(capacity=2), submission()
    first, second = at_once(
        monkeypatch,
        "forms_engine.booking.claiming.take",
        lambda: hold(owner, one.pk).pk,
        lambda: hold(owner, one.pk).pk,
    )
    assert first == second and Place.objects.filter(booking__isnull=False).count() == 1


def test_the_last_place_is_waited_for_where_its_taker_goes_away(committing_db, monkeypatch, before):
    """Passing over locked places alone would say "full" of a place that is free a moment later."""
    from django.db import transaction

    one = slot()

    def goes_away():
        with transaction.atomic():
            hold(submission(), one.pk)
            changes_its_mind()
            transaction.set_rollback(True)

    monkeypatch.setattr("tests.forms_engine.booking.test_services.changes_its_mind", changes_its_mind)
    _, got = at_once(
        monkeypatch,
        "tests.forms_engine.booking.test_services.changes_its_mind",
        goes_away,
        lambda: hold(submission(), one.pk).state,
    )
    assert got == "held"


def changes_its_mind():
    """Where the first of two stands still."""


def test_a_hold_that_is_being_sent_is_not_taken_away(committing_db, monkeypatch, before):
    one, owner = slot(), submission()
    hold(owner, one.pk)
    before.shift(timedelta(minutes=20))

    def another():
        with pytest.raises(NoPlace):
            hold(submission(), one.pk)

    monkeypatch.setattr(claiming, "LONGEST_WAIT", "50ms")
    booking, _ = at_once(
        monkeypatch,
        "forms_engine.booking.confirming._have_a_place",
        lambda: take_over(owner, request(), owes=False),
        another,
    )
    assert booking.state == "confirmed"
