"""Finding a customer or a location by what a caller says."""

import pytest

from forms_engine.locations.models import Location
from forms_engine.requests.customers import finding
from forms_engine.requests.customers.finding import find_customers, find_locations
from forms_engine.requests.customers.locations import ids_of_same
from forms_engine.requests.customers.merging import merge
from forms_engine.requests.models import Customer, Request
from tests.factories import make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import made, officer, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def ida():
    return officer()


@pytest.mark.parametrize(
    "said",
    [
        "ann",
        "ARCHER",
        "arch a",
        "  Ann   Archer ",
        "ann@EXAMPLE.com",
        "07700 900 123",
        "+44 (0)7700-900123",
        "01632 960001",
        "ZZ1 1AA",
        "zz11aa",
    ],
)
def test_by_whatever_is_known_of_them(ida, said):
    request = sent()
    Customer.objects.filter(pk=request.customer_id).update(mobile="+447700900123", phone="(01632) 960 001")
    made(ida, "Somebody Else")
    assert find_customers(ida, said).rows == [request.customer]


def test_by_what_stands_in_their_request_and_by_their_account(ida):
    request = sent()
    Request.objects.filter(pk=request.pk).update(mobile="07700 900124", email="other@example.com")
    Customer.objects.filter(pk=request.customer_id).update(
        email="", user=make_user(email="account@example.com")
    )
    for said in ("07700900124", "other@example.com", "Account@example.com"):
        assert find_customers(ida, said).rows == [request.customer]


def test_by_where_they_live(ida):
    home = sent().location
    cy = made(ida, location=home.pk)
    assert cy in find_customers(ida, "ZZ1 1AA").rows


@pytest.mark.parametrize(
    "said",
    ["", "  ", "\x00", "@", "a & b | !c:*", "'", "()", "%", "x" * 10_000, "0" * 300, "zz9 9zz", "é" * 400],
)
def test_what_fits_nobody_finds_nobody(ida, said):
    sent()
    assert find_customers(ida, said).rows == []
    assert find_locations(ida, said).rows == []


def test_of_a_group_the_one_that_stands_for_it(ida):
    one, two = made(ida, "Cy Cooper"), made(ida, "Cyril Cooper")
    merge(ida, two.pk, one.pk, "x")
    assert find_customers(ida, "cy cooper").rows == [two]


def test_at_most_so_many_and_whether_there_are_more(ida, monkeypatch):
    monkeypatch.setattr(finding, "MOST_FOUND", 2)
    monkeypatch.setattr(finding, "MOST_COMPARED", 3)
    people = [made(ida, f"Cooper {letter}") for letter in "abc"]
    found = find_customers(ida, "cooper")
    assert (found.rows, found.more, found.too_many_names) == (people[:2], True, False)
    made(ida, "Cooper d")
    found = find_customers(ida, "cooper")
    assert (found.rows, found.too_many_names) == ([], True)


def test_locations_by_postcode_property_number_and_words(ida):
    here = sent(where={"description": "12 High Street, Marlford", "postcode": "ZZ1 1AA"}).location
    Location.objects.filter(pk=here.pk).update(uprn="100012345678")
    there = sent(where={"description": "12 Low Street, Marlford", "postcode": "ZZ1 1AA"}).location
    for said, rows in [
        ("ZZ1 1AA", [there, here]),
        ("100012345678", [here]),
        ("high str", [here]),
        ("12 low street, zz1 1aa", [there]),
        ("marl", [there, here]),
        ("high road", []),
    ]:
        assert find_locations(ida, said).rows == rows, said


def test_a_location_of_many_requests_is_found_once(ida):
    newest = [sent().location for _ in range(3)][-1]
    assert find_locations(ida, "ZZ1 1AA").rows == [newest]
    assert len(ids_of_same(newest)) == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"uprn": "1", "postcode": "A"}, {"uprn": "1", "description": "b"}, True),
        ({"uprn": "1", "postcode": "A"}, {"postcode": "A"}, False),
        ({"postcode": "A", "description": "1 High St"}, {"postcode": "A", "description": "1 HIGH ST"}, True),
        ({"postcode": "A", "description": "1 High St"}, {"postcode": "A", "description": "2 High St"}, False),
        ({"latitude": 52.2, "longitude": -1.5}, {"latitude": 52.2001, "longitude": -1.5001}, True),
        ({"latitude": 52.2, "longitude": -1.5}, {"latitude": 52.21, "longitude": -1.5}, False),
        ({"description": "By the oak"}, {"description": "By the oak"}, False),
    ],
)
def test_which_locations_are_the_same(one, other, same):
    here, there = Location.objects.create(**one), Location.objects.create(**other)
    assert (there.pk in ids_of_same(here)) is same
    assert (here.pk in ids_of_same(there)) is same
    assert here.pk in ids_of_same(here)


def test_as_many_queries_however_many_are_found(ida, django_assert_num_queries):
    def count(queries):
        with django_assert_num_queries(queries):
            assert [str(row.location) for row in find_customers(ida, "cooper").rows]
        with django_assert_num_queries(1):
            assert [str(row.ward) for row in find_locations(ida, "high").rows]

    sent()
    made(ida)
    count(1)
    for _ in range(5):
        sent()
        made(ida)
    count(1)
