"""Releases: gathered, checked, scheduled, and out all at once or not at all. Through the admin's door."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, Workflow

from accounts.models import Role
from content.models import Release, StandardPage
from content.releases import gathering, releasing
from content.sections.services import set_section_editors
from forms_engine.notices.models import Notice
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


@pytest.fixture
def roads(home):
    return make_page(home, title="Roads", slug="roads")


@pytest.fixture
def schools(home):
    return make_page(home, title="Schools", slug="schools")


@pytest.fixture
def publisher():
    return make_staff(Role.PUBLISHER, name="Priya")


def now(page):
    return StandardPage.objects.get(pk=page.pk)


def redraft(page, **changes):
    page = now(page)
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision()


def gathered(by, *pages, down=()):
    release = gathering.start(name="Spring", by=by)
    for page in pages:
        gathering.gather(release, page)
    for page in down:
        gathering.gather(release, page, take_down=True)
    return release


def due(release, by, **more):
    made = gathering.schedule(release, at=timezone.now() + HOUR, by=by, **more)
    Release.objects.filter(pk=made.pk).update(at=timezone.now() - HOUR)
    return Release.objects.get(pk=made.pk)


def test_a_publisher_gathers_schedules_and_all_become_live_together(home, roads, schools, publisher):
    old = make_page(home, title="Old", slug="old")
    redraft(roads, title="New roads")
    redraft(schools, title="New schools")
    browser = signed_in(publisher, "staff")
    browser.post("/admin/releases/", {"name": "Spring"})
    release = Release.objects.get()
    address = f"/admin/releases/{release.pk}/"
    for page in (roads, schools):
        assert browser.post(address, {"do": "add", "page": page.pk}).status_code == 302
    browser.post(address, {"do": "add", "page": old.pk, "take_down": "on"})
    at = timezone.localtime() + HOUR
    browser.post(address, {"do": "schedule", "at": at.strftime("%d/%m/%Y %H:%M")})
    release.refresh_from_db()
    assert (release.state, release.scheduled_by) == ("scheduled", publisher)
    assert releasing.release_due() == 0
    assert now(roads).title == "Roads"
    Release.objects.update(at=timezone.now())
    assert releasing.release_due() == 1
    assert (now(roads).title, now(schools).title, now(old).live) == ("New roads", "New schools", False)
    assert releasing.release_due() == 0
    release.refresh_from_db()
    assert release.state == "released"
    assert "New roads" in client().get("/roads/").content.decode()
    assert client().get("/old/").status_code == 404
    assert "Call it off" not in browser.get(address).content.decode()


def test_what_was_scheduled_goes_out_and_the_newer_draft_stays(roads, publisher):
    redraft(roads, title="Scheduled words")
    release = due(gathered(publisher, roads), publisher)
    redraft(roads, title="Later words")
    assert releasing.release(release.pk)
    page = now(roads)
    assert (page.title, page.has_unpublished_changes) == ("Scheduled words", True)
    assert page.get_latest_revision_as_object().title == "Later words"


def test_when_one_fails_none_goes_out_and_its_maker_is_told(roads, schools, publisher):
    redraft(roads, title="New roads")
    redraft(schools, title="New schools")
    maker = make_staff(Role.EDITOR)
    release = due(gathered(maker, roads, schools), publisher)
    # The draft's time runs out before the release.
    row = release.pages.get(page=schools.pk)
    row.revision.content["expire_at"] = (timezone.now() - HOUR).isoformat()
    row.revision.save()
    assert not releasing.release(release.pk)
    assert (now(roads).title, now(schools).title) == ("Roads", "Schools")
    release.refresh_from_db()
    assert release.state == "failed" and "New schools" in release.why_not
    assert set(Notice.objects.values_list("recipient", flat=True)) == {maker.email, publisher.email}
    assert "New schools" in Notice.objects.first().body
    assert releasing.release_due() == 0
    assert Notice.objects.count() == 2
    # It is put right and goes out.
    redraft(schools, title="New schools", expire_at=None)
    browser = signed_in(publisher, "staff")
    browser.post(f"/admin/releases/{release.pk}/", {"do": "now", "sure": "yes"})
    assert (now(roads).title, now(schools).title) == ("New roads", "New schools")


def test_an_unforeseen_failure_leaves_nothing_behind_and_is_told(roads, schools, publisher, monkeypatch):
    redraft(roads, title="New roads")
    release = due(gathered(publisher, roads, schools), publisher)

    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("content.releases.releasing._mark_released", broken)
    assert not releasing.release(release.pk)
    assert now(roads).title == "Roads"
    assert Release.objects.get().state == "failed"


def test_who_lost_the_right_to_publish_releases_nothing(roads, publisher):
    redraft(roads, title="New roads")
    release = due(gathered(publisher, roads), publisher)
    publisher.groups.clear()
    publisher.is_active = False
    publisher.save()
    assert not releasing.release(release.pk)
    assert now(roads).title == "Roads"
    assert "may not publish" in Release.objects.get().why_not


def refusal(release, by, **more):
    with pytest.raises(gathering.CannotBeScheduled) as refused:
        gathering.schedule(release, at=timezone.now() + HOUR, by=by, **more)
    return str(refused.value)


def test_what_stops_a_release(home, roads, publisher):
    redraft(roads, title="New roads")
    assert refusal(gathered(publisher), publisher) == ""
    editor = make_staff(Role.EDITOR)
    assert "You may not publish it" in refusal(gathered(editor, roads), editor)
    Workflow.objects.get(name="Publishers approval").start(now(roads), editor)
    assert "being reviewed" in refusal(gathered(publisher, roads), publisher)
    now(roads).current_workflow_state.cancel(user=publisher)
    assert gathering.schedule(gathered(publisher, roads), at=timezone.now() + HOUR, by=publisher)
    locked = make_page(home, title="Locked")
    StandardPage.objects.filter(pk=locked.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    assert "locked" in refusal(gathered(publisher, locked), publisher)
    draft = make_page(home, title="Draft", live=False)
    assert "not published" in refusal(gathered(publisher, down=[draft]), publisher)
    timed = make_page(home, title="Timed", live=False)
    redraft(timed, go_live_at=timezone.now() + HOUR)
    assert "publish time of its own" in refusal(gathered(publisher, timed), publisher)
    unfinished = make_page(home, title="Unfinished", live=False)
    redraft(unfinished, body=[("cards", {"cards": [{"page": None, "title": "", "text": ""}]})])
    assert "not finished" in refusal(gathered(publisher, unfinished), publisher)


def test_opening_to_more_readers_has_to_be_agreed_to(home, publisher):
    page = make_page(home, title="Rules", slug="rules", audience="staff")
    below = make_page(page, title="Below", slug="below")
    redraft(page, audience="")
    redraft(below, title="Below, new")
    release = gathered(publisher, page, below)
    assert "these readers can open it" in refusal(release, publisher)
    shown = signed_in(publisher, "staff").get(f"/admin/releases/{release.pk}/").content.decode()
    assert "I have read who" in shown
    assert releasing.release(due(release, publisher, agrees=True).pk)
    assert now(page).audience_keys == now(below).audience_keys == ["public"]
    assert now(below).title == "Below, new"


def test_what_opens_meanwhile_without_anybody_agreeing_is_not_released(home, publisher):
    section = make_page(home, title="Inside", slug="inside", audience="staff")
    draft = make_page(section, title="Draft", slug="draft", live=False)
    release = due(gathered(publisher, draft), publisher)
    publish(section, audience="")
    assert not releasing.release(release.pk)
    assert not now(draft).live
    assert "nobody agreed to" in Release.objects.get().why_not


def test_links_that_would_lead_nowhere_are_told_of(home, roads, publisher):
    draft, gone = make_page(home, title="A draft", live=False), make_page(home, title="Going")
    words = f'<p><a linktype="page" id="{draft.pk}">one</a> <a linktype="page" id="{gone.pk}">two</a></p>'
    redraft(roads, body=[("text", words)])
    release = gathered(publisher, roads, down=[gone])
    shown = signed_in(publisher, "staff").get(f"/admin/releases/{release.pk}/").content.decode()
    assert "“A draft”, which is not published" in shown
    assert "“Going”, which this release takes down" in shown
    gathering.gather(release, draft)
    shown = signed_in(publisher, "staff").get(f"/admin/releases/{release.pk}/").content.decode()
    assert "“A draft”, which is not published" not in shown


def test_a_scheduled_release_is_closed_until_it_is_called_off(roads, schools, publisher):
    redraft(roads, title="New roads")
    release = due(gathered(publisher, roads), publisher)
    browser, address = signed_in(publisher, "staff"), f"/admin/releases/{release.pk}/"
    assert (
        "Call it off to change it"
        in browser.post(address, {"do": "add", "page": schools.pk}, follow=True).content.decode()
    )
    browser.post(address, {"do": "call_off", "sure": "yes"})
    browser.post(address, {"do": "add", "page": schools.pk})
    release.refresh_from_db()
    assert (release.state, release.pages.count()) == ("gathering", 2)
    assert releasing.release_due() == 0
    browser.post(address, {"do": "throw_away", "sure": "yes"})
    assert not Release.objects.exists()
    assert now(roads).get_latest_revision_as_object().title == "New roads"


def test_sections_see_their_own_releases_and_no_titles_of_others(roads, schools, publisher):
    draft = make_page(schools, title="qxsecretqx", slug="secret", live=False)
    road_editor, school_editor = make_staff(), make_staff()
    set_section_editors(section=roads, people=[road_editor], may_publish=True)
    set_section_editors(section=schools, people=[school_editor])
    mixed, foreign = gathered(publisher, roads, draft), gathered(publisher, draft)
    browser = signed_in(road_editor, "staff")
    listed = browser.get("/admin/releases/").content.decode()
    assert f"/admin/releases/{mixed.pk}/" in listed
    assert f"/admin/releases/{foreign.pk}/" not in listed
    assert browser.get(f"/admin/releases/{foreign.pk}/").status_code == 404
    assert browser.post(f"/admin/releases/{foreign.pk}/", {"do": "now", "sure": "yes"}).status_code == 404
    shown = browser.get(f"/admin/releases/{mixed.pk}/").content.decode()
    assert "qxsecretqx" not in shown and "A page that is not for you" in shown
    browser.post(f"/admin/releases/{mixed.pk}/", {"do": "now", "sure": "yes"})
    assert not now(draft).live
    assert browser.get(f"/admin/releases/of-page/{draft.pk}/").status_code == 404
    assert browser.post(f"/admin/releases/{mixed.pk}/", {"do": "add", "page": draft.pk}).status_code == 422
    assert (
        browser.post(f"/admin/releases/{mixed.pk}/", {"do": "leave_out", "page": draft.pk}).status_code == 404
    )
    assert (
        browser.post(f"/admin/releases/{mixed.pk}/", {"do": "throw_away", "sure": "yes"}).status_code == 404
    )
    own = browser.post(f"/admin/releases/of-page/{roads.pk}/", {"name": "Ours"})
    assert Release.objects.get(name="Ours").pages.get().page_id == roads.pk, own
    assert "Put into a release" in browser.get(f"/admin/pages/{roads.pk}/edit/").content.decode()
    assert signed_in(make_staff(), "staff").get("/admin/releases/").status_code == 302


def test_a_released_page_can_still_be_deleted(roads, publisher):
    redraft(roads, title="New roads")
    assert releasing.release(due(gathered(publisher, roads), publisher).pk)
    Page.objects.get(pk=roads.pk).delete()
    assert Release.objects.get().pages.count() == 0


@pytest.mark.parametrize("do", ["now", "call_off", "throw_away"])
def test_what_cannot_be_taken_back_asks_once(roads, publisher, do):
    redraft(roads, title="New roads")
    release = gathered(publisher, roads)
    state = "gathering"
    if do == "call_off":
        gathering.schedule(release, at=timezone.now() + HOUR, by=publisher)
        state = "scheduled"
    browser, address = signed_in(publisher, "staff"), f"/admin/releases/{release.pk}/"
    asked = browser.post(address, {"do": do, "agrees": "on"}).content.decode()
    assert (
        f'name="do" value="{do}"' in asked and 'name="agrees" value="on"' in asked and "No, go back" in asked
    )
    release.refresh_from_db()
    assert release.state == state and now(roads).title == "Roads"
    assert browser.post(address, {"do": do, "sure": "yes"}).status_code == 302
    assert not Release.objects.filter(state=state).exists()


@pytest.mark.parametrize(
    "sent", [{}, {"do": "nothing"}, {"do": "leave_out", "page": "9" * 40}, {"do": "leave_out", "page": "a\0"}]
)
def test_nonsense_is_not_there(roads, publisher, sent):
    release = gathered(publisher, roads)
    assert signed_in(publisher, "staff").post(f"/admin/releases/{release.pk}/", sent).status_code == 404
