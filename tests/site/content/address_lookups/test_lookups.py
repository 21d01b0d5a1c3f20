"""What holds for one address: the form, the answer at an address of its own, its calendar, and a provider that is away."""

import logging
import time
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from accounts.models import Role
from content.address_lookups import asking
from content.address_lookups.interface import Answer, Day, Row, Section, providers
from content.languages.trees import plant
from content.models import LookupPage
from demo.bin_days import BINS, collections
from tests.factories import client, host, make_page, make_site, make_staff, signed_in
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

COUNTY_HALL = "990010000037"
HERE = "tests.site.content.address_lookups.test_lookups"
NOW = "2026-11-23 09:00:00+00:00"


class Stand:
    """A provider for tests."""

    slug, name, phone = "bin-days", "Bins", "0300 555 0199"
    asked = 0

    def answers(self, uprn, day, patience):
        type(self).asked += 1
        return Answer(
            days=[
                Day(day, "Black bin", "rubbish"),
                Day(date(2027, 1, 4), "Blue bin", "recycling", note="Later"),
            ],
            sections=[Section("What goes where", [Row("Black bin", "Rubbish")])],
        )


class Broken(Stand):
    def answers(self, uprn, day, patience):
        type(self).asked += 1
        raise ConnectionError(uprn)


class Slow(Stand):
    def answers(self, uprn, day, patience):
        time.sleep(patience + 1)


class Knows(Stand):
    def answers(self, uprn, day, patience):
        return None


STAND, BROKEN, SLOW, KNOWS_NOTHING = Stand(), Broken(), Slow(), Knows()


@pytest.fixture(autouse=True)
def _fresh(db):
    cache.clear()
    providers.cache_clear()
    asking._threads.cache_clear()
    Stand.asked = Broken.asked = 0
    with time_machine.travel(NOW, tick=False):
        yield
    providers.cache_clear()
    asking._threads.cache_clear()


@pytest.fixture
def page():
    return make_page(
        make_site("public"), LookupPage, slug="bins", title="Find your bin days", provider="bin-days"
    )


@pytest.fixture
def given(settings):
    """Ask this stand-in from now on."""

    def use(name):
        settings.ADDRESS_ANSWERS = [f"{HERE}.{name}"]
        providers.cache_clear()

    return use


def post(**data):
    return client().post("/bins/", data)


def text(path, status=200):
    response = client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_a_postcode_offers_its_addresses_and_one_leads_to_its_answer(page):
    response = post(postcode="zz11aa")
    assert response.status_code == 200
    options = {one.attrs["value"] for one in Markup(response.content.decode()).all("option")}
    assert COUNTY_HALL in options
    chosen = post(postcode="ZZ1 1AA", uprn=COUNTY_HALL)
    assert (chosen.status_code, chosen.headers["Location"]) == (302, f"/bins/{COUNTY_HALL}/")


def test_the_answer_says_when_and_what(page):
    answer = text(f"/bins/{COUNTY_HALL}/")
    for words in ("County Hall", "Monday 23 November", "today", "Green caddy", "Black bin", "Later dates",
                  "What goes in which bin", f"/bins/{COUNTY_HALL}/calendar.ics", "subscribe"):  # fmt: skip
        assert words in answer, words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a postcode"),
        ("nonsense", "Enter a full UK postcode"),
        ("x" * 500, "Enter a full UK postcode"),
        ("ZZ9 9ZZ", "We do not know the postcode ZZ9 9ZZ"),
    ],
)
def test_what_is_wrong_with_a_postcode_is_said(page, typed, words):
    response = post(postcode=typed)
    assert response.status_code == 200
    shown = Markup(response.content.decode())
    assert words in shown.one("div", class_="govuk-error-summary").text
    shown.check_references()


def test_an_address_that_is_none_of_them_is_chosen_again(page):
    for uprn in ("", "1", "x' or 1=1", "9" * 40):
        response = post(postcode="ZZ1 1AA", uprn=uprn)
        assert response.status_code == 200
        assert "Choose an address" in response.content.decode()


def test_a_gazetteer_that_is_away_leaves_the_phone(page, settings):
    settings.ADDRESS_LOOKUP = f"{HERE}.Away"
    assert "call us on 0300 555 0175" in post(postcode="ZZ1 1AA").content.decode()


class Away:
    def by_postcode(self, postcode, patience):
        raise ConnectionError(postcode)

    def by_uprn(self, uprn, patience):
        raise ConnectionError(uprn)


def test_without_the_gazetteer_an_answer_is_still_there(page, settings):
    settings.ADDRESS_LOOKUP = f"{HERE}.Away"
    assert "Your address" in text(f"/bins/{COUNTY_HALL}/")


@pytest.mark.parametrize("name", ["BROKEN", "SLOW"])
def test_a_provider_that_is_away_is_said_so_with_a_number_to_ring(page, given, monkeypatch, caplog, name):
    monkeypatch.setattr(asking, "PATIENCE", 0.05)
    given(name)
    with caplog.at_level(logging.INFO):
        answer = text(f"/bins/{COUNTY_HALL}/")
    assert "We cannot look this up at the moment" in answer
    assert "0300 555 0199" in answer
    assert COUNTY_HALL not in caplog.text
    calendar = client().get(f"/bins/{COUNTY_HALL}/calendar.ics")
    assert (calendar.status_code, calendar.headers["Retry-After"]) == (503, "3600")


def test_one_that_keeps_failing_is_left_alone(page, given):
    given("BROKEN")
    for _ in range(5):
        text(f"/bins/{COUNTY_HALL}/")
    assert Broken.asked == asking.LEFT_ALONE_AFTER


def test_a_provider_that_is_gone_is_as_one_that_is_away(page, settings):
    settings.ADDRESS_ANSWERS = []
    assert "We cannot look this up at the moment" in text(f"/bins/{COUNTY_HALL}/")
    text("/bins/")


def test_one_that_knows_nothing_of_an_address_is_said_so(page, given):
    given("KNOWS_NOTHING")
    assert "We know nothing for this address" in text(f"/bins/{COUNTY_HALL}/")
    text(f"/bins/{COUNTY_HALL}/calendar.ics", status=404)


@pytest.mark.parametrize("uprn", ["123", "0", "007", "9" * 13, "abc", f"{COUNTY_HALL}/more", "calendar.ics"])
def test_there_is_nothing_for_what_is_no_property(page, uprn):
    path = f"/bins/{uprn}" if uprn.endswith(".ics") else f"/bins/{uprn}/"
    text(path, status=404)


def test_what_was_said_is_said_again_for_an_hour_and_never_on_another_day(page, given):
    given("STAND")
    for _ in range(3):
        text(f"/bins/{COUNTY_HALL}/")
    assert Stand.asked == 1
    with time_machine.travel("2026-11-24 00:00:01+00:00", tick=False):
        text(f"/bins/{COUNTY_HALL}/")
    assert Stand.asked == 2


@pytest.mark.parametrize("path", ["/bins/", f"/bins/{COUNTY_HALL}/", f"/bins/{COUNTY_HALL}/calendar.ics"])
def test_nothing_of_it_is_kept_by_anybody(page, path):
    assert client().get(path).headers["Cache-Control"] == "private, no-store"


def test_the_calendar_has_whole_days_and_no_address(page, given):
    given("STAND")
    response = client().get(f"/bins/{COUNTY_HALL}/calendar.ics")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [(one["dtstart"].dt, str(one["summary"])) for one in events] == [
        (date(2026, 11, 23), "Black bin"),
        (date(2027, 1, 4), "Blue bin"),
    ]
    assert b"County Hall" not in response.content
    assert response.content == client().get(f"/bins/{COUNTY_HALL}/calendar.ics").content


def test_who_may_not_read_the_page_has_no_answer_of_it():
    home = make_site("public")
    make_page(home, LookupPage, slug="bins", provider="bin-days", audience="staff")
    for path in ("/bins/", f"/bins/{COUNTY_HALL}/", f"/bins/{COUNTY_HALL}/calendar.ics"):
        text(path, status=404)


def test_one_network_cannot_ask_without_end(page, given, monkeypatch):
    monkeypatch.setattr(asking, "ASKED_BY_NETWORK", asking.Limit(attempts=1, seconds=60))
    given("STAND")
    text(f"/bins/{COUNTY_HALL}/")
    assert "We cannot look this up" in text("/bins/990010000074/")


def test_in_welsh(page):
    plant("cy")
    response = client().post("/cy/bins/", {"postcode": "ZZ1 1AA", "uprn": COUNTY_HALL})
    assert response.headers["Location"] == f"/cy/bins/{COUNTY_HALL}/"
    assert "Tachwedd" in text(f"/cy/bins/{COUNTY_HALL}/")


def test_queries_do_not_grow_with_what_is_said(page, given):
    given("STAND")
    path = f"/bins/{COUNTY_HALL}/"
    text(path)
    with CaptureQueriesContext(connection) as captured:
        text(path)
    assert len(captured) <= 14


def test_an_editor_chooses_a_provider_by_its_name(page):
    browser = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    response = browser.get(f"/admin/pages/{page.pk}/edit/", headers={"host": host("staff")})
    options = {one.attrs["value"]: one.text for one in Markup(response.content.decode()).all("option")}
    assert options["bin-days"].strip() == "Bin days"


def test_marlshires_bins_take_turns_and_days_move_over_christmas():
    found = collections("ZZ7 1RA", date(2026, 12, 1), weeks=8)
    black = [day for day, _usual, one in found if one.key == "rubbish"]
    blue = [day for day, _usual, one in found if one.key == "recycling"]
    food = [day for day, _usual, one in found if one.key == "food"]
    assert set(food) == set(black) | set(blue)
    assert not set(black) & set(blue)
    # Fridays: Christmas Day and New Year's Day are put off.
    assert {date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 9)} <= set(food)
    assert not {date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 8)} & set(food)
    assert collections("ZZ9 9ZZ", date(2026, 12, 1)) == []
    assert {one.key for one in BINS} == {"rubbish", "recycling", "food"}


def test_a_day_that_was_put_off_is_found_after_its_usual_one():
    assert collections("ZZ7 1RA", date(2026, 12, 26), weeks=1)[0][0] == date(2026, 12, 28)
