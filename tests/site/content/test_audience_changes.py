"""A change of audience is proposed, approved, logged, and takes effect everywhere at once."""

import datetime
import re

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, GroupApprovalTask, ModelLogEntry, PageLogEntry

from accounts.models import Role
from content.audience_words import audience_in_words, widening_in_words
from content.models import CollectionAudience, ContentPage, StandardPage
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    make_site("staff")
    return make_page(make_site("public"), title="Policies", slug="policies", audience="staff")


@pytest.fixture
def leaf(section):
    return make_page(section, title="Leave", slug="leave")


def keys(page):
    return ContentPage.objects.get(pk=page.pk).audience_keys


def form(page, **changes):
    """What the edit form of a standard page sends."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "audience": page.audience,
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        **changes,
    }


def test_an_editor_proposes_it_and_nothing_changes_until_a_publisher_approves(section, leaf):
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    publisher = make_staff(Role.PUBLISHER)
    change = form(section, audience="public")
    answer = editor.post(f"/admin/pages/{section.pk}/edit/", {**change, "action-submit": "1"})
    assert answer.status_code == 302
    assert keys(section) == keys(leaf) == ["staff"]
    assert client().get("/policies/leave/").status_code == 404

    state = StandardPage.objects.get(pk=section.pk).current_workflow_task_state
    assert isinstance(state.task.specific, GroupApprovalTask)
    answer = signed_in(publisher, "staff").post(
        f"/admin/pages/workflow/action/{section.pk}/approve/{state.pk}/", {"comment": ""}
    )
    assert answer.status_code in {200, 302}
    assert keys(section) == keys(leaf) == ["public"]
    assert client().get("/policies/leave/").status_code == 200

    line = PageLogEntry.objects.get(action="guildhall.audience", page=section.pk)
    assert line.user == publisher
    assert line.message == "Changed who may read: from “Council staff” to “Everyone”"


def test_an_editor_cannot_publish_it_past_the_publisher(section):
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    editor.post(
        f"/admin/pages/{section.pk}/edit/", {**form(section, audience="public"), "action-publish": "1"}
    )
    assert keys(section) == ["staff"]


def test_the_form_says_who_may_read_and_what_publishing_would_open(section, leaf):
    assert audience_in_words(leaf) == "Council staff, because the section “Policies” is"
    assert audience_in_words(section) == "Council staff"
    section.audience = "public"
    assert widening_in_words(section) == (
        "If you publish this, these readers can open it, and 1 page below it: Everyone."
    )
    section.save_revision()
    shown = (
        signed_in(make_staff(Role.PUBLISHER), "staff")
        .get(f"/admin/pages/{section.pk}/edit/")
        .content.decode()
    )
    assert "If you publish this, these readers can open it, and 1 page below it: Everyone." in shown
    section.audience = ""
    publish(section, audience="public")
    assert widening_in_words(StandardPage.objects.get(pk=section.pk)) == ""


def test_opening_a_page_wider_is_told_before_it_is_published(section, leaf):
    """Whoever chooses another audience and publishes at once has not read yet what that opens."""
    publisher = signed_in(make_staff(Role.PUBLISHER), "staff")
    address, opens = (
        f"/admin/pages/{section.pk}/edit/",
        "these readers can open it, and 1 page below it: Everyone.",
    )
    change = {**form(section, audience="public"), "action-publish": "1"}
    told = publisher.post(address, change, follow=True)
    assert keys(section) == keys(leaf) == ["staff"]
    assert told.content.decode().count(opens) == 2  # said at once, and in the form
    field = re.search(r'name="audience_told" value="([^"]*)"', told.content.decode())
    # What the form has told is for those readers alone.
    publisher.post(address, {**change, "audience_told": "staff"})
    assert keys(section) == ["staff"]

    bulk = f"/admin/bulk/wagtailcore/page/publish/?id={section.pk}"
    assert opens in publisher.post(bulk, {}, follow=True).content.decode()
    assert keys(section) == ["staff"]

    publisher.post(address, {**change, "audience_told": field[1]})
    assert keys(section) == keys(leaf) == ["public"]
    # Closing it, or writing in it, asks nothing.
    publisher.post(address, {**change, "audience": "staff"})
    assert keys(leaf) == ["staff"]


def test_going_back_to_an_old_version_brings_its_audience_back_in_plain_view(section, leaf):
    old = section.latest_revision
    publish(section, audience="public")
    assert keys(leaf) == ["public"]
    reverted = old.as_object()
    assert reverted.audience == "staff"
    reverted.save_revision().publish()
    assert keys(section) == keys(leaf) == ["staff"]
    assert PageLogEntry.objects.filter(action="guildhall.audience", page=section.pk).count() == 2


def test_a_scheduled_change_takes_effect_when_it_is_due(section, leaf):
    page = StandardPage.objects.get(pk=section.pk)
    page.audience, page.go_live_at = "public", timezone.now() + datetime.timedelta(hours=1)
    page.save_revision().publish()
    assert keys(leaf) == ["staff"]
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        call_command("publish_scheduled")
    assert keys(section) == keys(leaf) == ["public"]


def test_who_may_have_the_files_of_a_collection_is_logged_and_an_administrators(section):
    place = Collection.get_first_root_node().add_child(name="Plans")
    browser = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    address = "/admin/snippets/content/collectionaudience"
    answer = browser.post(f"{address}/add/", {"collection": place.pk, "audience": "staff"})
    assert answer.status_code == 302
    setting = CollectionAudience.objects.get()
    browser.post(f"{address}/edit/{setting.pk}/", {"collection": place.pk, "audience": "public"})
    setting.refresh_from_db()
    assert setting.audience == "public"
    line = ModelLogEntry.objects.filter(action="guildhall.audience", object_id=str(place.pk)).latest(
        "timestamp"
    )
    assert line.data["from"]["audience"] == "staff"
    assert line.data["to"]["audience"] == "public"

    editor = signed_in(make_staff(Role.EDITOR, Role.PUBLISHER), "staff")
    editor.post(f"{address}/edit/{setting.pk}/", {"collection": place.pk, "audience": "partner"})
    setting.refresh_from_db()
    assert setting.audience == "public"
