"""A new request is begun from an earlier one of the same organisation: what still does is filled in, and nothing that has to
be said anew."""

import pytest

from audiences.admission import acting_for, admit
from forms_engine.catalogue.models import Journey, Service
from forms_engine.journeys import services as journeys
from forms_engine.journeys.copying import CannotCopy, answers_that_do, copy_request
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import evaluate_submission
from forms_engine.requests.models import RequestRead
from partners.models import Organisation
from partners.services import add_member
from tests.factories import leave, make_user, signed_in
from tests.forms_engine.small_journey import publish_skip, question, skip_journey, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]

EARLIER = {
    "name": "Nia Rees",
    "reply-to": "nia@alder.example",
    "note": "By the gate.",
    "day": "2026-11-01",
    "size": "small",
    "agreed": "yes",
    "signed": "Nia Rees",
    "account": {"account_name": "Alder Care", "sort_code": "112233", "account_number": "12345678"},
    "where": [{"site": "Yard", "spot": "left"}, {"site": "Lane", "spot": "right"}],
}


def pages(**changes):
    """The skip journey's pages with one of everything that is said anew, and a group."""
    anew = {
        "key": "anew",
        "title": text("Anew"),
        "blocks": [
            question("agreed", "yes_no", ask_again=True),
            question("signed", "signature"),
            question("account", "bank_details"),
            question("picture", "file", required=False),
        ],
    }
    group = {
        "key": "where",
        "title": text("Sites"),
        "item": text("Site"),
        "max": 5,
        "pages": [
            {
                "key": "site",
                "title": text("Site"),
                "blocks": [question("site", "short_text"), question("spot", "short_text")],
            }
        ],
    }
    document = skip_journey(audience="partner", contact={"name": "name", "email": "reply-to"}, **changes)
    return {**document, "pages": [*document["pages"], anew, group]}


@pytest.fixture
def earlier(alder):
    """What the member sent: everything answered."""
    publish_skip(**pages())
    return send(admit(alder.member, "partner"))


def send(principal):
    from forms_engine.catalogue.selectors import live_version

    draft, _token = journeys.start_submission(
        principal, live_version(principal, "hire-a-skip"), language="en"
    )
    Submission.objects.filter(id=draft.id).update(answers=EARLIER)
    return journeys.submit(draft.id)


def copied(user, request, slug="alder"):
    principal = acting_for(admit(user, "partner"), slug)
    return copy_request(principal, request.reference, language="en")[0]


def test_what_still_does_is_taken_over_and_what_is_said_anew_is_not(alder, earlier):
    new = copied(alder.member, earlier)
    left_out = {"agreed", "signed", "account", "picture"}
    assert new.answers == {key: answer for key, answer in EARLIER.items() if key not in left_out}
    assert (new.user, new.organisation, new.state) == (alder.member, "alder", "draft")
    assert not evaluate_submission(new).can_submit
    assert earlier.answers["signed"] == "Nia Rees"  # the earlier one stays as it was sent


def test_how_to_reach_the_sender_is_not_a_colleagues(alder, earlier):
    new = copied(alder.manager, earlier)
    assert "name" not in new.answers and "reply-to" not in new.answers
    assert new.answers["note"] == "By the gate." and new.user == alder.manager


def test_only_what_fits_the_newest_version(alder, earlier):
    document = pages()
    blocks = document["pages"][1]["blocks"]
    blocks[0] = question("note", "yes_no", required=False)  # asked otherwise
    blocks[1] = question("day", "date", required=False, earliest="2026-12-01")  # too early now
    document["pages"][2]["blocks"][0]["options"][0]["key"] = (
        "medium"  # what was chosen is not offered any more
    )
    group = document["pages"][-1]["pages"][0]
    group["blocks"] = [question("site", "short_text"), question("more", "short_text")]
    publish_skip(**document)
    new = copied(alder.member, earlier)
    assert set(new.answers) == {"name", "reply-to", "where"}
    assert new.answers["where"] == [{"site": "Yard"}, {"site": "Lane"}]
    assert new.version.number == 2


def test_never_another_organisations(alder, earlier):
    for user in (alder.stranger, make_user()):
        add_member(alder.other, user)
        with pytest.raises(CannotCopy):
            copied(user, earlier, "birch")
    # In both, and acting for the other one: no referral of one becomes one of the other.
    add_member(alder.other, alder.member)
    with pytest.raises(CannotCopy):
        copied(alder.member, earlier, "birch")
    assert copied(alder.member, earlier, "alder").organisation == "alder"
    leave(alder.member, "alder")
    with pytest.raises(CannotCopy):
        copied(alder.member, earlier, "alder")


def test_not_what_one_is_not_shown_nor_what_was_erased(alder, earlier):
    Service.objects.update(openness=Service.Openness.TEAM_ONLY)
    with pytest.raises(CannotCopy):
        copied(alder.manager, earlier)
    assert copied(alder.member, earlier)
    Journey.objects.update(audience_keys=["staff"])
    with pytest.raises(CannotCopy):
        copied(alder.member, earlier)


def test_answers_of_a_strange_shape_are_left_out(alder, earlier):
    version = earlier.journey_version
    strange = {"name": ["x"], "note": 5, "where": "x", "size": {"a": 1}, "day": "yesterday"}
    from django.utils import timezone

    assert answers_that_do(version, version, strange, timezone.localdate(), is_own=True) == {}


def test_the_page_says_what_happens_and_begins_on_the_first_page(alder, earlier):
    browser = signed_in(alder.manager, "partner")
    address = f"/organisations/requests/{earlier.reference}/copy/"
    assert address in browser.get(f"/requests/{earlier.reference}/").content.decode()
    assert "We ask you again for consent" in browser.get(address).content.decode()
    assert not Submission.objects.filter(state="draft").exists()
    begun = browser.post(address)
    assert begun.headers["Location"] == "/journeys/hire-a-skip/about-you/"
    assert browser.get(begun.headers["Location"]).status_code == 200
    assert "By the gate." in browser.get("/journeys/hire-a-skip/notes/").content.decode() or (
        Submission.objects.get(state="draft").answers["note"] == "By the gate."
    )
    stranger = signed_in(alder.stranger, "partner")
    for method in (stranger.get, stranger.post):
        assert method(address).status_code == 404


def test_a_closed_journey_begins_nothing(alder, earlier):
    Journey.objects.update(paused_at="2026-01-01T00:00:00Z")
    browser = signed_in(alder.member, "partner")
    answer = browser.post(f"/organisations/requests/{earlier.reference}/copy/", follow=True)
    assert "takes no requests just now" in answer.content.decode()
    assert not Submission.objects.filter(state="draft").exists()


def test_never_for_another_of_ones_organisations(alder, earlier):
    """The journey has gone over to others since: what was said for Alder Care does not go there."""
    add_member(alder.other, alder.member)
    third = Organisation.objects.create(slug="cedar", name="Cedar")
    add_member(third, alder.member)
    for keys in (["partner:birch"], ["partner:birch", "partner:cedar"]):
        Journey.objects.update(audience_keys=keys)
        with pytest.raises(CannotCopy):
            copied(alder.member, earlier)
    assert not Submission.objects.filter(state="draft").exists()


def test_reading_a_colleagues_by_copying_it_is_written_down(alder, earlier):
    Service.objects.update(openness=Service.Openness.TEAM_ONLY)
    Journey.objects.update(colleagues="members")
    copied(alder.member, earlier)
    assert not RequestRead.objects.exists()
    copied(alder.manager, earlier)
    assert RequestRead.objects.get().reader == alder.manager
