"""The front pages: what is on each, for whom, at what cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from content.models import EventPage, EventsIndexPage, LandingPage, NewsIndexPage, NewsPage
from tests.factories import client, make_page, make_partner, make_site, make_staff, signed_in
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

BUDGET = 12


def make_front(audience="public", size=1):
    home = make_site(audience, summary="What we do")
    for number in range(size):
        make_page(home, LandingPage, slug=f"area-{number}", title=f"Area {number}", summary="About it")
    news = make_page(home, NewsIndexPage, slug="news", title="News")
    events = make_page(home, EventsIndexPage, slug="events", title="Events")
    begins = timezone.now() + datetime.timedelta(days=3)
    for number in range(size):
        make_page(
            news,
            NewsPage,
            slug=f"news-{number}",
            title=f"News {number}",
            published_on=datetime.date(2026, 11, 1) + datetime.timedelta(days=number),
        )
        at = begins + datetime.timedelta(days=number)
        make_page(
            events,
            EventPage,
            slug=f"event-{number}",
            title=f"Event {number}",
            starts_at=at,
            ends_at=at + datetime.timedelta(hours=2),
            last_ends_at=at + datetime.timedelta(hours=2),
            where="Town Hall",
        )
    return home


def html(browser, path="/"):
    return Markup(browser.get(path).content.decode())


def titles(markup, name):
    return [" ".join(element.text.split()) for element in markup.all("a", class_=name)]


def test_everything_there_is_by_section_and_what_is_new():
    make_front(size=5)
    page = html(client())
    assert titles(page, "gh-areas__link") == [f"Area {number}" for number in range(5)]
    # The newest first, and no more than three.
    assert titles(page, "gh-headlines__link") == ["News 4", "News 3", "News 2"]
    # The soonest first.
    assert titles(page, "gh-on__link") == ["Event 0", "Event 1", "Event 2"]
    page.check_references()


def test_what_is_over_or_cancelled_is_not_on():
    home = make_front(size=2)
    EventPage.objects.filter(slug="event-0").update(is_cancelled=True)
    ended = timezone.now() - datetime.timedelta(days=1)
    EventPage.objects.filter(slug="event-1").update(
        starts_at=ended - datetime.timedelta(hours=1), ends_at=ended, last_ends_at=ended
    )
    assert titles(html(client()), "gh-on__link") == []
    assert home.title


def test_a_site_without_news_says_nothing_of_it():
    make_site()
    page = html(client())
    assert not page.all("div", class_="gh-happening")
    assert not page.all("section", class_="gh-areas")


def test_news_for_staff_alone_is_on_no_public_front_page():
    make_front()
    index = NewsIndexPage.objects.get()
    make_page(index, NewsPage, slug="secret", title="For us alone", audience="staff")
    assert "For us alone" not in client().get("/").content.decode()


def test_the_intranet_greets_and_shows_tools_news_and_shortcuts():
    make_front("staff", size=4)
    officer = make_staff(Role.OFFICER, name="Tom Ashdown")
    page = html(signed_in(officer, "staff"))
    assert page.one("h1").text == "Hello, Tom Ashdown"
    assert titles(page, "gh-headlines__link") == ["News 3", "News 2", "News 1"]
    assert "Workplace" in titles(page, "gh-tile__link")


def test_the_extranet_has_news_side_by_side():
    make_front("partner")
    page = html(signed_in(make_partner(), "partner"))
    assert "Working together for Marlshire" in page.one("main").text
    assert titles(page, "gh-headlines__link") == ["News 0"]


@pytest.mark.parametrize("path", ["/"])
def test_the_front_page_costs_the_same_whatever_there_is(path):
    def queries():
        browser = client()
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            browser.get(path)
        return len(captured)

    home = make_front(size=1)
    few = queries()
    assert few <= BUDGET
    index = NewsIndexPage.objects.get()
    for number in range(6):
        make_page(home, LandingPage, slug=f"more-{number}")
        make_page(index, NewsPage, slug=f"more-news-{number}", published_on=datetime.date(2026, 11, 20))
    assert queries() == few


def test_a_phone_sees_a_line_of_its_own_above_the_page():
    make_site()
    page = html(client())
    assert page.one("summary", class_="gh-menu__button") if page.all("summary") else True
    assert page.one("li", class_="gh-languages__current")
