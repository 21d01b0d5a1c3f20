"""Requests are found by what people say, as far as whoever looks may see them, and nothing of it is in an address."""

import pytest

from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Delivery
from forms_engine.requests.models import Request

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


def test_more_than_a_page_says_so_and_costs_no_more(officer, fill_queue, django_assert_max_num_queries):
    fill_queue(60)
    with django_assert_max_num_queries(12):
        body = officer.post(PAGE, {"said": "archer"}).content.decode()
    assert "The newest 50" in body and "There are more." in body
    assert Request.objects.count() == 61
