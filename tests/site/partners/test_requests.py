"""What an organisation has sent: shown to its members as the journey says, to nobody else by any address, and to no one
who has left."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audiences.admission import acting_for, admit
from forms_engine.catalogue.models import Journey, Service
from forms_engine.journeys import services as journeys
from forms_engine.journeys.colleagues import drafts_of_colleagues
from forms_engine.journeys.models import Submission
from forms_engine.journeys.selectors import submission_for
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.organisations import request_of_organisation, requests_of_organisation
from forms_engine.requests.services import set_state
from partners import listing
from partners.models import OrganisationEvent
from partners.services import add_member
from tests.factories import client, leave, make_staff, make_user, signed_in
from tests.forms_engine.council import POTHOLE, started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]

LIST = "/organisations/requests/"


@pytest.fixture
def colleague(alder):
    """One more member of Alder Care."""
    user = make_user(name="Kay Colleague")
    add_member(alder.organisation, user)
    return user


def at_work(user):
    return admit(user, "partner")


def send(user):
    return journeys.submit(started(principal=at_work(user)).id)


def begin(user):
    draft = started(principal=at_work(user), answers=POTHOLE)
    return Submission.objects.get(id=draft.id)


def openness(how):
    Service.objects.update(openness=how)


def seen_by(user):
    return list(requests_of_organisation(at_work(user)))


def test_colleagues_see_what_one_sent_to_an_open_service(alder, colleague):
    sent = send(alder.member)
    for user in (alder.member, colleague, alder.manager):
        assert seen_by(user) == [sent]
        assert sent.reference in signed_in(user, "partner").get(LIST).content.decode()
    assert seen_by(alder.stranger) == []
    assert not requests_of_organisation(admit(alder.member, "public")).exists()
    # What they ask for at home is their own.
    at_home = journeys.submit(started(principal=admit(alder.member, "public")).id)
    assert at_home.organisation == "" and seen_by(colleague) == [sent]


@pytest.mark.parametrize("how", [Service.Openness.TEAM_ONLY, Service.Openness.RESTRICTED])
def test_of_other_services_only_the_sender_does_unless_the_journey_says_more(alder, colleague, how):
    openness(how)
    sent = send(alder.member)
    people = (alder.member, alder.manager, colleague)

    def who_sees():
        return [user for user in people if seen_by(user) == [sent]]

    assert who_sees() == [alder.member]
    page = f"/requests/{sent.reference}/"
    assert signed_in(alder.manager, "partner").get(page).status_code == 404
    Journey.objects.update(colleagues="managers")
    assert who_sees() == [alder.member, alder.manager]
    assert signed_in(alder.manager, "partner").get(page).status_code == 200
    assert RequestRead.objects.get(request=sent).reader == alder.manager
    assert signed_in(colleague, "partner").get(page).status_code == 404
    Journey.objects.update(colleagues="members")
    assert who_sees() == list(people)
    Journey.objects.update(colleagues="sender")
    openness(Service.Openness.OPEN)
    assert who_sees() == [alder.member]


def test_a_manager_elsewhere_is_a_member_here(alder):
    Journey.objects.update(colleagues="managers")
    sent = send(alder.member)
    add_member(alder.organisation, alder.stranger)
    here = acting_for(at_work(alder.stranger), "alder")
    assert not requests_of_organisation(here).exists()
    assert request_of_organisation(here, sent.reference) is None


def test_the_list_is_of_the_one_they_act_for(alder):
    add_member(alder.other, alder.member)
    add_member(alder.other, alder.manager)
    browser = signed_in(alder.member, "partner")
    assert browser.get(LIST).headers["Location"].startswith("/organisations/choose/")
    browser.post("/organisations/choose/", {"organisation": "alder"})
    assert "nothing from here yet" in browser.get(LIST).content.decode()
    theirs = acting_for(at_work(alder.manager), "birch")
    sent = journeys.submit(started(principal=theirs).id)
    assert sent.reference not in browser.get(LIST).content.decode()
    browser.post("/organisations/choose/", {"organisation": "birch"})
    assert sent.reference in browser.get(LIST).content.decode()
    # Reading one needs no choice: they belong to both.
    browser.post("/organisations/choose/", {"organisation": "alder"})
    assert browser.get(f"/requests/{sent.reference}/").status_code == 200


def test_nothing_of_it_is_there_for_others_by_any_address(alder, colleague):
    sent = send(alder.member)
    file = sent.files.first()
    addresses = [
        f"/requests/{sent.reference}/{end}"
        for end in ("", "message/", "cancel/", "pay/", "booking/", "next-stage/")
    ]
    addresses += [f"/organisations/requests/{sent.reference}/copy/", f"/api/v1/requests/{sent.reference}"]
    if file:
        addresses.append(f"/requests/{sent.reference}/files/{file.file_id}/")
    left = signed_in(colleague, "partner")
    assert left.get(addresses[0]).status_code == 200
    leave(colleague, "alder")
    add_member(alder.other, colleague)
    staff = signed_in(make_staff(), "staff")
    for browser in (left, signed_in(alder.stranger, "partner")):
        for address in addresses:
            assert browser.get(address).status_code in {404, 405}, address
            assert browser.post(address, {"message": "Mine?"}).status_code in {403, 404, 405}, address
        assert sent.reference not in browser.get(LIST).content.decode()
        found = browser.get(LIST, {"reference": sent.reference})
        assert "There is no such request here" in found.content.decode()
    assert staff.get(addresses[0]).status_code == 404
    assert client("partner").get(addresses[0]).status_code == 302
    sent.refresh_from_db()
    assert not sent.timeline.filter(kind="from-customer").exists()


def test_a_closed_or_unconfirmed_organisation_has_nothing(alder):
    sent = send(alder.member)
    browser = signed_in(alder.manager, "partner")
    assert browser.get(f"/requests/{sent.reference}/").status_code == 200
    alder.organisation.state = "closed"
    alder.organisation.save()
    assert browser.get(f"/requests/{sent.reference}/").status_code == 302  # to sign in


def test_a_colleague_answers_for_it_and_is_named(alder, colleague):
    sent = send(alder.member)
    browser = signed_in(colleague, "partner")
    page = f"/requests/{sent.reference}/"
    said = browser.get(page).content.decode()
    assert f"{alder.member.name} sent it" in said and "Sent for Alder Care" in said
    browser.post(f"{page}message/", {"message": "It is the left one."})
    entry = sent.timeline.get(kind="from-customer")
    assert entry.actor == colleague
    assert "You wrote to us" in browser.get(page).content.decode()
    theirs = signed_in(alder.member, "partner").get(page).content.decode()
    assert "Kay Colleague wrote to us" in theirs and "You sent it" in theirs


def test_the_decision_and_its_reason_come_back(alder, colleague):
    sent = send(alder.member)
    officer = admit(make_staff("officer"), "staff")
    set_state(officer, sent.id, to="closed", message="It is a private road.", seen="received")
    browser = signed_in(colleague, "partner")
    page = browser.get(f"/requests/{sent.reference}/").content.decode()
    assert "It is a private road." in page
    # Who decided is the council, not a person.
    assert officer.user.name not in page
    told = browser.get(f"/api/v1/requests/{sent.reference}").json()["decision"]
    assert (told["outcome"], told["reason"]) == ("", "It is a private road.")


def test_it_is_narrowed_searched_and_paged(alder, colleague, monkeypatch):
    mine, theirs = send(alder.member), send(colleague)
    officer = admit(make_staff("officer"), "staff")
    set_state(officer, theirs.id, to="closed", message="Done.", seen="received")
    browser = signed_in(alder.member, "partner")

    def shown(**query):
        text = browser.get(LIST, query).content.decode()
        return [each for each in (mine, theirs) if each.reference in text]

    assert shown() == [mine, theirs]
    assert shown(whose="mine") == [mine]
    assert shown(show="open") == [mine] and shown(show="finished") == [theirs]
    assert shown(show="answer") == []
    assert browser.get(LIST, {"reference": mine.reference.lower()}).headers["Location"] == (
        f"/requests/{mine.reference}/"
    )
    far = {"after": "2026-11-01T00:00:00+23:59_3f2b0e0e-6f0e-4a51-8f3c-0d4f1f3f9b11"}
    for wrong in ({"show": "x"}, {"whose": "x"}, {"reference": "x" * 90}, {"after": "2026_x"}, far):
        assert browser.get(LIST, wrong).status_code == 200, wrong
    monkeypatch.setattr(listing, "SHOWN_AT_ONCE", 1)
    first = browser.get(LIST)
    assert theirs.reference in first.content.decode() and mine.reference not in first.content.decode()
    second = browser.get(f"{LIST}?{first.context['older']}")
    assert mine.reference in second.content.decode() and second.context["older"] == ""


def test_its_cost_does_not_grow_with_it(alder, colleague):
    browser = signed_in(alder.manager, "partner")

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(LIST).status_code == 200
        return len(asked)

    send(alder.member), begin(colleague), cost()
    few = cost()
    for _number in range(4):
        send(colleague), send(alder.member), begin(alder.member)
    assert cost() == few <= 22


def test_of_a_colleagues_draft_there_is_a_title_a_name_and_a_day(alder, colleague):
    draft = begin(colleague)
    browser = signed_in(alder.manager, "partner")
    page = browser.get(LIST).content.decode()
    assert "Kay Colleague" in page and "Begun by colleagues" in page
    assert "Take it over" not in page
    for words in POTHOLE.values():
        assert len(str(words)) < 8 or str(words) not in page
    # It opens to its writer alone.
    assert browser.post(f"/journeys/report-a-pothole/drafts/{draft.id}/continue/").status_code == 404
    assert browser.post(f"{LIST}drafts/{draft.id}/take-over/", follow=True).status_code == 200
    assert Submission.objects.get(id=draft.id).user == colleague
    assert not drafts_of_colleagues(at_work(alder.stranger)).exists()
    openness(Service.Openness.TEAM_ONLY)
    assert not drafts_of_colleagues(at_work(alder.manager)).exists()


def test_a_manager_takes_over_the_draft_of_who_has_left(alder, colleague):
    draft = begin(colleague)
    draft.token_hash = journeys.hash_token("the leaver's own")
    draft.save()
    leave(colleague, "alder")
    address = f"{LIST}drafts/{draft.id}/take-over/"
    assert signed_in(alder.member, "partner").post(address).status_code == 404
    assert signed_in(alder.stranger, "partner").post(address).status_code == 404
    browser = signed_in(alder.manager, "partner")
    assert "Take it over" in browser.get(LIST).content.decode()
    assert "is yours now" in browser.post(address, follow=True).content.decode()
    taken = Submission.objects.get(id=draft.id)
    assert (taken.user, taken.organisation, taken.answers) == (alder.manager, "alder", draft.answers)
    event = OrganisationEvent.objects.get(kind="took-over")
    assert (event.actor, event.person) == (alder.manager, colleague)
    # Whoever comes back is let in to what is theirs, and this is not any more.
    add_member(alder.organisation, colleague)
    assert submission_for(at_work(colleague), str(draft.id), "the leaver's own") is None
    # Taken over once: it is nobody's colleague's now.
    assert browser.post(address).status_code == 404
    assert journeys.submit(taken.id).organisation == "alder"
    assert Request.objects.get().customer.user == alder.manager


def test_the_list_is_read_in_the_order_of_its_index(alder):
    send(alder.member)
    found = requests_of_organisation(at_work(alder.member)).order_by("-created_at", "id")[:51]
    with connection.cursor() as cursor:
        cursor.execute(
            "set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off"
        )
    plan = found.explain()
    assert "using request_organisation" in plan and "Sort" not in plan, plan
