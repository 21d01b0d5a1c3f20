"""What machines are told of a page of the public site, and that they are told nothing of the others."""

import datetime
import json

import pytest
from django.utils import timezone

from accounts.models import Role
from content.models import EventPage, EventsIndexPage, NewsIndexPage, NewsPage, ServicePage
from tests.factories import client, make_page, make_site, make_staff, signed_in
from tests.site.content.test_picture_sizes import picture
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def told(path, browser=None):
    page = Markup((browser or client()).get(path).content.decode())
    said = {
        element.attrs.get("property") or element.attrs.get("name"): element.attrs.get("content")
        for element in page.all("meta")
    }
    data = [json.loads(element.text) for element in page.all("script", type="application/ld+json")]
    return said, {thing["@type"]: thing for thing in data[0]["@graph"]} if data else {}, page


def test_a_page_is_shared_with_its_title_summary_and_picture():
    home = make_site()
    make_page(home, slug="roads", title="Roads & <paths>", summary="All of them.", picture=picture())
    said, _things, page = told("/roads/")
    assert said["og:title"] == "Roads & <paths>"
    assert said["description"] == said["og:description"] == "All of them."
    assert said["og:url"].endswith("/roads/") and said["og:url"].startswith("http")
    assert said["og:site_name"] == "Marlshire Council"
    assert said["og:locale"] == "en_GB"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image"].startswith("http") and said["og:image"].endswith(".jpg")
    assert said["og:image:alt"] == "A bridge"
    assert said["twitter:card"] == "summary_large_image"
    assert page.one("link", rel="canonical").attrs["href"] == said["og:url"]


def test_the_one_address_of_a_page_is_without_what_was_asked_but_the_number_of_a_list():
    make_page(make_site(), slug="roads")
    assert told("/roads/?utm=x")[0]["og:url"].endswith("/roads/")
    assert told("/roads/?page=2&x=1")[0]["og:url"].endswith("/roads/?page=2")
    assert told("/roads/?page=%3Cb%3E")[0]["og:url"].endswith("/roads/")


def test_the_way_to_a_page_is_told():
    home = make_site()
    make_page(make_page(home, slug="roads", title="Roads"), slug="grit", title="Grit")
    crumbs = told("/roads/grit/")[1]["BreadcrumbList"]["itemListElement"]
    assert [one["name"] for one in crumbs] == [home.title, "Roads", "Grit"]
    assert [one["position"] for one in crumbs] == [1, 2, 3]
    assert crumbs[-1]["item"].endswith("/roads/grit/")


def test_the_front_page_says_whose_it_is():
    make_site()
    things = told("/")[1]
    assert things["GovernmentOrganization"]["name"] == "Marlshire Council"
    assert things["GovernmentOrganization"]["telephone"] == "0300 555 0142"
    assert "email" not in things["GovernmentOrganization"]
    assert "BreadcrumbList" not in things


def test_a_service_says_how_to_get_it():
    make_page(make_site(), ServicePage, slug="badge", title="Badge", phone="0300 555 0150", lgsl="123")
    service = told("/badge/")[1]["GovernmentService"]
    assert service["availableChannel"]["servicePhone"]["telephone"] == "0300 555 0150"
    assert service["provider"]["@type"] == "GovernmentOrganization"
    assert service["identifier"] == "LGSL 123"


def test_news_and_events_say_when():
    home = make_site()
    news = make_page(home, NewsIndexPage, slug="news")
    make_page(news, NewsPage, slug="bins", title="Bins", published_on=datetime.date(2026, 11, 19))
    article = told("/news/bins/")[1]["NewsArticle"]
    assert (article["headline"], article["datePublished"]) == ("Bins", "2026-11-19")
    events = make_page(home, EventsIndexPage, slug="events")
    at = timezone.now() + datetime.timedelta(days=2)
    make_page(
        events, EventPage, slug="fair", title="Fair", where="Square",
        starts_at=at, ends_at=at + datetime.timedelta(hours=1), last_ends_at=at + datetime.timedelta(hours=1),
    )  # fmt: skip
    event = told("/events/fair/")[1]["Event"]
    assert event["location"]["name"] == "Square"
    assert event["eventStatus"].endswith("EventScheduled")


def test_words_cannot_end_the_element_they_stand_in():
    make_page(make_site(), ServicePage, slug="x", title="</script><script>alert(1)</script>")
    _said, things, _page = told("/x/")
    assert "<script>alert" not in client().get("/x/").content.decode().replace("&lt;script&gt;alert", "")
    assert things["GovernmentService"]["name"] == "alert(1)"


@pytest.mark.parametrize("path", ["/", "/roads/"])
def test_nothing_is_told_of_the_intranet(path):
    make_page(make_site("staff"), slug="roads", summary="Ours")
    said, things, page = told(path, signed_in(make_staff(Role.OFFICER), "staff"))
    assert not things and not [name for name in said if name and name.startswith("og:")]
    assert said["robots"] == "noindex"
    assert not page.all("link", rel="manifest")
