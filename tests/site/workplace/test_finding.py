"""Requests are found by what people say, as far as whoever looks may see them, and nothing of it is in an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Delivery
from forms_engine.requests.models import Request
from payments.receipts import receipt_number
from payments.services import LineSpec, open_charge, record_counter_payment
from tests.payments.conftest import who

pytestmark = pytest.mark.django_db

PAGE = "/workplace/find/"


@pytest.fixture
def two(send_report):
    """One of Ann Archer's, which the back office calls CASE-4711, and one of Siôn Ap Rhys'."""
    ann = send_report()
    sion = send_report(
        **{
            "your-name": "Siôn ap Rhys-Jones",
            "your-email": "Sion@Example.com",
            "where": {"description": "Mill Lane", "postcode": "ZZ2 2BB"},
        }
    )
    Delivery.objects.filter(owner_id=str(ann.id), destination__kind="webhook").update(remote_id="CASE-4711")
    Request.objects.filter(id=ann.id).update(mobile="07700 900 123")
    Request.objects.filter(id=sion.id).update(mobile="+44 (0)7700 900456")
    return ann, sion


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("CASE-4711", "ann"),
        (" case-4711 ", "ann"),
        ("arch", "ann"),
        ("archer, an", "ann"),
        ("siôn", "sion"),
        ("jones rhys", "sion"),
        ("sion@example.COM", "sion"),
        ("zz22bb", "sion"),
        ("ZZ1 1AA", "ann"),
        ("07700900123", "ann"),
        ("+44 7700-900123", "ann"),
        ("00447700900456", "sion"),
        ("07700 900 456", "sion"),
        ("07700 900", ""),
        ("CASE-471", ""),
        ("rcher", ""),
        ("ann@example.co", ""),
        ("';:*&|!() ---", ""),
        ("%", ""),
        ("\0", ""),
    ],
)
def test_what_is_said_finds_it(officer, two, said, who):
    answer = officer.post(PAGE, {"said": said})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert {"ann": two[0], "sion": two[1]}.get(who) in [
        made for made in two if made.reference in body
    ] or not who
    assert sum(made.reference in body for made in two) == bool(who)


def test_the_number_on_a_receipt_finds_what_was_paid_for(officer, two):
    charge = open_charge(
        owner_type="request",
        owner_id=str(two[0].id),
        lines=[LineSpec("badge", "Blue Badge", 1000, "7100-200", "outside")],
        description="Apply for a Blue Badge",
        return_path="/",
    )
    paid = record_counter_payment(who("officer"), charge.pk, method="cash", reference="7", amount_pence=1000)
    for said in (receipt_number(paid), f" m {paid.pk}"):
        body = officer.post(PAGE, {"said": said}).content.decode()
        assert two[0].reference in body and two[1].reference not in body
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    assert two[0].reference not in officer.post(PAGE, {"said": receipt_number(paid)}).content.decode()


def test_our_own_reference_leads_straight_there(officer, two):
    said = two[1].reference.replace("-", " ").lower()
    assert officer.post(PAGE, {"said": said})["Location"].endswith(f"/{two[1].reference}/")
    assert officer.get(f"{PAGE}?said=archer").content.decode().count(two[0].reference) == 0
    assert 'action="/workplace/find/"' in officer.get("/workplace/").content.decode()


def test_what_one_may_not_see_is_not_found(officer, two):
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    for said in ("archer", "CASE-4711", "ann@example.com", "ZZ1 1AA", two[0].reference):
        answer = officer.post(PAGE, {"said": said})
        assert answer.status_code == 200 and f"/{two[0].reference}/" not in answer.content.decode()


def test_a_name_that_too_many_share_is_asked_for_more_of_and_sorts_nothing(officer, fill_queue, monkeypatch):
    monkeypatch.setattr("forms_engine.requests.finding.MOST_COMPARED", 3)
    fill_queue(3, name="Ann Archibald")
    with CaptureQueriesContext(connection) as asked:
        body = officer.post(PAGE, {"said": "ann arch"}).content.decode()
    assert "too many to show" in body and "Nothing that you may see" not in body and "<table" not in body
    by_name = [query["sql"] for query in asked if "to_tsquery" in query["sql"]]
    assert len(by_name) == 1 and "ORDER BY" not in by_name[0] and by_name[0].endswith("LIMIT 4")
    assert "3 found" in officer.post(PAGE, {"said": "ann archi"}).content.decode()


def test_more_than_a_page_says_so_and_costs_no_more(officer, fill_queue, django_assert_max_num_queries):
    fill_queue(60)
    with django_assert_max_num_queries(14):
        body = officer.post(PAGE, {"said": "archer"}).content.decode()
    assert "The newest 50" in body and "There are more." in body
    assert Request.objects.count() == 61
