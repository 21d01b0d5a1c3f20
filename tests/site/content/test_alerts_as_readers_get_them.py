"""Alerts as readers get them: for some organisations alone, at their time, in their section, above kept pages too."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import Role
from audiences.admission import for_preview
from config.tasks import publish_scheduled
from content.alerts import LEVELS
from content.models import Alert, GuidePage, GuidePartPage, HomePage
from partners.models import Organisation
from partners.services import add_member
from tests.factories import client, make_page, make_partner, make_staff, signed_in
from tests.page_cache.conftest import page_cache
from tests.site.content.test_alerts import PUBLIC, add, form, make_alert, page_of_each_site, titles

__all__ = ["page_cache", "page_of_each_site"]

pytestmark = pytest.mark.django_db


def member_of(organisation, *others):
    user = make_partner(organisation)
    for one in others:
        place, _ = Organisation.objects.get_or_create(slug=one, defaults={"name": one.title()})
        add_member(place, user)
    return signed_in(user, "partner")


ADDRESSES = ("/news/", "/organisations/", "/api/v1/alerts/", "/cy/news/", "/no-such-page/")


def test_one_for_some_organisations_is_seen_by_their_people_alone(page_of_each_site):
    make_alert(
        "Hale House is shut", audience_keys=["public", "staff", "partner"], organisations=["hale-house"]
    )
    for address in ADDRESSES:
        assert b"Hale House is shut" in member_of("hale-house").get(address, follow=True).content, address
        assert b"Hale House is shut" in member_of("alder", "hale-house").get(address, follow=True).content
        assert b"Hale House is shut" not in member_of("alder").get(address, follow=True).content, address
    # Another site shows it to everybody there, as its editor ticked it.
    assert titles(for_preview("staff")) == titles(PUBLIC) == ["Hale House is shut"]
    # What is remembered for one organisation is not another's, nor the other way round.
    alder, hale = member_of("alder"), member_of("hale-house")
    for browser, is_shown in ((hale, True), (alder, False), (hale, True), (alder, False)):
        assert (b"Hale House is shut" in browser.get("/news/").content) is is_shown


def test_a_closed_organisation_opens_its_alert_to_nobody(page_of_each_site):
    browser = member_of("hale-house", "alder")
    make_alert("Only for Hale House", audience_keys=["partner"], organisations=["hale-house"])
    assert b"Only for Hale House" in browser.get("/news/").content
    Organisation.objects.filter(slug="hale-house").update(state="closed")
    assert b"Only for Hale House" not in browser.get("/news/").content


def test_an_editor_ticks_organisations_by_name(page_of_each_site):
    Organisation.objects.create(slug="hale-house", name="Hale House Care")
    publisher = signed_in(make_staff(Role.PUBLISHER), "staff")
    shown = publisher.get("/admin/snippets/content/alert/add/").content.decode()
    assert "Hale House Care" in shown
    add(publisher, organisations=["hale-house"], **{"action-publish": "1"})
    assert Alert.objects.get().organisations == ["hale-house"]
    answer = add(publisher, organisations=["hale-house"], audience_keys=["public"], **{"action-publish": "1"})
    assert "Tick “Partner extranet” above" in answer.content.decode()
    assert Alert.objects.count() == 1


def test_the_database_refuses_organisations_without_their_site():
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(
            title="Wrong", locale=Locale.get_default(), audience_keys=["public"], organisations=["hale-house"]
        )


def test_a_translation_is_for_the_same_organisations():
    made = make_alert("Snow", audience_keys=["partner"], organisations=["hale-house"])
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    assert made.copy_for_translation(welsh).organisations == ["hale-house"]


def test_a_fourth_says_that_nobody_sees_it(page_of_each_site):
    publisher = signed_in(make_staff(Role.PUBLISHER), "staff")
    told = b"It is published, but not shown on"

    def published(title, level):
        answer = publisher.post(
            "/admin/snippets/content/alert/add/",
            form(title=title, level=level, audience_keys=["public"], **{"action-publish": "1"}),
            follow=True,
        )
        return told in answer.content

    assert [published(f"No {number}", "warning") for number in range(3)] == [False, False, False]
    assert published("Of no great weight", "information")
    assert not published("Fire", "emergency")
    # The newest emergency is the one that counts: the other is then the one that nobody sees.
    assert not published("Flood", "emergency")
    shown = client().get("/news/").content.decode()
    assert "Flood" in shown and "Fire" not in shown
    edited = publisher.post(
        f"/admin/snippets/content/alert/edit/{Alert.objects.get(title='Fire').pk}/",
        form(title="Fire", audience_keys=["public"], **{"action-publish": "1"}),
        follow=True,
    )
    assert told not in edited.content  # published anew, it is the newest


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_looks_and_reads_like_itself(page_of_each_site, level):
    make_alert("Snow", level=level, text="Stay at home.", url="https://example.org/")
    shown = client().get("/news/").content.decode()
    assert f"gh-alert--{level}" in shown
    assert ("Emergency:" in shown) == (level == "emergency")
    assert "Stay at home." in shown and 'href="https://example.org/"' in shown


def test_one_that_may_be_put_away_is_put_away_until_it_is_published_anew(page_of_each_site):
    snow = make_alert("Snow", dismissible=True)

    def mark():
        return re.search(r'data-mark="([^"]+)"', client().get("/news/").content.decode())

    first = mark()
    assert first and mark()[1] == first[1]
    snow.text = "More of it."
    snow.save_revision().publish()
    assert mark()[1] != first[1]
    Alert.objects.update(dismissible=False)
    assert mark() is None


def test_kept_pages_have_it_at_once_and_lose_it_on_time(page_of_each_site, page_cache):
    """Published, begun, ended, taken down: each seen by a stranger at the next click, kept pages and all."""

    def is_shown(path="/news/", browser=None):
        return b"Snow" in (browser or client()).get(path).content

    addresses = ("/", "/news/", "/api/v1/alerts/")
    for path in addresses:
        assert not is_shown(path) and not is_shown(path)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as at:
        snow = make_alert("Snow", starts=now + timedelta(minutes=5), ends=now + timedelta(minutes=10))
        for minutes, shown in ((0, False), (4.9, False), (5.1, True), (9.9, True), (10.1, False)):
            at.move_to(now + timedelta(minutes=minutes))
            assert [is_shown(path) for path in addresses] == [shown] * 3, minutes
            assert [is_shown(path) for path in addresses] == [shown] * 3, minutes
        snow.starts = snow.ends = None
        snow.save_revision().publish()
        assert all(is_shown(path) for path in addresses)
        Alert.objects.get(pk=snow.pk).unpublish()
        assert not any(is_shown(path) for path in addresses)


def test_a_time_to_publish_is_kept_to_the_minute(page_of_each_site, page_cache):
    """By Wagtail's own times: the worker looks every minute."""
    now = timezone.now()
    with time_machine.travel(now, tick=False) as at:
        made = Alert(title="Snow", locale=Locale.get_default(), live=False)
        made.save()
        made.go_live_at, made.expire_at = now + timedelta(minutes=1), now + timedelta(minutes=3)
        made.save_revision().publish()
        assert b"Snow" not in client().get("/news/").content
        at.move_to(now + timedelta(minutes=1, seconds=30))
        publish_scheduled(0)
        assert b"Snow" in client().get("/news/").content
        at.move_to(now + timedelta(minutes=3, seconds=30))
        publish_scheduled(0)
        assert b"Snow" not in client().get("/news/").content


def test_one_of_a_section_stands_above_what_is_shown_of_it_elsewhere_too(page_of_each_site):
    """On each sort of page below it, a page's own views and what the API says of it."""
    home = HomePage.objects.get(slug="home-public")
    roads = make_page(home, slug="roads")
    guide = make_page(roads, GuidePage, slug="guide")
    part = make_page(guide, GuidePartPage, slug="part")
    make_alert("Roads only", section=roads)
    for path in ("/roads/", "/roads/guide/", "/roads/guide/part/", "/roads/guide/print/"):
        assert b"Roads only" in client().get(path).content, path
    for path in ("/", "/news/", "/journeys/", "/knowledge/", "/no-such-page/"):
        assert b"Roads only" not in client().get(path).content, path
    assert b"Roads only" in client().get(f"/api/v1/alerts/?page={part.pk}").content
    assert b"Roads only" not in client().get("/api/v1/alerts/").content
