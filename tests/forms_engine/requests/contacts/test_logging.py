"""Logging a contact: three fields, checked as the officer, once."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.logging import ContactSaid, log_contact
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.models import Contact, Line, TimelineEntry
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import BADGES, HIGHWAYS, close, made, officer, sent, sent_for

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def ida():
    return officer()


def test_three_fields_are_enough(ida):
    contact = log_contact(ida, ContactSaid(service=HIGHWAYS, reason="question", outcome="answered"))
    contact = Contact.objects.get(pk=contact.pk)
    assert (contact.service.slug, contact.channel, contact.language) == (HIGHWAYS, "phone", "en")
    assert (contact.officer, contact.identity, contact.is_practice) == (ida.user, "not-checked", False)
    assert contact.started_at <= contact.ended_at <= timezone.now()


def test_logged_on_another_page_it_is_the_contact_under_way_and_ends_it(ida):
    begun = under_way.begin(ida, "phone")
    request = sent_for(ida)
    said = ContactSaid(request=request.reference, reason="request", outcome="request-made", note="Rang.")
    assert log_contact(ida, said) == log_contact(ida, said) == begun
    assert under_way.current(ida) is None
    contact = Contact.objects.get()
    assert (contact.outcome, contact.note) == ("request-made", "Rang.")


def test_one_about_a_request_is_on_its_timeline_for_officers_alone(ida):
    request = sent()
    said = ContactSaid(
        request=request.reference.lower(), reason="chase", outcome="request-chased", note="Is angry."
    )
    contact = log_contact(ida, said)
    entry = request.timeline.latest("number")
    assert (entry.kind, entry.shown_to_customer, entry.actor) == (TimelineEntry.Kind.CONTACT, False, ida.user)
    assert entry.message == (
        "By phone. Asked what became of something. Told how their request stands.\n\nIs angry."
    )
    contact.refresh_from_db()
    assert contact.entry_number == entry.number
    assert (contact.service, contact.customer, contact.location) == (
        request.service,
        request.customer,
        request.location,
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": "because"}, "reason"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "gone"}, "outcome"),
        ({"channel": "web"}, "channel"),
        ({"channel": "\x00"}, "channel"),
        ({"service": "none-such"}, "service"),
        ({"service": "x" * 5000}, "service"),
        ({"outcome": "signposted"}, "signposted_to"),
        ({"outcome": "signposted", "signposted_to": " \x00 "}, "signposted_to"),
        ({"outcome": "signposted", "signposted_to": "x" * 201}, "signposted_to"),
        ({"outcome": "handed-on"}, "handed_to"),
        ({"outcome": "handed-on", "handed_to": "nobody"}, "handed_to"),
        ({"outcome": "request-made"}, "request"),
        ({"outcome": "request-chased"}, "request"),
        ({"request": "K7W-Q3X-T9D4"}, "request"),
        ({"line": "no-line"}, "line"),
        ({"customer": uuid4()}, "customer"),
        ({"location": 10**30}, "location"),
        ({"location": -1}, "location"),
        ({"language": "not a code"}, "language"),
        ({"note": "x" * 5001}, "note"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(ida, said, field):
    with pytest.raises(ContactRefused) as refused:
        log_contact(ida, ContactSaid(**{"service": HIGHWAYS, **said}))
    assert refused.value.field == field
    assert str(refused.value).endswith(".")
    assert not Contact.objects.exists()


def test_what_belongs_to_another_outcome_is_not_kept(ida):
    Line.objects.create(slug="main", name="Main line")
    said = ContactSaid(
        outcome="signposted", signposted_to="Citizens Advice", handed_to="highways", line="main"
    )
    contact = log_contact(ida, said)
    assert (contact.signposted_to, contact.handed_to) == ("Citizens Advice", None)
    assert contact.line.slug == "main"


def test_the_same_click_logs_once(ida):
    request = sent()
    said = ContactSaid(request=request.reference, outcome="request-chased", reason="chase", id=uuid4())
    assert log_contact(ida, said) == log_contact(ida, said)
    assert Contact.objects.filter(officer=ida.user).count() == 1
    assert request.timeline.filter(kind="contact").count() == 1


def test_the_id_of_somebody_elses_contact_is_refused(ida):
    theirs = log_contact(officer(), ContactSaid())
    with pytest.raises(ContactRefused, match="too old"):
        log_contact(ida, ContactSaid(id=theirs.id))


def test_a_request_that_the_officer_may_not_see_is_not_there(ida):
    request = sent()
    close()
    with pytest.raises(ContactRefused, match="no request with that reference"):
        log_contact(ida, ContactSaid(request=request.reference))


def test_a_call_about_a_closed_service_can_be_logged_by_whoever_took_it(ida):
    close(BADGES, Service.Openness.TEAM_ONLY)
    contact = log_contact(ida, ContactSaid(service=BADGES, outcome="handed-on", handed_to="highways"))
    assert contact.service.slug == BADGES


def test_only_officers_log():
    for somebody in (officer(Role.EDITOR), officer(Role.COUNCILLOR), officer(Role.ADMINISTRATOR)):
        with pytest.raises(ContactRefused):
            log_contact(somebody, ContactSaid())


def test_a_request_made_without_a_contact_under_way_is_not_counted_twice(ida):
    request = sent_for(ida)
    said = ContactSaid(
        request=request.reference, outcome="request-made", reason="request", note="On the bus."
    )
    assert log_contact(ida, said).note == "On the bus."
    assert Contact.objects.count() == 1


def test_with_a_customer_whom_the_officer_knows(ida):
    cy = made(ida)
    assert log_contact(ida, ContactSaid(customer=cy.id)).customer == cy
