"""Directories, news and events in the read API."""

import datetime

import pytest

from content.models import EventPage, EventsIndexPage, NewsIndexPage, NewsPage
from tests.factories import client, make_page, make_site
from tests.site.content.directories.test_directory import make_directory, make_entry

pytestmark = pytest.mark.django_db


def got(page):
    response = client().get(f"/api/v1/pages/{page.pk}")
    assert response.status_code == 200
    return response.json()


def test_a_directory_with_its_facets_and_an_entry_with_what_it_has():
    directory = make_directory()
    entry = make_entry(directory, "Marlford", "has:cafe", postcode="ZZ1 1AA", latitude=52.1, longitude=-1.9,
                       hours=[("hours", {"days": "Monday", "times": "9am to 5pm"})])  # fmt: skip
    found = got(directory)
    assert found["type"] == "directory"
    facet = found["directory"]["facets"][0]["value"]
    assert (facet["key"], facet["values"][0]) == ("has", {"key": "cafe", "label": "Café"})
    assert [child["title"] for child in found["children"]] == ["Marlford"]
    found = got(entry)["entry"]
    assert (found["has"], found["postcode"], found["latitude"]) == (["has:cafe"], "ZZ1 1AA", 52.1)
    assert found["hours"][0]["value"] == {"days": "Monday", "times": "9am to 5pm"}


def test_an_event_and_a_piece_of_news():
    home = make_site("public")
    begins = datetime.datetime(2026, 12, 5, 10, tzinfo=datetime.UTC)
    event = make_page(make_page(home, EventsIndexPage), EventPage, starts_at=begins, price="Free",
                      ends_at=begins + datetime.timedelta(hours=1), more_dates=[("date", datetime.date(2026, 12, 12))])  # fmt: skip
    found = got(event)["event"]
    assert found["starts_at"].startswith("2026-12-05T10:00:00")
    assert [one["value"] for one in found["more_dates"]] == ["2026-12-12"]
    assert (found["price"], found["is_cancelled"]) == ("Free", False)
    item = make_page(
        make_page(home, NewsIndexPage), NewsPage, published_on=datetime.date(2026, 11, 1), category="Roads"
    )
    assert got(item)["news"] == {"published_on": "2026-11-01", "category": "Roads"}


def test_they_are_listed_by_type():
    make_entry(make_directory(), "Marlford", "has:cafe")
    for kind in ("directory", "entry"):
        assert client().get(f"/api/v1/pages/?type={kind}").json()["count"] == 1
