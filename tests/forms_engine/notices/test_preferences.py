"""By what a customer is told something, and what they may choose not to be told."""

import pytest

from forms_engine.catalogue.models import Service
from forms_engine.notices.events import EVENTS
from forms_engine.notices.models import Notice
from forms_engine.requests.customers.preferences import (
    KINDS,
    MAY_DECLINE,
    Kind,
    checked_declines,
    kind_of,
    may_tell,
)
from forms_engine.requests.models import Customer
from forms_engine.requests.states import RequestState
from forms_engine.requests.telling import tell_customer, tell_of_state
from tests.factories import make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.notices.told import make_told, told

pytestmark = pytest.mark.django_db

EMAIL, SMS = Notice.Channel.EMAIL, Notice.Channel.SMS


@pytest.fixture
def service():
    open_council()
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


@pytest.mark.parametrize(
    ("email", "mobile", "contact_by", "ways"),
    [
        ("ann@example.com", "07700 900123", "", [EMAIL]),
        ("ann@example.com", "07700 900123", "email", [EMAIL]),
        ("ann@example.com", "07700 900123", "sms", [SMS]),
        ("ann@example.com", "07700 900123", "post", [EMAIL]),
        ("ann@example.com", "", "sms", [EMAIL]),
        ("", "07700 900123", "", [SMS]),
        ("", "07700 900123", "email", [SMS]),
        ("", "01632 960 001", "", []),
        ("ann@example.com", "no number", "sms", [EMAIL]),
        ("", "", "", []),
    ],
)
def test_by_email_or_text_message_whichever_they_would_rather_have(service, email, mobile, contact_by, ways):
    request = make_told(
        service, email=email, mobile=mobile, customer=Customer.objects.create(contact_by=contact_by)
    )
    tell_customer(request, "request.message", {})
    assert [one.channel for one in told(request)] == ways
    assert {one.recipient for one in told(request)} <= {"ann@example.com", "+447700900123"}


def test_what_cannot_wait_goes_every_way_there_is(service):
    request = make_told(service, customer=Customer.objects.create(contact_by="sms"))
    tell_customer(request, "request.ring-us", {"urgent": "Call 999."}, every_way=True)
    assert {one.channel for one in told(request)} == {EMAIL, SMS}


@pytest.mark.parametrize("subject", EVENTS)
def test_what_is_declined_is_not_told_and_what_is_essential_is(service, subject):
    everything = Customer.objects.create(declines=[str(kind) for kind in Kind])
    request = make_told(service, customer=everything)
    tell_customer(request, subject, {})
    is_essential = subject not in KINDS
    assert bool(told(request)) == is_essential == may_tell(everything, subject)
    assert may_tell(Customer.objects.create(), subject)


def test_whoever_wants_letters_is_sent_what_is_essential_and_nothing_else(service):
    wants_letters = Customer.objects.create(contact_by="post")
    assert {subject for subject in EVENTS if may_tell(wants_letters, subject)} == set(EVENTS) - set(KINDS)


def test_what_came_of_a_request_is_told_to_whoever_declined_how_it_goes_on(service):
    customer = Customer.objects.create(declines=[Kind.PROGRESS])
    going_on = make_told(service, customer=customer)
    over = make_told(
        service,
        customer=customer,
        state=RequestState.RESOLVED,
        resolved_at="2026-12-02T12:00Z",
        finished_at="2026-12-02T12:00Z",
    )
    for request in (going_on, over):
        tell_of_state(request)
    assert not told(going_on) and [one.subject for one in told(over)] == ["request.updated"]


def test_a_kind_is_kept_once_and_in_our_order_and_nothing_essential_is():
    assert checked_declines(["surveys", "progress", "surveys"]) == ["progress", "surveys"]
    for wrong in ("essential", "everything", "\x00"):
        with pytest.raises(ValueError, match="cannot be declined"):
            checked_declines([wrong])
    assert kind_of("request.received") == Kind.ESSENTIAL == kind_of("never.heard-of")
    assert set(KINDS.values()) <= set(MAY_DECLINE)


@pytest.mark.parametrize("whose", ["the head", "the account"])
def test_of_several_rows_of_one_person_the_one_that_speaks_for_them_counts(service, whose):
    said = {"contact_by": "sms", "declines": [Kind.SURVEYS]}
    if whose == "the account":
        head = Customer.objects.create(contact_by="email")
        Customer.objects.create(merged_into=head, user=make_user(), **said)
    else:
        head = Customer.objects.create(**said)
    merged = Customer.objects.create(merged_into=head, contact_by="email")
    assert not may_tell(merged, "request.feedback") and not may_tell(head, "request.feedback")
    assert may_tell(merged, "request.updated") and may_tell(merged, "request.message")
    request = make_told(service, customer=merged)
    tell_customer(request, "request.message", {})
    assert [one.channel for one in told(request)] == [SMS]


def test_whoever_undoes_a_merge_speaks_for_themselves_again(service):
    head = Customer.objects.create(declines=[Kind.SURVEYS])
    other = Customer.objects.create(merged_into=head)
    assert not may_tell(other, "request.feedback")
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    assert may_tell(other, "request.feedback")


def test_an_account_is_asked_about_nothing_else(service, django_assert_num_queries):
    own = Customer.objects.create(user=make_user(), declines=[Kind.SURVEYS])
    with django_assert_num_queries(0):
        assert not may_tell(own, "request.feedback") and may_tell(own, "request.message")
