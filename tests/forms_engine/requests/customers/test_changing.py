"""Writing somebody down and changing what is known of them: kept, with who did it."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from forms_engine.requests.customers.changing import (
    CustomerRefused,
    CustomerSaid,
    change_customer,
    changes_of,
    make_customer,
)
from forms_engine.requests.models import Customer, CustomerChange
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import close, made, officer, practising, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def ida():
    return officer()


def test_somebody_with_neither_email_nor_phone(ida):
    cy = make_customer(ida, CustomerSaid(name=" Cy Cooper "), customer_id=uuid4())
    cy = Customer.objects.get(pk=cy.pk)
    assert (cy.name, cy.email, cy.mobile, cy.phone, cy.user, cy.is_practice) == (
        "Cy Cooper",
        "",
        "",
        "",
        None,
        False,
    )
    change = changes_of(ida, cy).get()
    assert (change.made, change.by, change.changed) == (True, ida.user, {"name": ["", "Cy Cooper"]})


def test_the_same_click_makes_one(ida):
    wanted = uuid4()
    said = CustomerSaid(name="Cy")
    assert make_customer(ida, said, customer_id=wanted) == make_customer(ida, said, customer_id=wanted)
    with pytest.raises(CustomerRefused, match="too old"):
        make_customer(officer(), said, customer_id=wanted)
    with pytest.raises(CustomerRefused, match="too old"):
        make_customer(ida, said, customer_id=sent().customer_id)


def test_each_change_is_kept_and_what_stays_is_not(ida):
    cy, dee = made(ida, "Cy", email="cy@example.com"), officer()
    said = CustomerSaid(
        name="Cy", email="", phone="01632 960 001", language="cy", needs="Large print, please"
    )
    change_customer(dee, cy.pk, said)
    change_customer(dee, cy.pk, said)
    cy.refresh_from_db()
    assert (cy.email, cy.phone, cy.language, cy.needs) == ("", "01632 960 001", "cy", "Large print, please")
    newest, first = changes_of(ida, cy)
    assert first.made
    assert newest.by == dee.user
    assert newest.changed == {
        "email": ["cy@example.com", ""],
        "phone": ["", "01632 960 001"],
        "language": ["", "cy"],
        "needs": ["", "Large print, please"],
    }


def test_where_they_live(ida):
    cy, home = made(ida), sent().location
    assert change_customer(ida, cy.pk, CustomerSaid(location=home.pk)).location == home
    assert changes_of(ida, cy).first().changed == {"location": [None, home.pk]}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\x00 "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "not an address"}, "email"),
        ({"email": f"{'x' * 250}@example.com"}, "email"),
        ({"mobile": "none"}, "mobile"),
        ({"mobile": "0" * 31}, "mobile"),
        ({"phone": "12"}, "phone"),
        ({"language": "<cy>"}, "language"),
        ({"needs": "x" * 2001}, "needs"),
        ({"location": 10**40}, "location"),
        ({"location": 0}, "location"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(ida, said, field):
    with pytest.raises(CustomerRefused) as refused:
        make_customer(ida, CustomerSaid(**{"name": "Cy", **said}), customer_id=uuid4())
    assert refused.value.field == field
    assert not Customer.objects.exists()


def test_nobody_changes_whom_they_may_not_know_of(ida):
    request = sent()
    close()
    for principal, customer in [(ida, request.customer_id), (ida, uuid4()), (practising(ida), made(ida).pk)]:
        with pytest.raises(CustomerRefused, match="no such customer"):
            change_customer(principal, customer, CustomerSaid(needs="x"))
    with pytest.raises(CustomerRefused, match="no such location"):
        change_customer(ida, made(ida).pk, CustomerSaid(location=request.location_id))


def test_only_officers_write_people_down():
    for somebody in (officer(Role.EDITOR), officer(Role.ADMINISTRATOR), officer(Role.COUNCILLOR)):
        with pytest.raises(CustomerRefused):
            make_customer(somebody, CustomerSaid(name="Cy"), customer_id=uuid4())


def test_the_history_only_grows(ida):
    made(ida)
    for attempt in (
        lambda: CustomerChange.objects.update(made=False),
        lambda: CustomerChange.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            attempt()
