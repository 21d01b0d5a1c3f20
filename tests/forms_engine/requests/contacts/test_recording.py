"""What the house counts by itself: each touch once, whatever is done again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Journey
from forms_engine.journeys import services as journeys
from forms_engine.requests import messages, suspected
from forms_engine.requests.contacts import recording, under_way
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.inward.claiming import claim
from forms_engine.requests.models import Contact, Customer, Request
from forms_engine.requests.services import set_state
from forms_engine.requests.states import RequestState
from tests.factories import make_user
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.contacts.people import made, officer, practising, sent, sent_for

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def test_a_request_received_is_a_contact_of_its_customer():
    begun = timezone.now() - timedelta(minutes=7)
    with time_machine.travel(begun, tick=False):
        draft = started()
    request = journeys.submit(draft.id)
    contact = Contact.objects.get()
    assert (contact.channel, contact.reason, contact.outcome) == ("web", "request", "request-made")
    assert (contact.request, contact.customer, contact.service) == (
        request,
        request.customer,
        request.service,
    )
    assert (contact.location, contact.language) == (request.location, "en")
    assert (contact.started_at, contact.ended_at) == (begun, request.received_at)
    assert (contact.identity, contact.entry_number, contact.officer) == ("not-checked", 1, None)


def test_sent_again_or_received_again_it_is_the_same_contact():
    draft = started()
    request = journeys.submit(draft.id)
    journeys.submit(draft.id)
    recording.record_sent(Request.objects.get(pk=request.pk))
    assert Contact.objects.count() == 1


def test_a_draft_that_waited_for_days_is_a_contact_of_the_day_it_was_sent():
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        draft = started()
    request = journeys.submit(draft.id)
    assert Contact.objects.get().started_at == request.created_at


def test_of_somebody_signed_in_the_house_knows_who_they_are():
    ann = Principal(make_user(), "public", frozenset({"public"}), frozenset())
    journeys.submit(started(principal=ann).id)
    assert Contact.objects.get().identity == "signed-in"


def test_what_is_not_received_yet_is_no_contact_yet():
    request = journeys.submit(started("apply-for-a-blue-badge").id)
    assert request.received_at is None
    assert not Contact.objects.exists()


def test_what_was_held_back_is_a_contact_once_an_officer_let_it_in(monkeypatch):
    monkeypatch.setattr(journeys, "marks_of", lambda *_args: ["links"])
    request = sent()
    assert not Contact.objects.exists()
    suspected.release(officer(), request.id)
    assert Contact.objects.get().request == request


def test_an_editors_trial_of_a_journey_is_nobodys_contact():
    Journey.objects.update(is_practice=True)
    request = sent()
    messages.write_as_customer(request.id, "Hello", user=None)
    assert not Contact.objects.exists()


def test_the_contact_costs_one_statement(django_assert_num_queries):
    request = sent()
    Contact.objects.all().delete()
    with django_assert_num_queries(1):
        recording.record_sent(request)


def test_a_customers_words_chase_or_answer():
    request = sent()
    messages.write_as_customer(request.id, "Anything new?", user=None)
    messages.write_as_customer(request.id, "Anything new?", user=None)  # the same click
    set_state(officer(), request.id, to="waiting", message="Which side of the road?", seen="received")
    messages.write_as_customer(request.id, "The left one.", user=None)
    said = Contact.objects.exclude(outcome="request-made").order_by("entry_number")
    assert [(one.reason, one.outcome, one.channel) for one in said] == [
        ("chase", "request-chased", "web"),
        ("change", "request-chased", "web"),
    ]
    assert all(one.started_at == one.ended_at and one.customer == request.customer for one in said)


def test_words_about_what_was_resolved_chase_it():
    request = sent()
    set_state(officer(), request.id, to="resolved", message="Filled.", seen="received")
    messages.write_as_customer(request.id, "It is not.", user=None)
    assert Contact.objects.filter(reason="chase", request=request).count() == 1


def test_words_of_officers_are_no_contact():
    request = sent()
    messages.write_as_officer(officer(), request.id, "We come on Monday.", is_note=False)
    assert Contact.objects.count() == 1


def test_what_is_put_in_an_account_takes_its_contacts_along():
    ann = make_user()
    Customer.objects.create(user=ann, name="Ann")
    request = sent()
    claim(request.id, user=ann)
    assert Contact.objects.get().customer.user == ann


def test_a_neighbour_who_rang_about_it_is_a_neighbour_still():
    ida, ann = officer(), make_user()
    Customer.objects.create(user=ann, name="Ann")
    request, neighbour = sent(), made(ida, "Nan Next-Door")
    said = ContactSaid(
        request=request.reference, reason="chase", outcome="request-chased", customer=neighbour.pk
    )
    rang = log_contact(ida, said)
    claim(request.id, user=ann)
    rang.refresh_from_db()
    assert rang.customer == neighbour
    assert Contact.objects.get(entry_number=1).customer.user == ann


def test_what_an_officer_sends_in_a_contact_is_that_contact():
    ida = officer()
    begun = under_way.begin(ida, "phone")
    request = sent_for(ida)
    contact = Contact.objects.get()
    assert contact == begun
    assert (contact.request, contact.entry_number, contact.customer) == (request, 1, request.customer)
    assert (contact.service, contact.reason, contact.ended_at) == (request.service, "request", None)
    ended = under_way.end(ida, ContactSaid(outcome="answered", note="Rang from a box.", id=contact.id))
    assert (ended.outcome, ended.note) == ("request-made", "Rang from a box.")
    assert Contact.objects.count() == 1


def test_a_call_about_two_things_is_two_contacts():
    ida = officer()
    first = under_way.begin(ida, "phone")
    one, other = sent_for(ida), sent_for(ida)
    first.refresh_from_db()
    assert (first.request, first.outcome) == (one, "request-made")
    second = under_way.current(ida)
    assert (second.request, second.channel, second.started_at) == (other, "phone", first.ended_at)


def test_without_a_contact_under_way_it_is_one_of_its_own():
    ida = officer()
    request = sent_for(ida, "desk")
    contact = Contact.objects.get()
    assert (contact.officer, contact.channel, contact.request) == (ida.user, "desk", request)
    assert contact.ended_at is not None


def test_what_was_begun_online_and_sent_with_an_officer_is_the_officers_contact():
    ida, draft = officer(), started()
    begun = under_way.begin(ida, "phone")
    request = journeys.submit(draft.id, helper=ida.user)
    assert request.channel == "web"
    assert Contact.objects.get() == begun
    assert under_way.link(ida, request) == begun
    other = journeys.submit(started().id, helper=officer().user)  # who has ended it meanwhile
    assert [one.channel for one in Contact.objects.filter(request=other)] == ["phone"]


def test_somebody_elses_contact_under_way_is_left_alone():
    theirs = under_way.begin(officer(), "phone")
    request = sent_for(officer())
    theirs.refresh_from_db()
    assert theirs.request is None
    assert Contact.objects.filter(request=request).count() == 1


def test_what_practice_sends_is_practice_and_touches_no_real_contact():
    ida = officer()
    real = under_way.begin(ida, "phone")
    request = sent_for(practising(ida))
    assert request.is_practice
    real.refresh_from_db()
    assert real.request is None
    assert Contact.objects.get(request=request).is_practice


def test_a_call_counts_also_while_nothing_is_paid_or_let_in(monkeypatch):
    monkeypatch.setattr(journeys, "marks_of", lambda *_args: ["links"])
    ida = officer()
    begun = under_way.begin(ida, "phone")
    request = sent_for(ida)
    assert request.state == RequestState.SUSPECTED
    suspected.release(officer(), request.id)
    assert Contact.objects.get() == begun
