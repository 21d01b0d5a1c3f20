"""A kept page is never older than what it shows: each kind of change through its own door, seen at the next request."""

import json

import pytest
import time_machine
from django.core.management import call_command
from wagtail.models import Collection, Locale, Site

from content.models import Alert, CollectionAudience, SiteFacts, StandardPage
from forms_engine.catalogue.lifecycle import withdraw_journey
from forms_engine.catalogue.models import Journey
from forms_engine.journeys.offer import publish as publish_journey
from knowledge.models import ArticlePage
from page_cache import freshness
from tests.factories import client, make_article, make_page, make_site, publish
from tests.forms_engine.council import FIXTURES, open_council
from tests.site.content.test_files import picture

pytestmark = pytest.mark.django_db

NOON = "2027-03-01 12:00:00+00:00"


@pytest.fixture
def council(page_cache, settings, tmp_path):
    """A home page with a section and a page in it that shows an article and a picture."""
    settings.MEDIA_ROOT = tmp_path
    place = Collection.get_first_root_node().add_child(name="Public")
    CollectionAudience.objects.create(collection=place, audience="public")
    home = make_site("public")
    roads = make_page(home, slug="roads", title="Roads", show_in_menus=True)
    lanes = make_page(roads, slug="lanes", title="Lanes")
    article = make_article(slug="potholes", title="Potholes", public_answer="<p>Ring us.</p>")
    shown = picture(place)
    body = [
        ("article", article),
        ("picture", {"image": shown, "caption": ""}),
        ("text", f'<p><a linktype="page" id="{lanes.pk}">Lanes we mend</a></p>'),
    ]
    make_page(roads, slug="mending", title="Mending", body=body)
    return home


def page(slug):
    return StandardPage.objects.get(slug=slug)


def words(path):
    answer = client().get(path)
    return answer.content.decode() if answer.status_code == 200 else f"({answer.status_code})"


def retitle():
    publish(page("mending"), title="Mended")


def retitle_in_menu():
    publish(page("roads"), title="Streets")


def delete_the_page_linked_to():
    page("lanes").delete()


def add_a_page_to_the_section():
    make_page(page("roads"), slug="bridges", title="Bridges")


def change_article():
    publish(ArticlePage.objects.get(slug="potholes"), public_answer="<p>Write to us.</p>")


def keep_the_article_to_staff():
    publish(ArticlePage.objects.get(slug="potholes"), public_answer="", staff_guidance="<p>Ours.</p>")


def publish_alert():
    alert = Alert(title="Snow: schools are shut", live=False, locale=Locale.get_default())
    alert.save()
    alert.save_revision().publish()


def write_down_the_phone_number():
    SiteFacts.objects.create(site=Site.objects.get(is_default_site=True), phone="0300 555 0177")


def unpublish():
    page("mending").unpublish()


def publish_again():
    publish(page("mending"))


def hide_the_section():
    publish(page("roads"), audience="staff")


def show_it_again():
    publish(page("roads"), audience="")


def move():
    page("mending").move(make_page(page("roads"), slug="streets"), "last-child")


def delete_the_section():
    page("roads").delete()


# What is done, where it shows, what is there before, what is there (or, after "not", no longer) afterwards.
CHANGES = [
    (retitle, "/roads/mending/", "Mending", "Mended"),
    (retitle_in_menu, "/knowledge/", "Roads", "Streets"),
    (delete_the_page_linked_to, "/roads/mending/", 'href="/roads/lanes/"', "not /roads/lanes/"),
    (add_a_page_to_the_section, "/roads/", "Mended", "Bridges"),
    (change_article, "/roads/mending/", "Ring us.", "Write to us."),
    (keep_the_article_to_staff, "/roads/mending/", "Write to us.", "not Write to us."),
    (publish_alert, "/roads/mending/", "0300 555 0142", "Snow: schools are shut"),
    (write_down_the_phone_number, "/roads/mending/", "0300 555 0142", "0300 555 0177"),
    (unpublish, "/roads/mending/", "Mended", "(404)"),
    (publish_again, "/roads/", "Bridges", "Mended"),
    (hide_the_section, "/roads/mending/", "Mended", "(404)"),
    (show_it_again, "/", "Marlshire", "Streets"),
    (move, "/roads/mending/", "Mended", "(301)"),
    (delete_the_section, "/roads/bridges/", "Bridges", "(404)"),
]


def test_a_change_shows_at_the_next_request(council, is_hit):
    """One after another, on one council: making one takes seconds."""
    for change, path, before, after in CHANGES:
        what = change.__name__
        assert before in words(path), what
        assert is_hit(client(), path), what
        change()
        if after.startswith("not "):
            assert after.removeprefix("not ") not in words(path), what
        else:
            assert after in words(path), what


def test_a_picture_that_is_hidden_outdates_the_pages_that_show_it(council, is_hit):
    words("/roads/mending/")
    assert is_hit(client(), "/roads/mending/")
    setting = CollectionAudience.objects.get()
    setting.audience = "staff"
    setting.save()
    assert not is_hit(client(), "/roads/mending/")


@pytest.mark.parametrize("of", ["pages", "articles"])
def test_the_content_api_is_as_fresh(council, is_hit, of):
    path = f"/api/v1/{of}/"
    words(path)
    assert is_hit(client(), path)
    publish(page("mending") if of == "pages" else ArticlePage.objects.get(slug="potholes"), title="Quite new")
    assert "Quite new" in words(path)


def test_a_draft_outdates_nothing(council, is_hit):
    words("/roads/mending/")
    number = freshness.current()
    draft = page("mending")
    draft.title = "Not yet"
    draft.save_revision()
    make_page(page("roads"), live=False, title="Nor this")
    assert freshness.current() == number
    assert is_hit(client(), "/roads/mending/")


def test_what_only_readers_do_outdates_nothing(council):
    """A first reader of a new page makes its pictures in the sizes it needs."""
    number = freshness.current()
    for path in ("/", "/roads/", "/roads/mending/", "/knowledge/", "/knowledge/potholes/", "/api/v1/pages/"):
        words(path)
    assert freshness.current() == number


def test_publishing_and_expiring_on_time(council):
    with time_machine.travel(NOON, tick=False) as clock:
        from django.utils import timezone

        coming = page("mending")
        coming.title = "Tomorrow's"
        coming.go_live_at = timezone.now() + timezone.timedelta(minutes=5)
        coming.save_revision().publish()
        assert "Mending" in words("/roads/mending/")
        clock.shift(301)
        call_command("publish_scheduled")
        assert "Tomorrow&#x27;s" in words("/roads/mending/")


def test_an_alert_comes_and_goes_by_itself(council, is_hit):
    """Nothing is written when it does: the page is kept until then and no longer."""
    from datetime import timedelta

    from django.utils import timezone

    with time_machine.travel(NOON, tick=False) as clock:
        now = timezone.now()
        Alert.objects.create(
            title="Road closed",
            locale=Locale.get_default(),
            starts=now + timedelta(minutes=10),
            ends=now + timedelta(minutes=20),
        )
        assert "Road closed" not in words("/roads/")
        assert is_hit(client(), "/roads/")
        clock.shift(timedelta(minutes=9, seconds=59))
        assert "Road closed" not in words("/roads/")
        clock.shift(timedelta(seconds=1))
        assert "Road closed" in words("/roads/")
        assert is_hit(client(), "/roads/")
        clock.shift(timedelta(minutes=10))
        assert "Road closed" not in words("/roads/")
        assert is_hit(client(), "/roads/")


def test_what_can_be_done_online_follows_the_journeys(page_cache, is_hit):
    make_site("public")
    open_council()
    assert "Report a pothole" in words("/journeys/")
    assert is_hit(client(), "/journeys/")
    document = json.loads((FIXTURES / "journeys" / "report-a-pothole.json").read_text())
    document["title"]["en"] = "Report a hole"
    publish_journey(document)
    assert "Report a hole" in words("/journeys/")
    withdraw_journey(Journey.objects.get(slug="report-a-pothole"))
    assert "Report a hole" not in words("/journeys/")
    service = Journey.objects.get(slug="apply-for-a-blue-badge").service
    service.name = "Badges"
    service.save()
    assert "Badges" in words("/journeys/")
