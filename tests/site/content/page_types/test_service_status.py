"""How services stand: where a status shows, from when to when, in which language, and who writes it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import Locale

from accounts.models import Role
from content.languages.trees import plant
from content.models import (
    DirectoryEntryPage,
    DirectoryPage,
    EventPage,
    GuidePage,
    GuidePartPage,
    LandingPage,
    LookupPage,
    NewsPage,
    ServicePage,
    ServiceStatus,
    StatusPage,
)
from content.sections.services import set_section_editors
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in
from tests.site.content.languages.translating import translate, welsh
from tests.site.content.test_query_counts import BUDGET, queries

pytestmark = pytest.mark.django_db

ADMIN = "/admin/snippets/content/servicestatus/"


def say(page, title="Buses run late", **fields):
    """A status of the page."""
    return ServiceStatus.objects.create(
        page=page, title=title, locale=fields.pop("locale", None) or Locale.get_default(), **fields
    )


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def roads(home):
    return make_page(home, LandingPage, title="Roads", slug="roads", show_in_menus=True)


@pytest.fixture
def buses(roads):
    return make_page(roads, ServicePage, title="Buses", slug="buses")


@pytest.fixture
def status_page(home):
    return make_page(home, StatusPage, title="Service status", slug="status")


def text_of(path, browser=None):
    answer = (browser or client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def shown(path, browser=None):
    """The titles of the statuses on a page, in their order."""
    return re.findall(r'gh-standing__title"[^>]*>([^<]*)', text_of(path, browser))


def part(html, identity):
    return html[html.index(f'id="{identity}"') :].split("</section>")[0]


def test_it_shows_on_its_page_below_it_and_on_the_area_above(home, roads, buses):
    guide = make_page(roads, GuidePage, slug="winter")
    make_page(guide, GuidePartPage, slug="gritting")
    make_page(home, LandingPage, slug="parks")
    say(buses)
    say(guide, "No salt left", level="closed")
    assert shown("/roads/") == ["No salt left", "Buses run late"], "the worst first"
    assert shown("/roads/buses/") == ["Buses run late"]
    assert shown("/roads/winter/gritting/") == ["No salt left"]
    assert shown("/parks/") == []
    assert shown("/") == ["No salt left", "Buses run late"]


def test_on_a_page_below_it_says_which_service_it_is_about(roads, buses):
    say(roads, "Roadworks")
    below = text_of("/roads/buses/")
    assert re.search(r'gh-standing__service" href="[^"]*/roads/"[^>]*>Roads', below)
    assert "gh-standing__service" not in text_of("/roads/")


def test_it_holds_from_its_beginning_to_its_end(buses):
    now = timezone.now()
    say(buses, starts=now + timedelta(hours=1), ends=now + timedelta(hours=2))
    assert shown("/roads/buses/") == []
    with time_machine.travel(now + timedelta(hours=1, minutes=1), tick=False):
        assert shown("/roads/buses/") == ["Buses run late"]
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert shown("/roads/buses/") == []


def test_a_kept_page_begins_and_ends_with_it(settings, roads, buses, status_page):
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_READ_EVERY = 0
    now = timezone.now()
    paths = ("/roads/buses/", "/roads/", "/status/")
    for path in paths:
        assert "Buses run late" not in text_of(path)
    say(buses, starts=now + timedelta(hours=1), ends=now + timedelta(hours=2))
    for path in ("/roads/buses/", "/roads/"):
        assert shown(path) == [], "not yet"
    with time_machine.travel(now + timedelta(hours=1, seconds=1), tick=False):
        for path in paths:
            assert shown(path) == ["Buses run late"]
    with time_machine.travel(now + timedelta(hours=2, seconds=1), tick=False):
        for path in paths:
            assert shown(path) == []


def test_a_kept_page_follows_every_change_at_once(settings, buses):
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_READ_EVERY = 0
    assert shown("/roads/buses/") == []
    status = say(buses)
    assert shown("/roads/buses/") == ["Buses run late"]
    ServiceStatus.objects.filter(pk=status.pk).update(title="Buses do not run")
    assert shown("/roads/buses/") == ["Buses do not run"]
    status.delete()
    assert shown("/roads/buses/") == []


@pytest.mark.parametrize("kind", [DirectoryPage, DirectoryEntryPage, NewsPage, EventPage, LookupPage])
def test_pages_of_every_type_say_it(roads, kind):
    nouns = {"entry_noun": "library", "entries_noun": "libraries"}
    above, at = roads, timezone.now()
    if kind is DirectoryEntryPage:
        above = make_page(roads, DirectoryPage, slug="list", **nouns)
    fields = {
        DirectoryPage: nouns,
        EventPage: {"starts_at": at, "ends_at": at},
        NewsPage: {"published_on": at.date()},
        LookupPage: {"provider": "bin-days"},
    }
    page = make_page(above, kind, slug="page", **fields.get(kind, {}))
    say(page, "Shut for now")
    assert "Shut for now" in text_of(page.get_url() or "")


def test_the_site_history_tells_nobody_of_another_sections_statuses(home, roads, buses):
    make_site("staff")
    schools = make_page(home, LandingPage, title="Schools", slug="schools")
    status = say(buses, "wxstatuswx")
    log(status, "wagtail.edit")
    person = make_staff(name="School editor")
    set_section_editors(section=schools, people=[person], may_publish=True)
    address = "/admin/reports/site-history/"
    assert "wxstatuswx" not in signed_in(person, "staff").get(address).content.decode()
    everything = make_staff(is_superuser=True)
    assert "wxstatuswx" in signed_in(everything, "staff").get(address).content.decode()


def test_the_status_page_says_what_is_wrong_what_is_planned_and_what_is_not(home, buses, status_page):
    parks = make_page(home, LandingPage, title="Parks", slug="parks", show_in_menus=True)
    contact = make_page(home, title="Contact us", slug="contact")
    now = timezone.now()
    say(buses)
    say(contact, "Phones are down", level="closed")
    say(
        parks,
        "Closed for a fair",
        level="closed",
        starts=now + timedelta(days=3),
        ends=now + timedelta(days=4),
    )
    say(parks, "Over", ends=now - timedelta(days=1))
    html = text_of("/status/")
    now_part, planned = part(html, "status-now"), part(html, "status-planned")
    assert re.findall(r'gh-standing__title"[^>]*>([^<]*)', now_part) == ["Buses run late", "Phones are down"]
    assert "Other services" in now_part
    assert "Closed for a fair" in planned
    assert "From " in planned
    usual = part(html, "status-usual")
    assert "Everything else runs as usual" in usual
    assert re.findall(r'<a class="govuk-link"[^>]*>([^<]*)', usual) == ["Parks"]
    assert "Over" not in re.findall(r'gh-standing__title"[^>]*>([^<]*)', html)


def test_where_nothing_is_wrong_the_status_page_says_so(roads, status_page):
    html = text_of("/status/")
    assert "Everything runs as usual." in html
    assert "Running as usual" in html


def test_what_a_reader_may_not_see_has_no_status_for_them(roads, status_page):
    secret = make_page(roads, ServicePage, title="Canary service", slug="secret", audience="staff")
    draft = make_page(roads, ServicePage, title="Canary draft", slug="draft", live=False)
    for page in (secret, draft):
        say(page, "Canary")
    for path in ("/roads/", "/status/"):
        assert "Canary" not in text_of(path)
    inside = make_site("staff")
    make_page(inside, StatusPage, slug="status")
    make_page(inside, ServicePage, slug="payroll", title="Payroll")
    say(make_page(inside, ServicePage, slug="it", title="IT"), "Mail is slow")
    staff = signed_in(make_staff(), "staff")
    assert shown("/status/", staff) == ["Mail is slow"], "a site shows its own services"
    assert "Mail is slow" not in text_of("/status/")
    publish(roads, audience="staff")
    say(roads, "Hidden with its page")
    assert shown("/status/") == []


def test_in_welsh_it_is_welsh_or_says_that_it_is_english(buses, roads, status_page):
    plant("cy")
    cymraeg = Locale.objects.get(language_code="cy")
    status = say(buses)
    say(buses, "Only in English")
    ServiceStatus.objects.create(
        page=buses, title="Bysiau’n hwyr", locale=cymraeg, translation_key=status.translation_key
    )
    translate(buses, {"Buses": "Bysiau"})
    html = text_of("/cy/roads/buses/")
    assert re.findall(r'gh-standing__title"([^>]*)>([^<]*)', html) == [
        ("", "Bysiau’n hwyr"),
        (' lang="en"', "Only in English"),
    ]
    assert "Buses run late" not in html
    area = text_of("/cy/roads/")
    assert re.search(r'gh-standing__service" href="[^"]*/cy/roads/buses/"[^>]*>Bysiau', area)
    assert shown("/roads/buses/") == ["Only in English", "Buses run late"]
    assert welsh(status_page) and "Bysiau’n hwyr" in text_of("/cy/status/")


@pytest.mark.parametrize("path", ["/roads/buses/", "/roads/", "/status/", "/cy/status/", "/cy/roads/"])
def test_more_of_them_cost_no_more(home, roads, buses, status_page, path):
    others = [make_page(roads, ServicePage, slug=f"service-{number}") for number in range(6)]
    plant("cy")
    say(buses)
    few = queries(path)
    for page in others:
        say(page)
        say(page, starts=timezone.now() + timedelta(days=1))
    assert queries(path) == few
    assert few <= BUDGET


def test_it_does_not_end_before_it_starts(buses):
    now = timezone.now()
    status = ServiceStatus(
        page=buses, title="x", locale=Locale.get_default(), starts=now, ends=now - timedelta(hours=1)
    )
    with override("en"), pytest.raises(ValidationError, match="before it starts"):
        status.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        status.save()


def form(about, **changes):
    return {
        "page": str(about.pk),
        "level": "disrupted",
        "title": "Buses run late",
        "text": "",
        "starts": "",
        "ends": "",
        **changes,
    }


@pytest.fixture
def editor(roads):
    make_site("staff")
    person = make_staff(name="Road editor")
    set_section_editors(section=roads, people=[person])
    return signed_in(person, "staff")


def test_the_editor_of_a_section_writes_changes_and_takes_down(editor, buses):
    assert editor.post(f"{ADMIN}add/", form(buses)).status_code == 302
    status = ServiceStatus.objects.get()
    assert shown("/roads/buses/") == ["Buses run late"]
    assert editor.post(f"{ADMIN}edit/{status.pk}/", form(buses, title="Buses stand")).status_code == 302
    assert shown("/roads/buses/") == ["Buses stand"]
    assert status.revisions.count() == 2
    history = editor.get(f"{ADMIN}history/{status.pk}/").content.decode()
    assert "Road editor" in history
    assert editor.post(f"{ADMIN}delete/{status.pk}/").status_code == 302
    assert shown("/roads/buses/") == []


def test_the_list_says_what_shows_now(editor, buses, roads):
    now = timezone.now()
    say(buses, "On")
    say(buses, "Coming", starts=now + timedelta(days=1))
    say(buses, "Gone", ends=now - timedelta(days=1))
    say(make_page(roads, title="Draft page", live=False), "Unseen")
    html = editor.get(ADMIN).content.decode()
    for words in ("Shown now", "Planned", "Over", "Hidden: its page is not published", "Buses"):
        assert words in html


def test_what_lies_outside_their_section_is_not_theirs(editor, home, buses):
    parks = make_page(home, ServicePage, title="Canary park", slug="parks")
    status = say(parks, "Canary")
    assert "Canary" not in editor.get(ADMIN).content.decode()
    for address in (
        f"{ADMIN}edit/{status.pk}/",
        f"{ADMIN}delete/{status.pk}/",
        f"{ADMIN}history/{status.pk}/",
    ):
        answer = editor.get(address)
        assert answer.status_code in (302, 403, 404)
        assert "Canary" not in answer.content.decode()
    assert editor.get(f"{ADMIN}usage/{status.pk}/").status_code == 404
    for address in (
        "/admin/snippets/choose/content/servicestatus/",
        f"/admin/bulk/content/servicestatus/delete/?id={status.pk}",
    ):
        answer = editor.get(address)
        assert answer.status_code in (302, 403, 404)
    refused = editor.post(f"{ADMIN}add/", form(parks))
    assert "You do not edit this page. Choose one in a section of yours." in refused.content.decode()
    own = say(buses)
    assert editor.post(f"{ADMIN}edit/{own.pk}/", form(parks)).status_code == 200
    own.refresh_from_db()
    assert own.page_id == buses.pk
    assert ServiceStatus.objects.count() == 2


def test_the_form_says_what_to_do(editor, home, buses):
    publisher = signed_in(make_staff(Role.PUBLISHER), "staff")
    past = (timezone.now() - timedelta(days=1)).strftime("%d/%m/%Y %H:%M")
    for changes, words in (
        ({"page": str(home.pk)}, "This is the home page. Choose the page of one service"),
        ({"ends": past}, "This is in the past."),
        ({"page": "999999"}, "valid choice"),
        ({"title": "x" * 81}, "at most 80 characters"),
        ({"title": "a\x00b"}, "Null characters are not allowed"),
    ):
        answer = publisher.post(f"{ADMIN}add/", form(buses, **changes))
        assert answer.status_code == 200, changes
        assert words in answer.content.decode(), changes
    assert not ServiceStatus.objects.exists()


def test_staff_who_edit_nothing_find_nothing_there(home, buses):
    make_site("staff")
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    status = say(buses, "Canary")
    for address in (ADMIN, f"{ADMIN}add/", f"{ADMIN}edit/{status.pk}/"):
        answer = officer.get(address)
        assert answer.status_code in (302, 403, 404)
        assert "Canary" not in answer.content.decode()
