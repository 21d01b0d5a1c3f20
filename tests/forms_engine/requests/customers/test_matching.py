"""Who is probably the same person, and why."""

import pytest

from accounts.roles import Role
from forms_engine.locations.models import Location
from forms_engine.requests.contacts.logging import ContactSaid, log_contact
from forms_engine.requests.customers.matching import likely_same
from forms_engine.requests.customers.merging import merge
from forms_engine.requests.models import Customer
from tests.factories import make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import close, made, officer, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def ida():
    return officer()


def home(**fields):
    """Somewhere that officers know of."""
    location = sent(**{"your-name": "Zed", "your-email": "zed@example.com"}).location
    Location.objects.filter(pk=location.pk).update(**fields)
    return location.pk


def why(ida, customer, other):
    return {likely.customer.pk: likely.why for likely in likely_same(ida, customer)}.get(other.pk)


@pytest.mark.parametrize(
    ("own", "theirs", "because"),
    [
        ({"email": "a@example.com"}, {"email": "A@EXAMPLE.COM"}, "The same email address"),
        ({"mobile": "07700 900123"}, {"phone": "+44 7700 900123"}, "The same phone number"),
        ({"phone": "01632 960001"}, {"phone": "(01632) 960 001"}, "The same phone number"),
        ({"mobile": "12345"}, {"mobile": "12345"}, None),
        ({}, {"email": "a@example.com"}, None),
        (
            {"mobile": "07700 900123", "email": "a@example.com"},
            {"mobile": "07700 900123", "email": "a@example.com"},
            "The same email address and the same phone number",
        ),
    ],
)
def test_by_how_they_are_reached(ida, own, theirs, because):
    one, other = made(ida, "One", **own), made(ida, "Other", **theirs)
    assert why(ida, one, other) == because
    assert why(ida, other, one) == because


@pytest.mark.parametrize(
    ("name", "own", "theirs", "because"),
    [
        (
            "cy  COOPER",
            {"postcode": "ZZ1 1AB"},
            {"postcode": "ZZ11AB"},
            "The same name and the same postcode",
        ),
        ("Cy Cooper", {"uprn": "77"}, {"uprn": "77"}, "The same name and the same address"),
        ("Cy Cooper", {"postcode": "ZZ1 1AB"}, {"postcode": "ZZ9 9ZZ"}, None),
        ("Dee Cooper", {"postcode": "ZZ1 1AB"}, {"postcode": "ZZ1 1AB"}, None),
    ],
)
def test_by_name_and_home(ida, name, own, theirs, because):
    one = made(ida, "Cy Cooper", location=home(**own))
    other = made(ida, name, location=home(**theirs))
    assert why(ida, one, other) == because


def test_by_name_and_where_their_requests_are(ida):
    one, other = sent(), sent(**{"your-email": "other@example.com"})
    assert why(ida, one.customer, other.customer) == "The same name and the same postcode"


def test_the_email_address_of_an_account_counts_too(ida):
    one, other = made(ida, "One", email="a@example.com"), made(ida, "Other")
    Customer.objects.filter(pk=other.pk).update(user=make_user(email="a@example.com"))
    other.refresh_from_db()
    assert why(ida, one, other) == why(ida, other, one) == "The same email address"


def test_by_what_is_known_of_whom_they_were_merged_with(ida):
    me, before = made(ida, "Cy"), made(ida, "Cyril", email="cy@example.com")
    other = made(ida, "C. Cooper", email="cy@example.com")
    merge(ida, me.pk, before.pk, "x")
    me.refresh_from_db()
    assert why(ida, me, other) == "The same email address"


def test_the_likeliest_first_ten_at_most_each_group_once_and_never_their_own(ida):
    me = made(ida, "Cy Cooper", email="cy@example.com", mobile="07700 900123")
    both = made(ida, "Cy Cooper", email="cy@example.com", mobile="07700 900123")
    mine = made(ida, "Cy", email="cy@example.com")
    merge(ida, me.pk, mine.pk, "x")
    pair = [made(ida, "Pair", email="cy@example.com") for _ in range(2)]
    merge(ida, pair[0].pk, pair[1].pk, "x")
    for number in range(12):
        made(ida, f"Cy {number}", email="cy@example.com")
    found = likely_same(ida, Customer.objects.get(pk=me.pk))
    assert (found[0].customer, len(found)) == (both, 10)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert mine not in [one.customer for one in found]


def test_a_home_known_by_a_closed_request_alone_says_nothing(ida):
    """Officers know of both by an open contact; where they live stands in requests that are none of their business."""
    one, other = sent(), sent(**{"your-email": "other@example.com"})
    for request in (one, other):
        log_contact(ida, ContactSaid(customer=request.customer_id))
    assert why(ida, one.customer, other.customer) == "The same name and the same postcode"
    close()
    assert likely_same(ida, one.customer) == []
    inside = officer(Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, team="highways")
    assert why(inside, one.customer, other.customer) == "The same name and the same postcode"


def test_as_many_queries_however_many_are_likely(ida, django_assert_max_num_queries):
    me = made(ida, "Cy Cooper", email="cy@example.com", mobile="07700 900123", phone="01632 960001")
    for _ in range(8):
        made(ida, "Cy Cooper", email="cy@example.com", location=sent().location_id)
    with django_assert_max_num_queries(11):
        assert len(likely_same(ida, me)) == 8
