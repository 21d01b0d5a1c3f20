"""A request's page: what it shows, in which order, and that it costs the same however much has happened."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from audiences.admission import admit
from audiences.principal import PRACTISING
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.locations.models import Location
from forms_engine.requests.added_files import Sending, add_files
from forms_engine.requests.answers import AnswerRow
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.messages import write_as_customer, write_as_officer
from forms_engine.requests.models import Contact, Customer, Outcome, ReplyTemplate, Request
from forms_engine.requests.needs import needs_of
from forms_engine.requests.splitting import Part, split
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import photo, started

pytestmark = pytest.mark.django_db


def page(request, more=""):
    return f"/workplace/requests/{request.reference}/{more}"


def shown(officer, request, more=""):
    answer = officer.get(page(request, more))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def principal():
    return admit(make_staff(Role.OFFICER), "staff")


def test_what_they_need_is_at_its_head(report, officer):
    assert "What they need from us" not in shown(officer, report)
    Customer.objects.filter(pk=report.customer_id).update(needs="Text phone only", language="cy")
    body = shown(officer, report)
    assert "Text phone only" in body and "<strong>Welsh</strong>" in body
    assert body.index("Text phone only") < body.index("What they told us")


def test_needs_that_were_answered_are_there_as_well(report, principal):
    row = AnswerRow("communication", "checkboxes", "How?", ["bsl"], ("BSL",), False)
    other = AnswerRow("category", "radios", "What?", "road", ("Road",), False)
    assert needs_of(principal, report, [other, row]).answers == (row,)
    assert not needs_of(principal, report, [other])


def test_a_point_is_on_a_map_and_in_words_with_a_link(report, officer):
    assert "gh-map-view" not in shown(officer, report)
    Location.objects.filter(pk=report.location_id).update(latitude=52.12345, longitude=-1.54321)
    body = shown(officer, report)
    assert 'data-latitude="52.12345"' in body and "52.12345, -1.54321" in body
    assert "openstreetmap.org/?mlat=52.123450&amp;mlon=-1.543210" in body


def test_practice_is_marked(report, officer, fill_queue):
    assert "TEST" not in shown(officer, report)
    practised = Request.objects.get(reference__in=fill_queue(1, is_practice=True))
    session = officer.session
    session[PRACTISING] = True
    session.save()
    assert "TEST" in shown(officer, practised).partition("What they told us")[0]


def test_the_timeline_by_what_it_is_about(report, officer, principal):
    write_as_officer(principal, report.id, "Note for us", is_note=True)
    write_as_officer(principal, report.id, "Words for them", is_note=False)
    everything = shown(officer, report)
    assert "Note for us" in everything and "Words for them" in everything
    with_them = shown(officer, report, "?timeline=customer")
    assert "Words for them" in with_them and "Note for us" not in with_them
    notes = shown(officer, report, "?timeline=notes")
    assert "Note for us" in notes and "Words for them" not in notes
    assert "Words for them" in shown(officer, report, "?timeline=nonsense")


def test_related_requests_are_those_that_may_be_seen(report, officer, send_report, principal):
    other = send_report()
    Request.objects.filter(id=other.id).update(customer=report.customer)
    here = send_report()
    Location.objects.filter(pk__in=[report.location_id, here.location_id]).update(
        uprn="10001", postcode="ZZ1 1AA"
    )
    made = split(principal, report.id, Part("A badge", "blue-badge", "They want one."), seen="received")
    body = shown(officer, report)
    for one in (other, here, made):
        assert one.reference in body
    assert report.reference in shown(officer, made) and "Taken out of" in shown(officer, made)
    Service.objects.filter(slug="blue-badge").update(openness="restricted")
    # Its reference stands on the timeline from when its service was open; it leads nowhere.
    assert f'href="{page(made)}"' not in shown(officer, report)


def test_of_a_closed_service_nothing_shows_beside_another(officer, send_report, report):
    hidden = submit(started("apply-for-a-blue-badge").id)
    Request.objects.filter(id=hidden.id).update(customer=report.customer, location=report.location_id)
    Service.objects.filter(slug="blue-badge").update(openness="restricted")
    assert hidden.reference not in shown(officer, report)


def test_what_the_customer_sees_and_nothing_else(report, officer, principal):
    write_as_officer(principal, report.id, "Secret note", is_note=True)
    add_files(principal, report.id, Sending([photo("hidden.jpg")], uuid4()), words="", shown=False)
    ask(principal, report.id, "Which side?", wants_files=False, seen="received", read=None)
    body = shown(officer, report, "as-customer/")
    assert "Which side?" in body and "Secret note" not in body and "hidden.jpg" not in body
    Request.objects.filter(id=report.id).update(language="cy")
    assert 'lang="cy"' in shown(officer, report, "as-customer/")


def test_it_costs_the_same_however_much_has_happened(report, officer, send_report, principal):
    service = report.service
    Outcome.objects.create(service=service, slug="done", name="Done")
    ReplyTemplate.objects.create(slug="thanks", name="Thanks", body={"en": "Thanks {name}"})

    def happen():
        write_as_customer(report.id, f"Words {uuid4()}", user=None)
        write_as_officer(principal, report.id, f"Note {uuid4()}", is_note=True)
        add_files(principal, report.id, Sending([photo()], uuid4()), words="", shown=True)
        split(principal, report.id, Part(f"Part {uuid4()}", "blue-badge", "More"), seen="received")
        another = send_report()
        Request.objects.filter(id=another.id).update(
            customer=report.customer, location=report.location, repeats=report, repeats_because="person"
        )
        Contact.objects.create(
            channel="phone", reason="chase", outcome="request-chased", request=report, service=service,
            started_at=report.created_at, ended_at=report.created_at, officer=principal.user,
        )  # fmt: skip

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown(officer, report)
        return len(queries)

    happen()
    cost()  # the first reading is written down, and caches are filled
    once = cost()
    for _ in range(4):
        happen()
    assert cost() == once
    assert once <= 80


def test_a_stranger_at_work_finds_nothing(report):
    for person in (make_staff(Role.EDITOR), make_staff()):
        browser = signed_in(person, "staff")
        for more in ("", "split/", "as-customer/"):
            assert browser.get(page(report, more)).status_code == 404
        for more in ("ask/", "files/", "split/"):
            assert browser.post(page(report, more), {}).status_code == 404
