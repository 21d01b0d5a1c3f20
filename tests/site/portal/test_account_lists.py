"""The whole lists of an account: cut, paged and found, and nothing of anybody else's in them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from forms_engine.requests.models import Request
from tests.factories import client, make_user, signed_in
from tests.forms_engine.booking.calendars import NINE
from tests.forms_engine.booking.calendars import slot as make_slot
from tests.forms_engine.small_journey import main_of
from tests.site.portal import things

pytestmark = pytest.mark.django_db

LISTS = ["requests", "bookings", "payments", "letters"]


@pytest.fixture
def browser(council, ann):
    return signed_in(ann)


def many(user, number, at=datetime(2026, 11, 1, tzinfo=UTC)):
    """Requests of theirs, in pairs sent at the very same moment; answers their references, the newest first."""
    for each in range(number):
        with time_machine.travel(at + timedelta(minutes=each // 2), tick=False):
            things.sent(user)
    newest = Request.objects.filter(customer__user=user).order_by("-created_at", "pk")
    return list(newest.values_list("reference", flat=True))


def shown(html):
    return re.findall(r'<li class="gh-request-list__item">.*?/requests/([-\w]+)/"', html, re.DOTALL)


def test_pages_go_on_from_the_last_row_and_none_is_left_out_or_shown_twice(browser, ann):
    wanted = many(ann, 45)
    found, path = [], "/account/requests/"
    for number in range(1, 5):
        html = browser.get(path).content.decode()
        assert ("Back to the newest" in html) == (number > 1)
        found += shown(html)
        onward = re.search(r'href="([^"]+)" rel="next"', html)
        if onward is None:
            break
        path = onward[1].replace("&amp;", "&")
    assert found == wanted and number == 3


@pytest.mark.parametrize(
    "after",
    [
        "nonsense",
        "_",
        "2026-11-01T00:00:00+00:00_x",
        "0001-01-01T00:00:00+00:00_1",
        "2026-11-01T00:00:00_1",
        "é",
    ],
)
@pytest.mark.parametrize("part", LISTS)
def test_an_address_that_somebody_made_up_shows_the_first_page(browser, ann, part, after):
    answer = browser.get(f"/account/{part}/", {"after": after})
    assert answer.status_code == 200 and "Back to the newest" not in answer.content.decode()


@pytest.mark.parametrize("part", LISTS)
@pytest.mark.parametrize("key", ["1", "3f2b0e0e-6f0e-4a51-8f3c-0d4f1f3f9b11"])
def test_a_zone_that_the_database_does_not_know_is_no_error(browser, part, key):
    answer = browser.get(f"/account/{part}/", {"after": f"2026-11-01T00:00:00+23:59_{key}"})
    assert answer.status_code == 200


def test_they_are_cut_by_what_is_under_way_and_what_is_finished(browser, ann):
    under_way, done = things.sent(ann), things.finished(ann)
    assert shown(browser.get("/account/requests/?show=open").content.decode()) == [under_way.reference]
    assert shown(browser.get("/account/requests/?show=finished").content.decode()) == [done.reference]
    assert len(shown(browser.get("/account/requests/?show=nonsense").content.decode())) == 2


def test_one_is_found_by_its_reference_and_nobody_elses_is(browser, ann, council):
    mine, other = things.sent(ann), things.sent(make_user())
    typed = mine.reference.lower().replace("-", " ")
    found = browser.get("/account/requests/", {"reference": typed})
    assert found["Location"] == f"/requests/{mine.reference}/"
    no_such = browser.get("/account/requests/", {"reference": other.reference})
    assert "None of your requests has this reference" in no_such.content.decode()
    assert other.title not in main_of(no_such).replace(mine.title, "", 1)
    wrong = browser.get("/account/requests/", {"reference": "K" * 300})
    assert "Check your reference" in wrong.content.decode()


@pytest.mark.usefixtures("at_noon")
def test_appointments_to_come_can_be_changed_and_past_ones_are_below(browser, ann):
    coming, past, cancelled = things.sent(ann), things.sent(ann), things.sent(ann)
    things.booked(coming, make_slot())
    things.booked(past, make_slot(starts_at=NINE - timedelta(days=30)), "attended")
    things.booked(cancelled, make_slot(starts_at=NINE + timedelta(days=1)), "cancelled")
    things.booked(things.sent(ann), make_slot(starts_at=NINE + timedelta(days=2)), "expired")
    html = browser.get("/account/bookings/").content.decode()
    upper, lower = html.split("Past and cancelled")
    assert shown(upper) == [coming.reference]
    assert shown(lower) == [cancelled.reference, past.reference]
    assert f"/requests/{coming.reference}/booking/" in upper and "/booking/" not in lower
    assert "Monday 7 December 2026, 9am to 9:30am" in upper


def test_payments_say_what_is_to_pay_what_was_paid_and_where_its_receipt_is(browser, ann):
    owed, settled = things.unpaid(ann, 1250), things.paid(ann, 3000)
    html = browser.get("/account/payments/").content.decode()
    assert shown(html) == [settled.reference, owed.reference]
    assert "Pay £12.50" in html and "£30" in html and html.count("See the receipt") == 1
    receipt = re.search(r'href="http://[^/]+(/payments/receipt/[^"]+)"', html)[1]
    assert client().get(receipt).status_code == 404 or "£30" in client().get(receipt).content.decode()


def test_letters_say_which_are_read(browser, ann):
    made = things.sent(ann)
    things.letter(made, "Decision one")
    things.letter(made, "Not yet scanned", scan_state="waiting", told=False)
    html = browser.get("/account/letters/").content.decode()
    assert "Decision one" in html and "Not read yet" in html and "Not yet scanned" not in html


@pytest.mark.parametrize("part", LISTS)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_empty_lists_say_so_and_strangers_are_sent_to_sign_in(browser, part, language):
    answer = browser.get(f"{language}/account/{part}/")
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert shown(answer.content.decode()) == []
    assert client().get(f"{language}/account/{part}/").status_code == 302


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("part", LISTS)
def test_nothing_of_somebody_else_is_in_any_list(browser, ann, part):
    other = make_user()
    made = things.paid(other, title="A secret matter")
    things.letter(made, "A secret letter")
    things.booked(made, make_slot())
    page = main_of(browser.get(f"/account/{part}/"))
    assert "secret" not in page and made.reference not in page
    mine = main_of(signed_in(other).get(f"/account/{part}/"))
    assert made.reference in mine


def test_a_very_long_title_and_name_are_there_whole(browser, ann):
    ann.name = "Llanfairpwllgwyngyll" * 7
    ann.save()
    things.sent(ann, title="T" * 200)
    assert "T" * 200 in browser.get("/account/requests/").content.decode()
    assert ann.name in browser.get("/account/").content.decode()
