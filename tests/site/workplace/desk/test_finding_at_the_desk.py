"""One box at the desk finds people, Locations and requests; and a Location shows what happened there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_engine.locations.models import Location
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.models import Customer, Request

pytestmark = pytest.mark.django_db

DESK = "/workplace/desk/"


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def at(location):
    return f"/workplace/desk/locations/{location.pk}/"


@pytest.mark.parametrize("said", ["archer", "ann@example.com", "zz1 1aa", "High Street"])
def test_one_box_finds_all_three(officer, report, ann, said):
    text = text_of(officer.post(DESK, {"said": said}))
    if said != "High Street":
        assert f"/workplace/desk/customers/{ann.pk}/" in text and report.reference in text
    if said in ("zz1 1aa", "High Street"):
        assert at(report.location) in text
    assert "Make a new customer" in text


def test_a_reference_finds_whose_request_it_is_too(officer, report, ann, hide):
    said = report.reference.replace("-", " ").lower()
    text = text_of(officer.post(DESK, {"said": said}))
    assert f"/workplace/requests/{report.reference}/" in text and f"/customers/{ann.pk}/" in text
    hide()
    text = text_of(officer.post(DESK, {"said": said}))
    assert f"/customers/{ann.pk}/" not in text and "Nothing that you may see" in text


def test_nothing_found_offers_to_write_them_down_with_what_was_typed(officer, council):
    text = text_of(officer.post(DESK, {"said": "  Nia   New "}))
    assert "Nothing that you may see fits that" in text and 'value="Nia New"' in text
    assert 'value="nia@example.com"' in text_of(officer.post(DESK, {"said": "nia@example.com"}))
    assert "Say whom or what" in text_of(officer.post(DESK, {"said": " "}))
    assert "Nothing that you may see" not in text_of(officer.get(f"{DESK}?said=archer"))


def test_too_many_of_a_name_are_asked_for_more(officer, report, fill_queue, monkeypatch):
    monkeypatch.setattr("forms_engine.requests.finding.MOST_COMPARED", 3)
    monkeypatch.setattr("forms_engine.requests.customers.finding.MOST_COMPARED", 3)
    fill_queue(4, name="Ann Archer")
    text = text_of(officer.post(DESK, {"said": "ann arch"}))
    assert "Too many names begin like that" in text and "Nothing that you may see" not in text


@pytest.mark.parametrize("said", ["\0", "%", "';:*&|!()", "x" * 5000, "K7W-Q3X-T9D4", "(", "Müller 😀"])
def test_whatever_is_typed_is_answered(officer, council, said):
    assert officer.post(DESK, {"said": said}).status_code == 200


def test_finding_costs_the_same_however_much_fits(officer, report, fill_queue):
    officer.post(DESK, {"said": "archer"})
    with CaptureQueriesContext(connection) as few:
        officer.post(DESK, {"said": "archer"})
    fill_queue(40)
    Customer.objects.bulk_create(Customer(name="Ann Archer") for _ in range(20))
    with CaptureQueriesContext(connection) as many:
        officer.post(DESK, {"said": "archer"})
    assert len(many) == len(few)


def test_a_location_shows_what_is_there_and_close_by(officer, principal, report, send_report):
    Location.objects.filter(pk=report.location_id).update(latitude=52.1, longitude=-1.9)
    near, far = send_report(), send_report()
    Location.objects.filter(pk=near.location_id).update(latitude=52.1002, longitude=-1.9, description="Mill")
    Location.objects.filter(pk=far.location_id).update(
        latitude=52.11, longitude=-1.9, description="Far", postcode=""
    )
    log_contact(
        principal, ContactSaid(service="blue-badge", location=report.location_id, note="Rang from here.")
    )
    text = text_of(officer.get(at(report.location)))
    assert report.reference in text and near.reference in text and far.reference not in text
    assert "22 m away" in text and "Rang from here." in text
    assert "2 requests, 1 contact" in " ".join(text.split()) and 'data-module="gh-map-view"' in text


def test_a_location_of_a_hidden_request_alone_is_not_there(officer, report, hide):
    assert officer.get(at(report.location)).status_code == 200
    hide()
    assert officer.get(at(report.location)).status_code == 404
    found = text_of(officer.post(DESK, {"said": "zz1 1aa"}))
    assert "Nothing that you may see fits that" in found


def test_a_hidden_request_close_by_is_neither_shown_nor_counted(
    officer, principal, report, send_report, hide
):
    log_contact(principal, ContactSaid(service="blue-badge", location=report.location_id))
    hide("restricted")
    text = " ".join(text_of(officer.get(at(report.location))).split())
    assert report.reference not in text and "0 requests, 1 contact" in text


def test_a_location_costs_the_same_however_much_is_there(officer, report, fill_queue):
    Location.objects.filter(pk=report.location_id).update(latitude=52.1, longitude=-1.9)
    officer.get(at(report.location))
    with CaptureQueriesContext(connection) as few:
        officer.get(at(report.location))
    fill_queue(60)
    assert Request.objects.filter(location=report.location_id).count() == 61
    with CaptureQueriesContext(connection) as many:
        text = text_of(officer.get(at(report.location)))
    assert len(many) == len(few) <= 25 and 'rel="next"' in text


@pytest.mark.parametrize("number", [0, 987654321, 2**63, 2**200])
def test_a_number_that_is_no_location_is_not_there(officer, number):
    assert officer.get(f"/workplace/desk/locations/{number}/").status_code == 404


def test_whoever_is_spoken_with_may_live_there(officer, ann, report, on_the_line):
    address = f"{at(report.location)}lives-here/"
    assert "Ann Archer lives here" in text_of(officer.get(at(report.location)))
    text = text_of(officer.post(address, follow=True))
    assert "It is written down that they live here." in text and at(report.location) in text
    assert "lives here</button>" not in text_of(officer.get(at(report.location)))
    assert officer.post("/workplace/desk/locations/987654321/lives-here/").status_code == 404
    on_the_line.delete()
    assert "you speak with nobody" in text_of(officer.post(address, follow=True))
