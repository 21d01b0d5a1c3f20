"""A time that was chosen is kept while the form is finished: for how long, by whom how many, and when it is let go."""

from datetime import timedelta

import pytest

from forms_engine.booking import holding, tidying
from forms_engine.booking.models import Booking, Place
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.journeys import choosing, services
from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from tests.factories import make_user, signed_in
from tests.forms_engine.booking.calendars import submission as somebody
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.appointments import (
    CHECK,
    SLUG,
    START,
    TIME,
    at_noon_now,
    choose,
    live,
    office,
    visit_kind,
    visitor,
    visits,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def council(db):
    open_council()
    visits()


def test_a_hold_that_is_over_is_taken_again_without_a_word(council, at_noon):
    nine, *_ = office(visit_kind())
    for tidied in (False, True):
        browser, draft = visitor()
        choose(browser, nine)
        at_noon.shift(timedelta(hours=1))
        if tidied:
            tidying.expire()
        check = browser.get(CHECK)
        assert check.status_code == 200
        assert f"until {'1:15pm' if not tidied else '2:15pm'}" in words(check)
        choosing.let_go(draft)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hold_that_is_over_and_gone_is_said_and_another_is_chosen(council, at_noon, method):
    nine, half_past, *_ = office(visit_kind())
    browser, _draft = visitor()
    choose(browser, nine)
    at_noon.shift(timedelta(minutes=16))
    holding.hold(somebody(), nine.pk)
    assert getattr(browser, method)(CHECK).headers["Location"] == TIME
    page = browser.get(TIME)
    assert "Monday 7 December 2026, 9am to 9:30am is no longer free." in words(page)
    assert "All your answers are kept" in words(page)
    assert f'id="near-{half_past.pk}"' in page.content.decode()
    assert not Request.objects.exists()
    choose(browser, half_past)
    assert browser.post(CHECK).headers["Location"] == f"{START}confirmation/"
    assert Request.objects.get().answers["why"] == "To see the garden"


def test_what_has_begun_cannot_be_sent(council, at_noon):
    nine, _half_past, *_ = office(visit_kind())
    browser, _draft = visitor()
    choose(browser, nine)
    Place.objects.filter(booking__isnull=False).update(held_until=nine.starts_at + timedelta(hours=1))
    at_noon.move_to(nine.starts_at + timedelta(minutes=1), tick=False)
    assert browser.post(CHECK).headers["Location"] == TIME
    assert not Request.objects.exists()


def test_a_hold_is_kept_for_longer_from_both_pages_and_not_for_ever(council, at_noon):
    nine, *_ = office(visit_kind())
    browser, _draft = visitor()
    choose(browser, nine)
    at_noon.shift(timedelta(minutes=10))
    for came_from, back in (("check", CHECK), ("time", TIME)):
        answer = browser.post(TIME, {"keep": came_from})
        assert answer.headers["Location"] == f"{back}?kept"
        assert "We are keeping your time until 12:25pm now." in words(browser.get(f"{back}?kept"))
    for _ in range(20):
        at_noon.shift(timedelta(minutes=10))
        browser.post(TIME, {"keep": "check"})
        if "Keep it for 15 more minutes" not in words(browser.get(CHECK)):
            break
    assert "We cannot keep it for longer" in words(browser.get(CHECK))
    assert words(browser.get(CHECK)).count("2:45pm") == 1
    # Lost, the same button says what happened.
    at_noon.shift(timedelta(hours=4))
    holding.hold(somebody(), nine.pk)
    browser.post(TIME, {"keep": "check"})
    assert "is no longer free" in words(browser.get(TIME))


def test_another_time_is_chosen_instead_and_the_same_again_changes_nothing(council):
    nine, half_past, *_ = office(visit_kind())
    browser, draft = visitor()
    choose(browser, nine)
    choose(browser, nine)
    page = browser.get(TIME)
    assert "Continue with this time" in words(page) and f'id="slot-{nine.pk}"' not in page.content.decode()
    choose(browser, half_past)
    assert live(draft).slot == half_past and Booking.objects.count() == 1
    assert Place.objects.filter(booking__isnull=False).count() == 1
    # What cannot be had leaves what is held.
    holding.hold(somebody(), nine.pk)
    assert "Continue with this time" in words(choose(browser, nine))
    assert live(draft).slot == half_past


def test_a_time_that_is_not_needed_any_more_is_let_go(council):
    nine, *_ = office(visit_kind())
    visits(
        "book-or-not",
        booking={
            "resource_kind": "visit",
            "minutes": 30,
            "when": {"question": "why", "is": "book"},
        },
    )
    browser, draft = visitor(slug="book-or-not", why="book")
    page = browser.get("/journeys/book-or-not/time/")
    assert page.status_code == 200
    browser.post("/journeys/book-or-not/time/", {"slot": nine.pk})
    services.answer_page(draft.id, "about", {"why": "No more"})
    check = browser.get("/journeys/book-or-not/check/")
    assert check.status_code == 200 and "keeping" not in words(check)
    assert Booking.objects.get().state == "released"
    assert browser.get("/journeys/book-or-not/time/").headers["Location"] == "/journeys/book-or-not/check/"
    assert browser.post("/journeys/book-or-not/check/").headers["Location"].endswith("/confirmation/")


def test_a_new_version_that_books_something_else_asks_again(council):
    nine, *_ = office(visit_kind())
    tour = office(visit_kind("tour"), name="Palace")[0]
    browser, draft = visitor()
    choose(browser, nine)
    old = JourneyVersion.objects.get(journey__slug=SLUG)
    new = JourneyVersion.objects.create(
        journey=old.journey,
        number=2,
        document={**old.document, "booking": {"resource_kind": "tour", "minutes": 30}},
        sha256="1" * 64,
    )
    JourneyVersion.objects.filter(pk=old.pk).update(withdrawn_at=new.published_at)
    assert browser.post(CHECK).headers["Location"] == TIME
    assert "You need another kind of appointment now" in words(browser.get(TIME))
    assert choose(browser, nine).status_code == 200  # the old kind's times are none of this journey's
    choose(browser, tour)
    assert live(draft).slot == tour and Place.objects.filter(booking__isnull=False).count() == 1


def test_deleted_or_begun_anew_nobody_waits_for_its_time(council):
    nine, *_ = office(visit_kind())
    browser, draft = visitor()
    choose(browser, nine)
    browser.post(START)
    assert not Place.objects.filter(booking__isnull=False).exists()
    draft = Submission.objects.exclude(pk=draft.pk).get()
    services.answer_page(draft.id, "about", {"why": "Again"})
    choose(browser, nine)
    browser.post(f"{START}drafts/{draft.id}/delete/")
    assert not Place.objects.filter(booking__isnull=False).exists()
    assert not Submission.objects.filter(pk=draft.pk).exists()


def test_saved_and_come_back_to_it_stands_where_it_was(council, at_noon):
    nine, *_ = office(visit_kind())
    user = make_user()
    browser, draft = visitor(browser=signed_in(user))
    choose(browser, nine)
    browser.post(CHECK, {"save_for_later": "1"})
    at_noon.shift(timedelta(days=1))
    tidying.expire()
    elsewhere = signed_in(user)
    answer = elsewhere.post(f"{START}drafts/{draft.id}/continue/")
    assert answer.headers["Location"] == CHECK
    assert "until 12:15pm" in words(elsewhere.get(CHECK))
    # Gone meanwhile, it leads to another choice.
    at_noon.shift(timedelta(days=1))
    holding.hold(somebody(), nine.pk)
    elsewhere = signed_in(user)
    elsewhere.post(f"{START}drafts/{draft.id}/continue/")
    assert elsewhere.get(CHECK).headers["Location"] == TIME


def test_one_person_has_no_more_than_one_may(council):
    nine, half_past, *_ = office(visit_kind(most_live=1))
    user = make_user()
    browser, draft = visitor(browser=signed_in(user))
    choose(browser, nine)
    browser.post(CHECK)
    browser, draft = visitor(browser=signed_in(user))
    page = choose(browser, half_past)
    assert "You already have as many of these appointments as one person can have (1)" in words(page)
    assert not Booking.objects.filter(owner_id=str(draft.pk)).exists()


def test_one_network_does_not_hold_every_time(council, settings, at_noon):
    settings.HOLDS_PER_NETWORK = 2
    nine, half_past, ten, *_ = office(visit_kind())
    first, _draft = visitor()
    for wanted in (nine, half_past, nine):  # changing one's mind is no new hold
        assert choose(first, wanted).headers["Location"] == CHECK
    # Nor is what somebody else was faster with.
    holding.hold(somebody(), ten.pk)
    assert "is no longer free" in words(choose(first, ten))
    second, draft = visitor()
    assert choose(second, half_past).headers["Location"] == CHECK
    # Nobody keeps one for ever by coming back, or by changing to and fro.
    at_noon.shift(timedelta(minutes=20))
    assert second.get(CHECK).headers["Location"] == TIME
    page = choose(second, half_past)
    assert "So many times are being chosen from where you are" in words(page)
    assert not Booking.objects.filter(owner_id=str(draft.pk), places__held_until__gt=at_noon_now()).exists()
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert second.post(TIME, {"slot": half_past.pk}, **elsewhere).headers["Location"] == CHECK
    at_noon.shift(timedelta(hours=1))
    assert choose(first, nine).headers["Location"] == CHECK
