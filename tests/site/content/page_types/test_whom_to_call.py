"""Whom a page says to call: the team it names, the team of its service area, or the council."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import GuidePage, LandingPage, ServicePage, SubLandingPage
from tests.factories import client, make_page, make_partner, make_site, publish, signed_in
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

AREA, OWN, COUNCIL = "0300 555 0175", "0300 555 0147", "0300 555 0142"


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def area(home):
    return make_page(
        home, LandingPage, slug="waste", phone=AREA, opening_hours="Mornings", email="waste@marlshire.example"
    )


def box(path, browser=None):
    """The phone in the column beside the text, and everything in its box."""
    markup = Markup((browser or client()).get(path).content.decode())
    phone = markup.one("a", class_="gh-box__phone")
    return phone.text, next(one.text for one in markup.all("div", class_="gh-box") if phone.text in one.text)


@pytest.mark.parametrize("kind", [ServicePage, GuidePage, SubLandingPage])
def test_a_page_names_the_team_of_its_service_area(area, kind):
    make_page(area, kind, slug="bins")
    phone, words = box("/waste/bins/")
    assert phone == AREA
    assert "Mornings" in words
    assert "waste@marlshire.example" in words


def test_further_down_it_is_the_nearest_that_names_one(area):
    below = make_page(area, SubLandingPage, slug="garden")
    make_page(below, ServicePage, slug="bin")
    assert box("/waste/garden/bin/")[0] == AREA


def test_a_service_with_a_phone_of_its_own_names_that_and_not_the_hours_of_another(area):
    make_page(area, ServicePage, slug="fine", phone=OWN)
    phone, words = box("/waste/fine/")
    assert phone == OWN
    assert "Mornings" not in words


def test_where_nobody_names_a_team_it_is_the_council(home):
    silent = make_page(home, LandingPage, slug="licensing")
    make_page(silent, ServicePage, slug="taxis")
    make_page(home, ServicePage, slug="alone")
    assert box("/licensing/taxis/")[0] == box("/alone/")[0] == COUNCIL


def test_a_change_of_the_area_is_a_change_of_its_pages(area, settings):
    settings.PAGE_CACHE = True
    make_page(area, ServicePage, slug="bins")
    assert box("/waste/bins/")[0] == AREA
    publish(area, phone="0300 555 0100")
    assert box("/waste/bins/")[0] == "0300 555 0100"


def test_the_area_of_another_organisation_is_not_named(home):
    extranet = make_site("partner")
    theirs = make_page(
        extranet, LandingPage, slug="a", phone=AREA, audience="partner", organisations=["other"]
    )
    make_page(theirs, ServicePage, slug="b")
    assert signed_in(make_partner(), "partner").get("/a/b/").status_code == 404


def test_it_costs_nothing_more_for_more_areas(home, area):
    make_page(area, ServicePage, slug="bins")

    def queries():
        browser = client()
        browser.get("/waste/bins/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/waste/bins/")
        return len(captured)

    few = queries()
    for number in range(5):
        make_page(home, LandingPage, slug=f"more-{number}", phone=AREA)
    assert queries() == few
