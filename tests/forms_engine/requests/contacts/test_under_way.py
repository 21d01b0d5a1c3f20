"""The contact that an officer is having: one at a time, and what becomes of one that was forgotten."""

from uuid import uuid4

import pytest

from accounts.roles import Role
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.refused import ContactRefused, NoContactUnderWay
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.contacts.under_way import Whom
from forms_engine.requests.models import Contact, Line
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import (
    HIGHWAYS,
    close,
    made,
    officer,
    practising,
    sent,
    sent_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def ida():
    return officer()


def test_from_beginning_to_end(ida):
    Line.objects.create(slug="main", name="Main line")
    cy = made(ida)
    assert under_way.current(ida) is None
    begun = under_way.begin(ida, "phone", Whom(customer=cy.id, line="main", language="cy"))
    current = under_way.current(ida)
    assert current == begun
    assert (current.customer, current.line.slug, current.language, current.outcome) == (cy, "main", "cy", "")
    said = ContactSaid(service=HIGHWAYS, reason="question", outcome="answered", note="Bin day.", language="")
    ended = under_way.end(ida, said)
    assert (ended.service.slug, ended.customer, ended.language, ended.note) == (
        HIGHWAYS,
        cy,
        "cy",
        "Bin day.",
    )
    assert ended.ended_at >= ended.started_at
    assert under_way.current(ida) is None


def test_one_that_was_forgotten_is_ended_by_the_next_and_that_is_said(ida):
    first = under_way.begin(ida, "phone")
    second = under_way.begin(ida, "desk")
    assert under_way.forgotten_before(second) == first
    first.refresh_from_db()
    assert (first.outcome, first.ended_at) == ("nothing", second.started_at)
    assert "nobody had ended it" in first.note
    under_way.end(ida, ContactSaid())
    assert under_way.forgotten_before(under_way.begin(ida, "phone")) is None


def test_one_that_was_forgotten_is_on_the_timeline_of_the_request_it_was_about(ida):
    request = sent()
    under_way.begin(ida, "phone")
    forgotten = under_way.link(ida, request)
    under_way.begin(ida, "phone")
    forgotten.refresh_from_db()
    entry = request.timeline.latest("number")
    assert (entry.kind, entry.actor, entry.number) == ("contact", ida.user, forgotten.entry_number)
    assert "Ended without anything" in entry.message


def test_one_in_which_a_request_was_made_is_not_ended_for_nothing(ida):
    first = under_way.begin(ida, "phone")
    sent_for(ida)
    under_way.begin(ida, "phone")
    first.refresh_from_db()
    assert first.outcome == "request-made"


def test_the_same_click_begins_one(ida):
    wanted = uuid4()
    assert under_way.begin(ida, "phone", contact_id=wanted) == under_way.begin(
        ida, "phone", contact_id=wanted
    )
    assert Contact.objects.count() == 1
    with pytest.raises(ContactRefused, match="too old"):
        under_way.begin(officer(), "phone", contact_id=wanted)


def test_ended_twice_it_stays_as_it_was_ended_first(ida):
    contact = under_way.begin(ida, "phone")
    under_way.end(ida, ContactSaid(outcome="answered", id=contact.id))
    again = under_way.end(ida, ContactSaid(outcome="nothing", id=contact.id))
    assert again.outcome == "answered"


def test_nothing_to_end_is_said(ida):
    with pytest.raises(NoContactUnderWay):
        under_way.end(ida, ContactSaid())
    under_way.begin(ida, "phone")
    with pytest.raises(NoContactUnderWay):
        under_way.end(ida, ContactSaid(id=uuid4()))  # of another page
    with pytest.raises(NoContactUnderWay):
        under_way.tell_whom(officer(), Whom())


def test_what_is_refused_at_the_end_leaves_it_under_way(ida):
    under_way.begin(ida, "phone")
    with pytest.raises(ContactRefused):
        under_way.end(ida, ContactSaid(outcome="signposted"))
    assert under_way.current(ida).outcome == ""


@pytest.mark.parametrize("channel", ["", "web", "api", "fax", "phone\x00"])
def test_only_channels_on_which_officers_answer(ida, channel):
    with pytest.raises(ContactRefused):
        under_way.begin(ida, channel)


def test_only_officers_have_contacts():
    for somebody in (officer(Role.EDITOR), officer(Role.COUNCILLOR), officer(Role.ADMINISTRATOR)):
        with pytest.raises(ContactRefused):
            under_way.begin(somebody, "phone")
        assert under_way.current(somebody) is None


def test_linked_to_a_request_its_end_is_on_the_timeline(ida):
    request = sent()
    under_way.begin(ida, "phone")
    under_way.link(ida, request)
    assert under_way.link(ida, request).customer == request.customer
    under_way.end(ida, ContactSaid(reason="chase", outcome="request-chased"))
    assert request.timeline.latest("number").kind == "contact"
    assert Contact.objects.filter(request=request).count() == 2  # and the one that sent it


def test_a_request_that_the_officer_may_not_see_is_not_there_to_link(ida):
    request = sent()
    close()
    under_way.begin(ida, "phone")
    with pytest.raises(ContactRefused, match="no request"):
        under_way.link(ida, request)
    with pytest.raises(ContactRefused, match="no such customer"):
        under_way.tell_whom(ida, Whom(customer=request.customer_id))
    with pytest.raises(ContactRefused, match="no such location"):
        under_way.tell_whom(ida, Whom(location=request.location_id))


def test_after_a_request_was_made_it_is_about_that_one(ida):
    under_way.begin(ida, "phone")
    sent_for(ida)
    with pytest.raises(ContactRefused, match="was made in this contact"):
        under_way.link(ida, sent())


def test_a_request_made_for_a_service_that_the_officer_may_not_see_can_be_ended(ida):
    close()
    under_way.begin(ida, "phone")
    request = sent_for(ida)
    assert under_way.end(ida, ContactSaid()).request == request


def test_somebody_else_is_not_identified_yet(ida):
    one, other = made(ida), made(ida, "Dee Dawes")
    contact = under_way.begin(ida, "phone", Whom(customer=one.id))
    Contact.objects.filter(pk=contact.pk).update(identity="document")
    assert under_way.tell_whom(ida, Whom(customer=one.id)).identity == "document"
    assert under_way.tell_whom(ida, Whom(customer=other.id)).identity == "not-checked"


def test_practice_has_a_contact_of_its_own(ida):
    real = under_way.begin(ida, "phone")
    assert under_way.current(practising(ida)) is None
    practice = under_way.begin(practising(ida), "phone")
    assert practice.is_practice
    assert under_way.current(ida) is None  # one at a time
    real.refresh_from_db()
    assert real.outcome == "nothing"
