"""Choosing a time between the last question and checking the answers, as a browser without JavaScript does."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_engine.booking import capacity, holding
from forms_engine.booking.models import Booking, Resource, Slot
from forms_engine.journeys import choosing
from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from tests.factories import client
from tests.forms_engine.booking.calendars import NINE
from tests.forms_engine.booking.calendars import submission as somebody
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.appointments import (
    CHECK,
    START,
    TIME,
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


def test_a_time_is_chosen_kept_shown_and_sent(council):
    nine, *_ = office(visit_kind(what_to_bring={"en": "Boots"}))
    browser, _draft = visitor()
    assert browser.get(CHECK).headers["Location"] == TIME
    page = browser.get(TIME)
    assert "Monday 7 December" in words(page) and "9:30am" in words(page) and "15 minutes" in words(page)
    assert page.content.decode().count('name="slot"') == 4
    assert choose(browser, nine).headers["Location"] == CHECK
    check = words(browser.get(CHECK))
    assert (
        "keeping Monday 7 December 2026, 9am to 9:30am for you until 12:15pm : for 15 more minutes." in check
    )
    assert "Orangery Park Lane Marlford" in check and "Change day and time" in check
    assert browser.post(CHECK).headers["Location"] == f"{START}confirmation/"
    booking = Booking.objects.get()
    assert (booking.owner_type, booking.state) == ("request", "confirmed")
    sent = words(browser.get(f"{START}confirmation/"))
    assert "Monday 7 December 2026, 9am to 9:30am" in sent and "Boots" in sent and "Orangery" in sent


def test_nothing_goes_around_choosing(council):
    nine, _half_past, *_ = office(visit_kind())
    other = office(visit_kind("tour"), name="Palace")[0]
    browser, _draft = visitor()
    assert browser.post(CHECK).headers["Location"] == TIME
    for wrong in ("", "nonsense", "²", "9" * 30, str(other.pk), str(nine.pk + 1000)):
        page = browser.post(TIME, {"slot": wrong})
        assert page.status_code == 200 and "There is a problem" in words(page), wrong
        assert "Error:" in words(page)
    assert not Booking.objects.exists() and not Request.objects.exists()
    # Before the questions are answered there is nothing to choose, and a stranger has nothing at all.
    empty = client()
    assert empty.get(TIME).headers["Location"] == f"{START}?lost"
    empty.post(START)
    assert empty.get(TIME).headers["Location"] == CHECK
    assert empty.get(CHECK).headers["Location"] == f"{START}about/"


def test_who_was_too_slow_is_offered_the_nearest_and_keeps_their_answers(council):
    times = office(visit_kind(), times=8, days=3)
    browser, _draft = visitor()
    browser.get(TIME)
    holding.hold(somebody(), times[9].pk)
    page = choose(browser, times[9])
    said = words(page)
    assert "Tuesday 8 December 2026, 9:30am to 10am is no longer free. Choose another time" in said
    nearest = re.findall(r'id="near-(\d+)"', page.content.decode())
    assert [int(one) for one in nearest] == [times[n].pk for n in (8, 10, 11, 12, 13)]
    assert f'href="#near-{nearest[0]}"' in page.content.decode()
    assert choose(browser, times[8]).headers["Location"] == CHECK
    assert "To see the garden" in words(browser.get(CHECK))


def test_many_times_come_in_pages_with_their_months_and_cost_no_more(
    council, django_assert_max_num_queries, django_assert_num_queries
):
    kind = visit_kind(days_ahead=90)
    office(kind, times=6, days=2)
    browser, _draft = visitor()
    browser.get(TIME)
    with django_assert_max_num_queries(15) as seen:
        few = browser.get(TIME)
    queries = len(seen)
    assert "Later times" not in words(few)
    office(kind, name="Maze", times=12, days=26)
    with django_assert_num_queries(queries):
        first = browser.get(TIME)
    html = first.content.decode()
    assert html.count('name="slot"') == 36  # the same time in two rooms is one
    assert "December 2026" in words(first) and "January 2027" in words(first)
    assert "Earlier times" not in words(first)
    seen_days, page = [], first
    for _ in range(20):
        html = page.content.decode()
        seen_days += re.findall(r'govuk-fieldset__heading">(\w+day \d+ \w+)<', html)
        following = re.search(r'href="([^"]+)" rel="next"', html)
        if following is None:
            break
        page = browser.get(following[1])
    assert len(seen_days) == len(set(seen_days)) == 26
    back = []
    for _ in range(20):
        before = re.search(r'href="([^"]+)" rel="prev"', page.content.decode())
        if before is None:
            break
        page = browser.get(before[1])
        back.append(before[1])
    assert "Monday 7 December" in words(page) and back
    # A month to jump to; a day behind the last shows the last; nonsense, the first.
    assert "Friday 1 January" in words(browser.get(f"{TIME}?from=2027-01-01"))
    assert "Friday 1 January" in words(browser.get(f"{TIME}?from=2099-01-01"))
    assert "Monday 7 December" in words(browser.get(f"{TIME}?from=nonsense"))


def test_where_is_asked_before_the_times_where_the_kind_says_so(council):
    kind = visit_kind(chooses_resource=True)
    nine = office(kind, name="Maze")[0]
    other = office(kind, name="Orangery", times=2, start=NINE + timedelta(days=1))[0]
    maze, orangery = nine.resource, other.resource
    browser, draft = visitor()
    page = browser.get(TIME)
    assert 'name="slot"' not in page.content.decode()
    assert "Where do you want to go?" in words(page)
    assert "Orangery Park Lane, Marlford First free time: Tuesday 8 December 2026, 9am" in words(page)
    missing = browser.get(TIME, {"where": "answered"})
    assert "There is a problem Choose where you want to go" in words(missing)
    assert f'href="#at-{maze.slug}"' in missing.content.decode()
    here = browser.get(TIME, {"where": "answered", "at": orangery.slug})
    assert here.content.decode().count('name="slot"') == 2
    assert "Orangery Park Lane Marlford" in words(here) and "Choose another place" in words(here)
    choose(browser, other)
    assert live(draft).slot == other
    # Whoever has a time there sees the times there, and may still go somewhere else.
    assert browser.get(TIME).content.decode().count('name="slot"') == 1
    again = browser.get(f"{TIME}?where").content.decode()
    assert re.search(rf'value="{orangery.slug}"[^>]* checked', again)
    # Full there, but not elsewhere.
    for slot in Slot.objects.filter(resource=maze):
        capacity.change(slot.pk, 0)
    there = browser.get(TIME, {"at": maze.slug})
    assert "Nothing is free there. Choose another place." in words(there)
    assert "Nothing is free just now" in words(browser.get(f"{TIME}?where"))
    # Lost, it offers the nearest where it was; nowhere anything, what to do.
    choosing.let_go(draft)
    holding.hold(somebody(), other.pk)
    assert words(choose(browser, other)).count("Tuesday 8 December 2026, 9:30am to 10am") == 1
    for slot in Slot.objects.filter(resource=orangery):
        capacity.change(slot.pk, 0)
    assert "There are no times to choose from just now" in words(browser.get(TIME))
    assert "There are no times to choose from just now" in words(browser.get(TIME, {"at": maze.slug}))


def test_whom_to_see_is_asked_like_that(council):
    kind = visit_kind(chooses_resource=True)
    for name in ("Ann Archer", "Ben Barrow"):
        of = office(kind, name=name)[0].resource
        Resource.objects.filter(pk=of.pk).update(what="officer")
    browser, _draft = visitor()
    assert "Who do you want to see?" in words(browser.get(TIME))


def test_few_places_are_told_and_where_it_is_alone(council):
    nine, *_ = office(visit_kind(), times=1, capacity=20)
    browser, _draft = visitor()
    assert "places left" not in words(browser.get(TIME))
    for _ in range(16):
        holding.hold(somebody(), nine.pk)
    assert "9am 4 places left" in words(browser.get(TIME))
    choose(browser, nine)
    # Its own time is on the list as long as others can have it too.
    assert re.search(rf'value="{nine.pk}" checked', browser.get(TIME).content.decode())


def test_the_hour_that_comes_twice_says_which(council, at_noon):
    at_noon.move_to("2026-10-20T12:00:00Z", tick=False)
    office(visit_kind(), times=4, start=datetime(2026, 10, 25, 0, tzinfo=UTC))
    browser, _draft = visitor()
    said = words(browser.get(TIME))
    assert said.count("(before the clocks go back)") == 2
    assert said.count("(after the clocks go back)") == 2
    assert "Sunday 25 October" in said


@pytest.mark.parametrize("has_kind", [True, False])
def test_nothing_free_says_what_to_do_and_keeps_the_answers(council, has_kind):
    if has_kind:
        visit_kind()
    browser, draft = visitor()
    page = words(browser.get(TIME))
    assert "There are no times to choose from just now" in page
    assert ("Come on open day" in page) is has_kind
    assert "All your answers are kept" in page
    answer = browser.post(TIME, {"save_for_later": "1"})
    assert answer.headers["Location"] == f"{START}saved/answers/"
    assert Submission.objects.get(pk=draft.pk).answers["why"] == "To see the garden"


def test_it_is_in_welsh_too(council, at_noon):
    nine, _half_past, *_ = office(visit_kind())
    browser, draft = visitor(prefix="/cy")
    page = words(browser.get(f"/cy{TIME}"))
    assert "Dewis amser" in page and "Dydd Llun 7 Rhagfyr" in page and "Ymweliad â’r ardd" in page
    choose(browser, nine, prefix="/cy")
    check = words(browser.get(f"/cy{CHECK}"))
    assert "Dydd Llun 7 Rhagfyr 2026, 9yb tan 9:30yb" in check and "12:15yh" in check
    assert live(draft).language == "cy"
    at_noon.shift(timedelta(hours=1))
    holding.hold(somebody(), nine.pk)
    assert "ar gael mwyach" in words(browser.get(f"/cy{TIME}"))
    for slot in Slot.objects.all():
        capacity.change(slot.pk, 0)
    assert "diwrnod agored" in words(browser.get(f"/cy{TIME}"))


def test_a_fee_keeps_the_time_while_it_is_paid(council):
    fee = {
        "key": "fee",
        "label": {"en": "Visit"},
        "amount_pence": 500,
        "ledger_code": "GARDEN",
        "vat_code": "outside",
    }
    visits("paid-visit", fees=[fee])
    nine, *_ = office(visit_kind())
    browser, _draft = visitor(slug="paid-visit")
    browser.post("/journeys/paid-visit/time/", {"slot": nine.pk})
    browser.post("/journeys/paid-visit/check/", {"fee": "500"})
    page = words(browser.get("/journeys/paid-visit/confirmation/"))
    assert "We are keeping Monday 7 December 2026, 9am to 9:30am for you until 12:35pm" in page


def test_what_waits_to_be_agreed_to_is_not_called_confirmed(council):
    nine, *_ = office(visit_kind(needs_approval=True))
    browser, _draft = visitor()
    choose(browser, nine)
    browser.post(CHECK)
    page = words(browser.get(f"{START}confirmation/"))
    assert "Somebody has to agree to it first" in page and "Booking confirmed" not in page
