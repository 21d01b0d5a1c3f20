"""Who may know of whom: nobody who is known only by a closed service is found outside its team, not in a count either."""

from dataclasses import replace

import pytest

from accounts.roles import Role
from audiences.admission import admit
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.contacts.logging import ContactSaid, log_contact
from forms_engine.requests.customers.finding import find_customers, find_locations
from forms_engine.requests.customers.matching import likely_same
from forms_engine.requests.customers.selectors import (
    customer_for,
    customers_for,
    location_for,
    locations_for,
)
from forms_engine.requests.models import Customer
from tests.factories import make_partner, make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import HIGHWAYS, close, made, officer, practising, sent

pytestmark = pytest.mark.django_db

CASE_OFFICER = (Role.OFFICER, Role.RESTRICTED_CASE_OFFICER)


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def found(principal, request):
    """By everything that the customer could be found by; each is asked, so that a leak of one shows."""
    customer, location = request.customer, request.location
    likely = made(officer(), customer.name, email=customer.email)
    known = customer_for(principal, likely.pk)
    return {
        "rows": customers_for(principal).filter(pk=customer.pk).exists(),
        "one": customer_for(principal, customer.pk) is not None,
        "name": customer in find_customers(principal, "arch ann").rows,
        "email": customer in find_customers(principal, "Ann@example.com").rows,
        "postcode": customer in find_customers(principal, "zz11aa").rows,
        "likely": known is not None
        and customer in [likely.customer for likely in likely_same(principal, known)],
        "location": location_for(principal, location.pk) is not None,
        "locations": locations_for(principal).filter(pk=location.pk).exists(),
        "address": location in find_locations(principal, "high street").rows,
        "its postcode": location in find_locations(principal, "ZZ1 1AA").rows,
    }


@pytest.mark.parametrize(
    ("openness", "roles", "team", "sees"),
    [
        (Service.Openness.OPEN, (Role.OFFICER,), "", True),
        (Service.Openness.TEAM_ONLY, (Role.OFFICER,), "", False),
        (Service.Openness.TEAM_ONLY, (Role.OFFICER,), "highways", True),
        (Service.Openness.RESTRICTED, CASE_OFFICER, "", False),
        (Service.Openness.RESTRICTED, (Role.TEAM_LEAD,), "highways", False),
        (Service.Openness.RESTRICTED, CASE_OFFICER, "highways", True),
    ],
)
def test_outside_its_team_nothing_leads_to_somebody_known_by_a_closed_service(openness, roles, team, sees):
    request = sent()
    close(openness=openness)
    assert set(found(officer(*roles, team=team), request).values()) == {sees}


def test_one_open_contact_is_enough_to_be_known_of():
    request, ida = sent(), officer()
    said = ContactSaid(customer=request.customer_id)
    log_contact(ida, said)
    close()
    outsider = officer()
    assert customer_for(outsider, request.customer_id) == request.customer
    assert find_customers(outsider, "Ann Archer").rows == [request.customer]
    # Known of, but not by what stands in the request alone.
    Customer.objects.filter(pk=request.customer_id).update(email="", mobile="")
    assert find_customers(outsider, "ann@example.com").rows == []
    assert find_customers(outsider, "ZZ1 1AA").rows == []


def test_whoever_was_written_down_shows_until_something_closed_is_all_there_is():
    ida = officer()
    cy = made(ida)
    assert find_customers(officer(), "cooper").rows == [cy]
    close()
    log_contact(ida, ContactSaid(customer=cy.pk, service=HIGHWAYS))
    assert find_customers(ida, "cooper").rows == []
    inside = officer(*CASE_OFFICER, team="highways")
    assert find_customers(inside, "cooper").rows == [cy]


def test_an_account_without_anything_is_nobodys_to_find():
    Customer.objects.create(name="Dee Dawes", user=make_user())
    assert not customers_for(officer()).exists()


def test_nobody_but_officers_knows_of_anybody():
    request = sent()
    member, resident = admit(make_partner("hale-house"), "partner"), admit(make_user(), "public")
    for nobody in (
        Principal.public(),
        resident,
        replace(resident, roles=frozenset({Role.OFFICER})),
        member,
        replace(member, roles=frozenset({Role.OFFICER})),
        replace(officer(), keys=frozenset()),
        officer(Role.EDITOR),
        officer(Role.ADMINISTRATOR),
        officer(Role.COUNCILLOR),
    ):
        assert not any(found(nobody, request).values())


def test_practice_knows_of_practice_alone():
    ida = officer()
    real, practice = made(ida), made(practising(ida))
    assert find_customers(ida, "cooper").rows == [real]
    assert find_customers(practising(ida), "cooper").rows == [practice]
