"""Whoever has shown that an address is theirs adds to their account what was sent with it, once, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind
from accounts.proved_addresses import prove
from audiences.admission import admit
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.notices.models import Notice
from forms_engine.requests import claiming_all
from forms_engine.requests.claiming_all import claim_all, claimable, count_claimable
from forms_engine.requests.inward.claiming import claim
from forms_engine.requests.models import ActingFor, Contact, Customer, CustomerChange, Request
from forms_engine.requests.selectors import requests_for
from tests.factories import make_user
from tests.forms_engine.requests.makers import make_service, sent

pytestmark = pytest.mark.django_db

MOBILE = "+447872960123"


def proved(*, email="", mobile=""):
    """Somebody on the public site whose addresses came back with a code."""
    user = make_user(name="Ann Account", email=email or None, mobile=mobile or None)
    for kind, value in ((AddressKind.EMAIL, email), (AddressKind.MOBILE, mobile)):
        if value:
            prove(user, Address(kind, value))
    return admit(user, "public")


@pytest.fixture
def ann():
    return proved(email="ann@example.org", mobile=MOBILE)


def found(principal):
    return set(claimable(principal))


def test_what_was_sent_with_a_proved_address_is_found_however_it_was_typed(ann):
    mine = {sent(email="Ann@Example.org"), sent(email="ann@example.org", mobile="01632 960 001")}
    mine |= {
        sent(mobile=typed)
        for typed in ("07872 960 123", "+44 (0)7872 960123", "00447872960123", "447872 960123")
    }
    sent(email="ann@example.org.uk"), sent(email="joann@example.org"), sent()
    assert found(ann) == mine and count_claimable(ann) == 6


@pytest.mark.parametrize("typed", ["+1 787 296 0123", "+787 296 0123", "1 787 296 0123", "+353 7872 960123"])
def test_a_number_of_another_country_that_ends_alike_is_another_number(ann, typed):
    sent(mobile=typed)
    assert not found(ann)


@pytest.mark.parametrize(
    ("theirs", "like"), [("mike@example.org", "mıke@example.org"), ("mıke@example.org", "mike@example.org")]
)
def test_letters_that_are_alike_in_capitals_make_another_address(theirs, like):
    ann = proved(email=theirs)
    mine, _other = sent(email=theirs), sent(email=like)
    assert found(ann) == {mine}


def test_a_number_finds_only_what_was_sent_lately_as_numbers_change_hands(ann):
    with time_machine.travel(timezone.now() - claiming_all.NUMBERS_STAY - timedelta(days=1)):
        before, by_email = sent(mobile="07872 960123"), sent(email="ann@example.org")
    lately = sent(mobile="07872 960123")
    assert found(ann) == {by_email, lately}
    assert set(claim_all(ann, [before.pk, lately.pk])) == {lately}


def test_an_address_that_was_not_proved_finds_nothing():
    sent(email="bob@example.org"), sent(mobile="07700 900 555")
    user = make_user(email="bob@example.org", mobile="+447700900555")
    assert not found(admit(user, "public"))
    prove(user, Address(AddressKind.MOBILE, "+447700900555"))
    user.refresh_from_db()
    assert [made.mobile for made in found(admit(user, "public"))] == ["07700 900 555"]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_practice": True},
        {"audience": "staff"},
        {"audience": "partner"},
        {"erased_at": timezone.now()},
    ],
)
def test_what_is_not_a_resident_s_is_not_found(ann, fields):
    sent(email="ann@example.org", **fields)
    assert not found(ann) and not count_claimable(ann)


@pytest.mark.parametrize("openness", [Service.Openness.TEAM_ONLY, Service.Openness.RESTRICTED])
def test_a_request_that_is_dangerous_to_know_of_is_added_by_its_own_code_alone(ann, openness):
    made = sent(email="ann@example.org", service=make_service("safeguarding", openness))
    assert not found(ann) and not claim_all(ann, [made.pk])
    claim(made.pk, user=ann.user)
    assert list(requests_for(ann)) == [made]


def test_what_is_in_an_account_is_not_found_nor_by_strangers_at_work_or_for_another(ann):
    taken = Customer.objects.create(user=make_user())
    sent(email="ann@example.org", customer=taken)
    assert not found(ann)
    sent(email="ann@example.org")
    assert len(found(ann)) == 1
    for other in (Principal.public(), replace(ann, audience="staff"), replace(ann, helping=uuid4())):
        assert not found(other) and not claim_all(other, list(Request.objects.values_list("pk", flat=True)))


def test_the_chosen_ones_are_added_with_their_contacts_and_its_address_is_told(ann):
    one, two, left = sent(email="ann@example.org"), sent(mobile="07872 960123"), sent(email="ann@example.org")
    strangers = sent(email="ben@example.org")
    Contact.objects.create(
        channel="web", reason="request", started_at=timezone.now(), customer=one.customer, request=one
    )
    assert set(claim_all(ann, [one.pk, two.pk, strangers.pk, uuid4()])) == {one, two}
    own = Customer.objects.get(user=ann.user)
    assert set(requests_for(ann)) == {one, two} and found(ann) == {left}
    assert Contact.objects.get(request=one).customer == own
    for made in (one, two):
        entry = made.timeline.get(kind="claimed")
        assert entry.actor == ann.user and entry.shown_to_customer
    told = {
        (notice.channel, notice.recipient) for notice in Notice.objects.filter(subject="requests.claimed")
    }
    assert told == {("email", "ann@example.org"), ("sms", MOBILE)}
    assert claim_all(ann, [one.pk, two.pk]) == []
    assert one.timeline.filter(kind="claimed").count() == 1


def test_whoever_else_reads_an_address_on_them_is_told(ann):
    ids = [sent(email="ben@example.org", mobile="07872 960123").pk for _ in range(2)]
    ids.append(sent(email="ann@example.org", mobile="07700 900 555").pk)
    claim_all(ann, ids)
    told = Notice.objects.filter(subject="requests.claimed")
    assert {notice.recipient for notice in told} == {
        "ann@example.org",
        MOBILE,
        "ben@example.org",
        "+447700900555",
    }
    assert "2 of your earlier requests" in told.get(recipient="ben@example.org").body


def test_only_what_was_chosen_comes_along_not_what_else_its_customer_has(ann):
    known = Customer.objects.create(name="Ann", needs="written by an officer")
    mine = sent(email="ann@example.org", customer=known)
    other = sent(email="other@example.org", customer=known, service=make_service("care"))
    assert claim_all(ann, [mine.pk]) == [mine]
    other.refresh_from_db()
    assert other.customer == known and list(requests_for(ann)) == [mine]


def test_nor_does_a_code_for_one_request_bring_along_another(ann):
    known = Customer.objects.create(name="Ann")
    mine, other = sent(email="a@example.org", customer=known), sent(email="b@example.org", customer=known)
    claim(mine.pk, user=ann.user)
    other.refresh_from_db()
    assert list(requests_for(ann)) == [mine] and other.customer == known


@pytest.mark.parametrize("written", ["a need", "a helper", "nothing"])
def test_nor_what_an_officer_wrote_down_of_its_customer(ann, written):
    known = Customer.objects.create(name="Ann", needs="Ring in the morning")
    mine = sent(email="a@example.org", customer=known)
    officer = make_user(is_staff=True)
    if written == "a need":
        CustomerChange.objects.create(customer=known, changed={"needs": ["", "x"]}, by=officer)
    elif written == "a helper":
        ActingFor.objects.create(
            customer=known,
            helper_name="X",
            invited_at_address="x@example.org",
            token_hash="x",
            relation="friend",
            consent="spoken",
            consent_words="Rang.",
            made_by=officer,
        )
    claim(mine.pk, user=ann.user)
    assert list(requests_for(ann)) == [mine]
    known.refresh_from_db()
    assert known.user == (ann.user if written == "nothing" else None)


def test_no_more_than_so_many_at_once(ann, monkeypatch):
    monkeypatch.setattr(claiming_all, "MOST_AT_ONCE", 2)
    ids = [sent(email="ann@example.org").pk for _ in range(3)]
    assert len(claim_all(ann, ids)) == 2 and len(claim_all(ann, ids)) == 0
    assert count_claimable(ann) == 1


def test_counting_asks_two_questions(ann, django_assert_num_queries):
    sent(email="ann@example.org"), sent(mobile="07872 960123")
    with django_assert_num_queries(2):
        assert count_claimable(ann) == 2


def test_they_are_found_by_the_indexes_of_addresses_however_many_requests_there_are(ann):
    like = sent(email="ann@example.org")
    values = {field.attname: getattr(like, field.attname) for field in Request._meta.concrete_fields}
    customers = Customer.objects.bulk_create(Customer() for _ in range(4000))
    Request.objects.bulk_create(
        Request(
            **{
                **values,
                "id": customer.pk,
                "reference": f"{number:012}",
                "customer_id": customer.pk,
                "email": f"{number}@example.org",
                "mobile": f"07700 {number:06}",
            }
        )
        for number, customer in enumerate(customers)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze requests_request")
        cursor.execute("analyze requests_customer")
    plan = claimable(ann).explain()
    assert "request_email" in plan and "request_mobile_digits" in plan, plan
    assert [made.pk for made in claimable(ann)] == [like.pk]
