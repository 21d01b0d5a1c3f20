"""How it was checked who a caller is, and what they may be told."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_engine.notices.models import Notice
from forms_engine.requests.contacts import identity, under_way
from forms_engine.requests.contacts.refused import ContactRefused, NoContactUnderWay
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.contacts.under_way import Whom
from forms_engine.requests.customers.changing import CustomerSaid, change_customer
from forms_engine.requests.customers.merging import merge
from forms_engine.requests.models import Customer, StateWording
from tests.factories import make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import close, made, officer, practising, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def ida():
    return officer()


@pytest.fixture
def request_of_ann():
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        return sent()


def call_from(ida, customer):
    return under_way.begin(ida, "phone", Whom(customer=customer.pk))


def code_in_the_last_notice():
    notice = Notice.objects.filter(subject=identity.SUBJECT).latest("created_at")
    return notice, re.search(r"\b\d{3} \d{3}\b", notice.body)[0]


def test_an_unverified_caller_hears_how_it_stands_in_its_customers_words_and_nothing_else(
    ida, request_of_ann
):
    words = {"en": "With the road crew", "cy": "Gyda’r criw"}
    StateWording.objects.create(service=request_of_ann.service, state="received", words=words)
    contact = under_way.begin(ida, "phone", Whom(language="cy"))
    told = identity.may_be_told(ida, contact, request_of_ann)
    assert (told.state, told.everything) == ("Gyda’r criw", False)
    assert "not checked" in told.why_not
    call_from(ida, request_of_ann.customer)
    assert not identity.may_be_told(ida, under_way.current(ida), request_of_ann).everything
    assert not identity.may_be_told(ida, None, request_of_ann).everything


@pytest.mark.parametrize("how", ["details", "document", "known"])
def test_a_verified_one_hears_everything_about_what_is_theirs(ida, request_of_ann, how):
    call_from(ida, request_of_ann.customer)
    contact = identity.record_identity(ida, how)
    assert identity.may_be_told(ida, contact, request_of_ann).everything
    told = identity.may_be_told(ida, contact, sent())
    assert (told.everything, told.why_not) == (False, "This is somebody else’s request.")
    contact = identity.record_identity(ida, "not-checked")
    assert not identity.may_be_told(ida, contact, request_of_ann).everything


@pytest.mark.parametrize("how", ["code", "signed-in", "", "because"])
def test_what_an_officer_cannot_have_checked_is_refused(ida, request_of_ann, how):
    call_from(ida, request_of_ann.customer)
    with pytest.raises(ContactRefused):
        identity.record_identity(ida, how)


def test_it_is_somebodys_identity_in_a_contact(ida):
    with pytest.raises(NoContactUnderWay):
        identity.record_identity(ida, "details")
    under_way.begin(ida, "phone")
    for attempt in (
        lambda: identity.record_identity(ida, "details"),
        lambda: identity.send_code(ida, by_sms=False),
        lambda: identity.use_code(ida, "123456"),
    ):
        with pytest.raises(ContactRefused, match="Find the customer"):
            attempt()


def test_it_holds_for_that_contact_and_its_officer_alone(ida, request_of_ann):
    call_from(ida, request_of_ann.customer)
    contact = identity.record_identity(ida, "details")
    assert not identity.may_be_told(officer(), contact, request_of_ann).everything
    ended = under_way.end(ida, ContactSaid())
    assert not identity.may_be_told(ida, ended, request_of_ann).everything


def test_a_request_that_the_officer_may_not_see_is_nothing_to_tell_of(ida, request_of_ann):
    contact = call_from(ida, request_of_ann.customer)
    close()
    with pytest.raises(ContactRefused, match="no such request"):
        identity.may_be_told(ida, contact, request_of_ann)


def test_a_code_goes_to_the_address_on_record_and_opens_once(ida, request_of_ann):
    contact = call_from(ida, request_of_ann.customer)
    identity.send_code(ida, by_sms=False)
    notice, code = code_in_the_last_notice()
    assert (notice.recipient, notice.secret) == ("ann@example.com", True)
    assert not identity.use_code(ida, "000000" if code != "000 000" else "111111")
    assert identity.use_code(ida, code)
    assert not identity.use_code(ida, code)
    contact.refresh_from_db()
    assert contact.identity == "code"
    assert identity.may_be_told(ida, contact, request_of_ann).everything


def test_a_code_of_one_contact_is_none_of_the_next(ida, request_of_ann):
    call_from(ida, request_of_ann.customer)
    identity.send_code(ida, by_sms=False)
    _notice, code = code_in_the_last_notice()
    call_from(ida, request_of_ann.customer)
    assert not identity.use_code(ida, code)


def test_by_text_message_in_their_language(ida):
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        cy = made(ida, mobile="07700 900 123", language="cy")
    call_from(ida, cy)
    identity.send_code(ida, by_sms=True)
    notice, _code = code_in_the_last_notice()
    assert notice.recipient == "+447700900123"
    assert notice.body.startswith("Cyngor Marlshire")
    with pytest.raises(ContactRefused, match="no email address"):
        identity.send_code(ida, by_sms=False)


def test_of_somebody_with_an_account_it_goes_where_they_sign_in(ida, request_of_ann):
    ann = make_user(email="ann-herself@example.com")
    Customer.objects.filter(pk=request_of_ann.customer_id).update(user=ann)
    call_from(ida, request_of_ann.customer)
    identity.send_code(ida, by_sms=False)
    assert code_in_the_last_notice()[0].recipient == "ann-herself@example.com"


def test_an_address_written_down_during_the_contact_proves_nothing(ida, request_of_ann):
    call_from(ida, request_of_ann.customer)
    change_customer(ida, request_of_ann.customer_id, CustomerSaid(email="mallory@example.com"))
    with pytest.raises(ContactRefused, match="proves nothing"):
        identity.send_code(ida, by_sms=False)
    assert not Notice.objects.filter(recipient="mallory@example.com").exists()


def test_who_was_merged_with_them_during_the_contact_is_not_theirs_yet(ida, request_of_ann):
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        mallory = made(ida, "Mallory")
    call_from(ida, mallory)
    contact = identity.record_identity(ida, "document")
    merge(ida, request_of_ann.customer_id, mallory.pk, "Said so.")
    assert not identity.may_be_told(ida, contact, request_of_ann).everything
    under_way.end(ida, ContactSaid())
    call_from(ida, mallory)
    contact = identity.record_identity(ida, "document")
    assert identity.may_be_told(ida, contact, request_of_ann).everything


def test_five_codes_an_hour_to_one_customer_are_enough(ida, request_of_ann):
    for _ in range(5):
        call_from(ida, request_of_ann.customer)
        identity.send_code(ida, by_sms=False)
    call_from(ida, request_of_ann.customer)
    with pytest.raises(ContactRefused, match="Too many codes"):
        identity.send_code(ida, by_sms=False)


def test_nobody_is_sent_a_code_in_practice(ida):
    me = practising(ida)
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        cy = made(me, email="cy@example.com")
    call_from(me, cy)
    with pytest.raises(ContactRefused, match="in practice"):
        identity.send_code(me, by_sms=False)
