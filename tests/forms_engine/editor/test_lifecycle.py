"""From a draft to a published version and back, through the admin's own pages."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from accounts.models import Role
from audiences.principal import Principal
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.catalogue.selectors import live_version
from forms_engine.delivery.models import Route
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import DraftLocked, StaleDraft, save_document
from forms_engine.editor.telling import tell_publishing_failed
from forms_engine.editor.texts import texts_of
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import start_submission
from tests.factories import make_staff
from tests.forms_engine.editor.editors import (
    admin_url,
    browser,
    builder,
    council_with,
    document,
    newest,
    publisher,
    url,
)

pytestmark = pytest.mark.django_db

SLUG = "ask-for-a-skip"


def row(draft):
    return JourneyDraft.objects.get(pk=draft.pk)


def press(draft, user, action="", **more):
    """Press a button of the edit page, as a page that shows the newest revision sends it."""
    now = row(draft)
    fields = {
        "loaded_revision_id": now.latest_revision_id,
        "loaded_revision_created_at": now.latest_revision.created_at.isoformat(),
        **more,
    }
    if action:
        fields[f"action-{action}"] = "1"
    return browser(user).post(admin_url("edit", draft.pk), fields)


def live(slug=SLUG):
    return live_version(Principal.public(), slug)


def published(user=None, **changes):
    draft = council_with(**changes)
    press(draft, user or publisher(), "publish")
    return draft


def retitled(draft, title, user=None):
    now = row(draft)
    return save_document(
        now, newest(draft) | {"title": {"en": title}}, user=user, expected_revision=now.latest_revision_id
    )


def said(response):
    return response.content.decode()


def test_an_editor_without_the_role_gets_nowhere():
    draft = council_with()
    outsider = browser(make_staff(Role.EDITOR))
    for address in (
        admin_url("list"),
        admin_url("edit", draft.pk),
        url("journey_import"),
        url("journey_replace"),
        url("journey_export", draft.pk),
        url("journey_versions", draft.pk),
    ):
        assert outsider.get(address).status_code == 302
    assert outsider.post(url("journey_duplicate", draft.pk)).status_code == 302
    assert JourneyDraft.objects.count() == 1


def test_a_builder_may_change_and_not_publish():
    draft = council_with()
    user = builder()
    assert browser(user).get(admin_url("edit", draft.pk)).status_code == 200
    press(draft, user, "publish")
    assert live() is None
    for name in ("journey_pause", "journey_resume"):
        assert browser(user).post(url(name, draft.pk), {"english": "Closed"}).status_code == 302
    assert not Journey.objects.exists()


def test_publishing_compiles_the_next_version():
    draft = published()
    version = live()
    assert version.number == 1
    assert version.document["title"] == {"en": "Ask for a skip"}
    assert row(draft).journey == version.journey
    retitled(draft, "Ask for a licence for a skip")
    assert live().number == 1
    press(draft, publisher(), "publish")
    assert live().number == 2
    assert live().document["title"]["en"] == "Ask for a licence for a skip"


def test_publishing_what_is_live_makes_no_version():
    draft = published()
    press(draft, publisher(), "publish")
    assert JourneyVersion.objects.count() == 1


def test_faults_refuse_publishing_and_are_shown():
    draft = council_with(routes=["nowhere"], retention_days=0)
    response = browser(publisher())
    answer = response.post(admin_url("edit", draft.pk), {"action-publish": "1"}, follow=True)
    assert "Not published" in said(answer)
    assert live() is None
    assert not row(draft).live
    assert row(draft).latest_revision_id


def test_a_workflow_leads_to_publishing():
    draft = council_with()
    press(draft, builder(), "submit")
    state = row(draft).current_workflow_state
    task_state = state.current_task_state
    address = admin_url("workflow_action", draft.pk, "approve", task_state.pk)
    assert browser(builder()).post(address).status_code == 302
    assert live() is None
    browser(publisher()).post(address, {"comment": "Good"})
    assert live().number == 1


def test_approving_what_has_faults_leaves_it_in_review():
    draft = council_with()
    press(draft, builder(), "submit")
    Route.objects.all().delete()
    task_state = row(draft).current_workflow_state.current_task_state
    browser(publisher()).post(
        admin_url("workflow_action", draft.pk, "approve", task_state.pk), {"comment": "Good"}
    )
    assert live() is None
    assert row(draft).workflow_in_progress


def scheduled(**changes):
    draft = council_with(**changes)
    now = row(draft).get_latest_revision_as_object()
    now.go_live_at = timezone.now() + timedelta(hours=1)
    now.save_revision(user=publisher()).publish(user=publisher())
    assert live() is None
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    stored = row(draft).latest_revision
    stored.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    stored.save(update_fields=["content"])
    return draft


def test_a_scheduled_journey_goes_live_on_its_day():
    draft = scheduled()
    with pytest.raises(DraftLocked):
        retitled(draft, "Another name", builder())
    call_command("publish_scheduled")
    assert live().number == 1


def test_what_cannot_be_published_on_its_day_is_told():
    draft = scheduled()
    Route.objects.all().delete()
    call_command("publish_scheduled")
    assert live() is None
    now = row(draft)
    assert now.publish_failed_at and "highways" in now.publish_findings[0]
    assert not now.live
    assert tell_publishing_failed(draft.pk, now.latest_revision_id) == len(mail.outbox) > 0
    assert "could not be" in mail.outbox[0].body
    assert "not published on its day" in said(browser(builder()).get(admin_url("list")))
    # It is not tried again until somebody has seen to it.
    call_command("publish_scheduled")
    assert live() is None


def test_a_stale_page_overwrites_nothing():
    draft = council_with()
    opened = row(draft)
    ann = builder()
    retitled(draft, "What Ann calls it", ann)
    with pytest.raises(StaleDraft) as stale:
        save_document(opened, document(), user=builder(), expected_revision=opened.latest_revision_id)
    assert stale.value.by == ann.name
    (change,) = stale.value.changes
    assert (change.what, change.before, change.after) == ("changed", "Ask for a skip", "What Ann calls it")
    assert newest(draft)["title"]["en"] == "What Ann calls it"


def test_a_stale_page_publishes_nothing():
    draft = council_with()
    opened = row(draft)
    retitled(draft, "What Ann calls it", builder())
    answer = browser(publisher()).post(
        admin_url("edit", draft.pk),
        {
            "action-publish": "1",
            "loaded_revision_id": opened.latest_revision_id,
            "loaded_revision_created_at": opened.latest_revision.created_at.isoformat(),
        },
    )
    assert "has changed this journey since you opened it" in said(answer)
    assert live() is None


def test_a_locked_draft_is_its_lockers_alone():
    draft = council_with()
    lockers = publisher()
    browser(lockers).post(admin_url("lock", draft.pk))
    with pytest.raises(DraftLocked):
        retitled(draft, "Another name", builder())
    retitled(draft, "The locker’s name", lockers)


def test_rolling_back_publishes_the_earlier_document_again():
    draft = published()
    retitled(draft, "A mistake")
    press(draft, publisher(), "publish")
    first = JourneyVersion.objects.get(number=1)
    page = browser(publisher()).get(url("journey_version", draft.pk, 1))
    assert "A mistake" in said(page)
    browser(publisher()).post(url("journey_roll_back", draft.pk, 1))
    assert live().number == 3
    assert live().document == first.document
    assert newest(draft)["title"]["en"] == "Ask for a skip"


def test_withdrawing_moves_those_under_way_on():
    draft = published()
    submission, _ = start_submission(Principal.public(), live(), language="en")
    retitled(draft, "Another name")
    press(draft, publisher(), "publish")
    refused = browser(publisher()).post(url("journey_withdraw", draft.pk, 2), follow=True)
    assert "This version is live" in said(refused)
    browser(publisher()).post(url("journey_withdraw", draft.pk, 1))
    assert JourneyVersion.objects.get(number=1).withdrawn_at
    from forms_engine.journeys.moving_on import move_stranded_drafts

    move_stranded_drafts()
    assert Submission.objects.get(pk=submission.pk).version == live()


def test_pausing_says_why_and_resuming_ends_it():
    draft = published()
    browser(publisher()).post(
        url("journey_pause", draft.pk), {"english": "Back on Monday", "welsh": "Yn ôl ddydd Llun"}
    )
    journey = Journey.objects.get(slug=SLUG)
    assert journey.is_paused
    assert journey.paused_message_in("cy") == "Yn ôl ddydd Llun"
    assert "paused" in said(browser(builder()).get(admin_url("list")))
    browser(publisher()).post(url("journey_resume", draft.pk))
    assert not Journey.objects.get(slug=SLUG).is_paused


def test_unpublishing_takes_the_journey_off_offer_until_it_is_published_again():
    draft = published()
    browser(publisher()).post(admin_url("unpublish", draft.pk))
    assert live() is None
    press(draft, publisher(), "publish")
    assert live().number == 2


def test_history_compares_in_words():
    draft = council_with()
    changed = newest(draft)
    changed["pages"].reverse()
    changed["pages"][1]["blocks"][0]["required"] = False
    changed["fees"][0]["amount_pence"] = 5000
    now = row(draft)
    first = now.latest_revision_id
    save_document(now, changed, user=builder(), expected_revision=first)
    page = said(browser(builder()).get(admin_url("revisions_compare", draft.pk, first, "latest")))
    assert "£45.00" in page and "£50.00" in page
    assert "moved" in page
    assert "{" not in page.split("<main")[1].split("</table>")[0].replace("{}", "")


def test_reverting_makes_an_earlier_revision_the_newest():
    draft = council_with()
    first = row(draft).latest_revision_id
    retitled(draft, "Another name")
    address = admin_url("revisions_revert", draft.pk, first)
    assert browser(builder()).get(address).status_code == 200
    browser(builder()).post(address)
    assert newest(draft)["title"]["en"] == "Ask for a skip"
    assert row(draft).title == "Ask for a skip"


def test_changed_english_drops_a_translation_that_was_not_changed_with_it():
    welsh = {"translations": {"cy": "awaiting-review"}}
    draft = council_with(title={"en": "Ask for a skip", "cy": "Gofyn am sgip"}, **welsh)
    retitled_document = newest(draft) | {"title": {"en": "Get a skip", "cy": "Gofyn am sgip"}}
    now = row(draft)
    save_document(now, retitled_document, user=None, expected_revision=now.latest_revision_id)
    assert texts_of(newest(draft))["title"] == {"en": "Get a skip"}


def test_only_what_was_never_published_is_deleted():
    draft = published()
    page = browser(publisher()).post(admin_url("delete", draft.pk), follow=True)
    assert "is not deleted" in said(page)
    # Wagtail's own address for deleting many, which our list does not show.
    administrator = browser(make_staff(Role.ADMINISTRATOR))
    administrator.post(f"/admin/bulk/editor/journeydraft/delete/?id={draft.pk}")
    other = council_with(slug="another")
    browser(publisher()).post(admin_url("delete", other.pk))
    assert list(JourneyDraft.objects.values_list("slug", flat=True)) == [SLUG]
