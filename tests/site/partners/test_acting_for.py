"""Somebody in two organisations says which one they act for, and what they begin is that one's from then on."""

import pytest

from audiences.admission import acting_for, admit
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services as journeys
from forms_engine.journeys.models import Submission
from forms_engine.journeys.selectors import drafts_of, submission_for
from forms_engine.requests.own import own_requests
from partners.services import add_member
from tests.factories import leave, signed_in
from tests.forms_engine.council import POTHOLE, started
from tests.forms_engine.small_journey import publish_skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]

START = "/journeys/report-a-pothole/"


@pytest.fixture
def both(alder):
    """The member of Alder Care, in Birch School as well."""
    add_member(alder.other, alder.member)
    return alder.member


def choose(browser, slug, following="/organisations/requests/"):
    return browser.post("/organisations/choose/", {"organisation": slug, "next": following})


def test_whoever_belongs_to_one_acts_for_it_without_being_asked(alder):
    sent = journeys.submit(started(principal=admit(alder.member, "partner")).id)
    assert sent.organisation == "alder"
    assert Submission.objects.get().organisation == "alder"
    browser = signed_in(alder.member, "partner")
    assert "gh-acting-bar" not in browser.get("/organisations/alder/").content.decode()
    # Nothing to choose: on to where it would have been chosen.
    assert browser.get("/organisations/choose/").headers["Location"] == "/organisations/"


def test_of_several_one_is_chosen_before_anything_begins(alder, both):
    browser = signed_in(both, "partner")
    assert "Choose which one you act for" in browser.get("/").content.decode()
    asked = browser.post(START)
    assert asked.headers["Location"].startswith("/organisations/choose/?next=")
    assert not Submission.objects.exists()
    refused = browser.post("/organisations/choose/", {"organisation": ""})
    assert "Choose the organisation you act for" in refused.content.decode()
    assert choose(browser, "birch", START).headers["Location"] == START
    page = browser.get("/organisations/").content.decode()
    assert "You act for" in page and "Birch School" in page
    assert browser.post(START).status_code == 302
    assert Submission.objects.get().organisation == "birch"


def test_what_is_no_organisation_of_theirs_cannot_be_chosen(alder, both):
    browser = signed_in(both, "partner")
    for slug in ("no-such", "alder\x00", "x" * 5000):
        assert choose(browser, slug).status_code == 200
    assert choose(browser, "alder", "https://elsewhere.example/").headers["Location"] == "/organisations/"
    # Left since: an old session's choice counts for nothing, and of one there is nothing to choose.
    leave(both, "alder")
    browser.post(START)
    assert Submission.objects.get().organisation == "birch"


def test_the_api_says_that_one_has_to_be_chosen(alder, both):
    browser = signed_in(both, "partner")
    start = "/api/v1/journeys/report-a-pothole/submissions"
    answer = browser.post(start, content_type="application/json")
    assert answer.status_code == 409
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    choose(browser, "alder")
    assert browser.post(start, content_type="application/json").status_code == 201
    assert Submission.objects.get().organisation == "alder"


def test_a_draft_goes_on_in_the_organisation_it_was_begun_for(alder, both):
    for_alder = acting_for(admit(both, "partner"), "alder")
    for_birch = acting_for(admit(both, "partner"), "birch")
    draft, token = journeys.start_submission(
        for_alder, live_version(for_alder, "report-a-pothole"), language="en"
    )
    journeys.answer_page(draft.id, "every-page", POTHOLE)
    assert submission_for(for_birch, str(draft.id), token) == draft
    assert list(drafts_of(for_birch)) == [draft]
    assert journeys.submit(draft.id).organisation == "alder"


def test_leaving_ends_what_was_begun_and_sent_for_it_at_the_next_click(alder, both):
    for_alder = acting_for(admit(both, "partner"), "alder")
    sent = journeys.submit(started(principal=for_alder).id)
    draft, token = journeys.start_submission(
        for_alder, live_version(for_alder, "report-a-pothole"), language="en"
    )
    journeys.answer_page(draft.id, "every-page", POTHOLE)
    browser = signed_in(both, "partner")
    page = f"/requests/{sent.reference}/"
    assert browser.get(page).status_code == 200
    assert sent.reference in browser.get("/requests/").content.decode()
    leave(both, "alder")
    assert browser.get(page).status_code == 404
    assert browser.post(f"{page}message/", {"message": "Still there?"}).status_code == 404
    assert sent.reference not in browser.get("/requests/").content.decode()
    now = admit(both, "partner")
    assert not own_requests(now).exists() and not drafts_of(now).exists()
    assert submission_for(now, str(draft.id), token) is None
    assert browser.get(f"/api/v1/requests/{sent.reference}").status_code == 404


def test_what_is_for_one_of_them_alone_leaves_no_choice(alder, both):
    version = publish_skip(audience="partner:alder")
    for chosen in ("", "birch", "alder"):
        person = acting_for(admit(both, "partner"), chosen)
        submission, _token = journeys.start_submission(person, version, language="en")
        assert submission.organisation == "alder", chosen


def test_what_has_to_do_with_no_account_has_to_do_with_no_organisation(alder):
    person = admit(alder.member, "partner")
    version = publish_skip(sign_in="none", audience="partner")
    submission, _token = journeys.start_submission(person, version, language="en")
    assert (submission.user, submission.organisation) == (None, "")
