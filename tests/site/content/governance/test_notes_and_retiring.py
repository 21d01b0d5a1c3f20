"""Private notes stay private; a page is retired in one step."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from accounts.models import Role
from content.models import PageNote, StandardPage
from content.retiring import services
from content.sections.services import set_section_editors
from tests.factories import client, make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

WORD = "qxnoteqx"


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


@pytest.fixture
def publisher():
    return make_staff(Role.PUBLISHER, name="Priya")


def now(page):
    return StandardPage.objects.get(pk=page.pk)


def test_a_note_is_left_read_and_done_with(home, publisher):
    page = make_page(home, title="Bins", slug="bins")
    browser, address = signed_in(publisher, "staff"), f"/admin/notes/{page.pk}/"
    browser.post(address, {"text": f"Prices change in April {WORD}"})
    assert WORD in browser.get(address).content.decode()
    assert WORD in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    note = PageNote.objects.get()
    assert note.by == publisher
    for _ in range(2):
        assert browser.post(address, {"done": note.pk}).status_code == 302
    note.refresh_from_db()
    assert note.done_by == publisher
    assert WORD not in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_it_is_no_part_of_the_page_its_api_or_its_copies(home, publisher):
    page = make_page(home, title="Bins", slug="bins")
    PageNote.objects.create(page=page, text=WORD, by=publisher)
    copy = now(page).copy(update_attrs={"slug": "copy"}, keep_live=True)
    for path in ("/bins/", "/copy/", "/api/v1/pages/", f"/api/v1/pages/{page.pk}"):
        assert WORD not in client().get(path).content.decode(), path
    assert PageNote.objects.filter(page=copy.pk).count() == 0
    assert WORD not in str(now(page).serializable_data())


@pytest.mark.parametrize("sent", [{"text": ""}, {"text": "x" * 2001}, {"text": "a\0"}])
def test_what_is_no_note_is_said(home, publisher, sent):
    page = make_page(home)
    assert signed_in(publisher, "staff").post(f"/admin/notes/{page.pk}/", sent).status_code == 422


def test_notes_of_other_sections_are_not_there(home, publisher):
    roads, schools = make_page(home, title="Roads"), make_page(home, title="Schools")
    note = PageNote.objects.create(page=schools, text=WORD, by=publisher)
    person = make_staff()
    set_section_editors(section=roads, people=[person])
    browser = signed_in(person, "staff")
    assert browser.get(f"/admin/notes/{schools.pk}/").status_code == 404
    assert browser.post(f"/admin/notes/{schools.pk}/", {"text": "mine"}).status_code == 404
    browser.post(f"/admin/notes/{roads.pk}/", {"done": note.pk})
    note.refresh_from_db()
    assert note.done_at is None
    assert browser.post(f"/admin/notes/{roads.pk}/", {"done": "x"}).status_code == 404


def test_retired_in_one_step(home, publisher):
    page, other = make_page(home, title="Old", slug="old"), make_page(home, title="New", slug="new")
    make_page(home, body=[("text", f'<p><a linktype="page" id="{page.pk}">Old</a></p>')])
    make_page(page, title="Below")
    browser, address = signed_in(publisher, "staff"), f"/admin/retire/{page.pk}/"
    shown = browser.get(address).content.decode()
    assert "Used in 1 place" in shown and "1 published page below it stays" in shown
    assert "Retire" in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert browser.post(address, {"to": other.pk, "why": "Out of date"}).status_code == 302
    assert not now(page).live
    assert client().get("/old/").headers["Location"].endswith("/new/")
    assert PageNote.objects.get().text == "Retired: Out of date"
    # Clicked again: it is not published any more.
    assert browser.post(address, {"to": other.pk, "why": "Out of date"}).status_code == 422
    assert PageNote.objects.count() == Redirect.objects.count() == 1


def test_retired_to_nowhere_has_to_be_said(home, publisher):
    page = make_page(home, slug="old")
    browser, address = signed_in(publisher, "staff"), f"/admin/retire/{page.pk}/"
    for sent in (
        {"why": "x"},
        {"nowhere": "on"},
        {"to": page.pk, "why": "x", "nowhere": "on"},
        {"to": "a\0", "why": "x"},
    ):
        assert browser.post(address, sent).status_code == 422, sent
    assert now(page).live
    assert browser.post(address, {"why": "Nobody needs it", "nowhere": "on"}).status_code == 302
    assert not now(page).live and not Redirect.objects.exists()


def test_if_its_address_cannot_be_led_on_nothing_happens(home, publisher):
    page = make_page(home, slug="old", title="Old")
    intranet = make_page(Page.objects.get(slug="home-staff").specific)
    browser, address = signed_in(publisher, "staff"), f"/admin/retire/{page.pk}/"
    for to in (page, intranet):
        assert browser.post(address, {"to": to.pk, "why": "x"}).status_code == 422
    assert now(page).live and not PageNote.objects.exists()


def test_what_a_part_above_needs_stays(home, publisher, monkeypatch):
    page = make_page(home)
    monkeypatch.setattr("content.retiring.services.why_not_take_down", lambda page: "A journey shows it.")
    with pytest.raises(services.NotNow, match="journey"):
        services.retire(page, by=publisher, why="x", to=None)


def test_who_may_not_publish_it_does_not_retire_it(home):
    roads, schools = make_page(home, title="Roads"), make_page(home, title="Schools")
    writer, chief = make_staff(), make_staff()
    set_section_editors(section=roads, people=[writer])
    set_section_editors(section=schools, people=[chief], may_publish=True)
    for person in (writer, chief, make_staff(Role.EDITOR)):
        browser = signed_in(person, "staff")
        assert browser.get(f"/admin/retire/{roads.pk}/").status_code == 404
        assert browser.post(f"/admin/retire/{roads.pk}/", {"why": "x", "nowhere": "on"}).status_code == 404
    assert now(roads).live
