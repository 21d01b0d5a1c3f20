"""Addresses that are nothing: counted without anybody's secrets, and led on to a page."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from accounts.models import Role
from content.missing_addresses import counting, services
from content.models import MissingAddress, StandardPage
from content.sections.services import set_section_editors
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db

BROWSER = {"user-agent": "Mozilla/5.0 (iPhone)", "accept": "text/html,*/*"}


@pytest.fixture(autouse=True)
def fresh_minute(monkeypatch):
    monkeypatch.setattr(counting, "_minute", (0, 0))
    monkeypatch.setattr(counting, "_this_minute", lambda: 7)


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


def ask(path, audience="public", **headers):
    return client(audience).get(path, headers={**BROWSER, **headers}, follow=True)


def led(answer):
    """Where a redirect leads, as a path."""
    ((address, status),) = answer.redirect_chain
    assert status == 301
    return urlsplit(address).path


def counted():
    return {row.path: row.times for row in MissingAddress.objects.all()}


def test_a_missing_address_is_counted_by_day_without_its_query(home):
    make_page(home, slug="there")
    for path in ("/old/bins/", "/old/bins/?name=me", "/old/bins", "/Old/Bins.aspx", "/there/", "/cy/hen/"):
        ask(path)
    assert counted() == {"/old/bins": 3, "/Old/Bins.aspx": 1, "/cy/hen": 1}
    row = MissingAddress.objects.get(path="/old/bins")
    assert (row.audience, row.day) == ("public", timezone.localdate())


@pytest.mark.parametrize(
    "path",
    [
        "/wp-login.php",
        "/.env",
        "/a/.git/config",
        "/favicon.png",
        "/someone@example.org/",
        "/nhs/9434765919/",
        "/reset/a8Fk2LmQ9zX4cV7bN1wE6r/",
        f"/{'long-' * 120}/",
        "/requests/ABC-123-XYZ/",
        "/drafts/4f5g6h7j8k/",
        "/account/nowhere/",
        "/journeys/no-such/",
        "/media/nothing.jpg",
        "/api/v1/nothing",
    ],
)
def test_junk_and_what_may_be_private_is_not_kept(home, path):
    ask(path)
    assert counted() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Googlebot/2.1"},
        {"user-agent": ""},
        {"user-agent": "python-requests/2"},
        {"accept": "*/*"},
    ],
)
def test_machines_are_not_counted(home, headers):
    ask("/old/", **headers)
    assert counted() == {}


def test_there_are_limits(home, monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_DAY", 2)
    for path in ("/a/", "/b/", "/c/", "/a/"):
        ask(path)
    assert counted() == {"/a": 2, "/b": 1}
    monkeypatch.setattr(counting, "MOST_A_MINUTE", 4)
    ask("/a/")
    assert counted()["/a"] == 2


def test_it_costs_two_statements(home, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask("/warm/")
    with CaptureQueriesContext(connection) as machine:
        ask("/old/", **{"user-agent": "bot"})
    # One counts the address here, one sees whether it is an old one of a site that moved in.
    with django_assert_num_queries(len(machine) + 2):
        ask("/old/")


def test_an_editor_leads_one_on_with_one_click(home):
    page = make_page(home, title="Bins", slug="bins")
    ask("/waste/bins/")
    ask("/other/")
    browser = signed_in(make_staff(Role.PUBLISHER), "staff")
    shown = browser.get("/admin/addresses-still-asked-for/").content.decode()
    assert "/waste/bins" in shown and "Lead it to “Bins”" in shown
    assert "/waste/bins,1" in browser.get("/admin/addresses-still-asked-for/?export=csv").content.decode()
    sent = {"site": "public", "path": "/waste/bins", "page": page.pk}
    assert browser.post("/admin/addresses-still-asked-for/lead-on/", sent).status_code == 302
    assert browser.post("/admin/addresses-still-asked-for/lead-on/", sent).status_code == 302
    assert Redirect.objects.get().redirect_page_id == page.pk
    assert led(ask("/waste/bins/")) == "/bins/"
    browser.get("/admin/addresses-still-asked-for/")  # Says that it is done.
    assert "/waste/bins" not in browser.get("/admin/addresses-still-asked-for/").content.decode()


def test_what_cannot_be_led_on_is_said(home):
    page, staff = make_page(home, slug="bins"), make_page(Page.objects.get(slug="home-staff").specific)
    browser, address = (
        signed_in(make_staff(Role.PUBLISHER), "staff"),
        "/admin/addresses-still-asked-for/lead-on/",
    )
    for sent, words in (
        ({"path": "/bins", "page": page.pk}, "published at this address"),
        ({"path": "/x", "page": staff.pk}, "same site"),
        ({"path": "x?y", "page": page.pk}, "no address"),
        ({"path": "/x", "page": ""}, ""),
        ({"path": "/x", "page": "a\0"}, ""),
    ):
        answer = browser.post(address, {"site": "public", **sent})
        assert answer.status_code == 422 and words in answer.content.decode(), sent
    assert browser.get(address).status_code == 404
    assert not Redirect.objects.exists()


def test_editors_learn_nothing_of_pages_that_are_not_theirs(home):
    roads = make_page(home, title="Roads", slug="roads")
    make_page(home, title="Secret", slug="qxsecretqx", audience="staff")
    make_page(home, slug="qxdraftqx", live=False)
    mine = make_page(roads, title="Mine", slug="mine")
    for path in ("/qxsecretqx/", "/qxdraftqx/", "/somewhere/", "/roads/mine/"):
        ask(path)
    StandardPage.objects.get(pk=mine.pk).unpublish()
    ask("/roads/mine/")
    person = make_staff()
    set_section_editors(section=roads, people=[person])
    browser = signed_in(person, "staff")
    shown = browser.get("/admin/addresses-still-asked-for/").content.decode()
    assert "/somewhere" in shown and "/roads/mine" in shown
    assert "qxsecretqx" not in shown and "qxdraftqx" not in shown
    # An editor who may not publish a page leads nothing to it.
    sent = {"site": "public", "path": "/somewhere", "page": roads.pk}
    assert browser.post("/admin/addresses-still-asked-for/lead-on/", sent).status_code == 404
    assert signed_in(make_staff(), "staff").get("/admin/addresses-still-asked-for/").status_code == 302


def test_old_counts_are_forgotten():
    today = timezone.localdate()
    for days, times in ((10, 1), (40, 1), (40, 9), (200, 900)):
        day = today - datetime.timedelta(days=days)
        MissingAddress.objects.create(audience="public", path=f"/{days}/{times}", day=day, times=times)
    services.forget_old()
    assert set(counted()) == {"/10/1", "/40/9"}


def test_moving_and_renaming_leave_a_way_on(home, django_capture_on_commit_callbacks):
    section, page = make_page(home, slug="section"), make_page(home, slug="bins", title="Bins")
    below = make_page(page, slug="brown", title="Brown bins")
    with django_capture_on_commit_callbacks(execute=True):
        publish(page, slug="rubbish")
    assert led(ask("/bins/")) == "/rubbish/"
    assert led(ask("/bins/brown/")) == "/rubbish/brown/"
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=page.pk).specific.move(section, pos="last-child")
    assert led(ask("/rubbish/")) == "/section/rubbish/"
    assert below.slug == "brown" and counted() == {}
