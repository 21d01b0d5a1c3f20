"""One view of a customer: everything that the officer may see of them, and nothing else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.customers.changing import CustomerSaid, make_customer
from forms_engine.requests.customers.merging import merge
from forms_engine.requests.models import Contact, Customer, Request
from forms_engine.requests.seeing_to import OFFICER_ROLES
from tests.factories import client, make_partner, make_staff, signed_in

pytestmark = pytest.mark.django_db

WINDOWS = re.compile(r'<li class="gh-timeline__entry">')


def page(customer):
    return f"/workplace/desk/customers/{customer.pk}/"


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_needs_come_first_and_details_say_how_they_are_known(officer, ann):
    Customer.objects.filter(pk=ann.pk).update(name="Ann Archer", email="ann@example.com")
    sent = {"name": "Ann Archer", "email": "ann@example.com", "mobile": "07700 900123", "phone": ""}
    officer.post(f"{page(ann)}details/", {**sent, "language": "cy", "needs": "Large print, please."})
    text = text_of(officer.get(page(ann)))
    assert text.index("Large print, please.") < text.index("What you may tell this caller")
    assert "Would rather speak and read <strong>Welsh</strong>" in text
    assert "written down by Ida Officer" in text and "as they gave it with a request" in text


def test_needs_are_those_of_whoever_was_found_to_be_the_same_person(officer, principal, ann):
    twin = make_customer(
        principal,
        CustomerSaid(name="A. Archer", needs="Text phone only.", language="cy"),
        customer_id=uuid4(),
    )
    merge(principal, ann.pk, twin.pk, "Same person")
    text = text_of(officer.get(page(ann)))
    assert "Text phone only." in text and "Would rather speak and read <strong>Welsh</strong>" in text


def test_requests_and_contacts_are_one_list(officer, principal, report, ann):
    log_contact(principal, ContactSaid(service="blue-badge", customer=ann.pk, note="Asked about renewing."))
    text = text_of(officer.get(page(ann)))
    assert "1 request, 1 contact" in " ".join(text.split())
    assert text.index("Asked about renewing.") < text.index(f"/workplace/requests/{report.reference}/")
    assert f"/workplace/desk/requests/{report.reference}/" in text


def test_until_identity_is_checked_only_how_it_stands_may_be_told(officer, ann, on_the_line, report):
    text = text_of(officer.get(page(ann)))
    assert "You have not checked who they are in this contact." in text
    panel = text[text.index('id="tell"') : text.index("What happened</h2>")]
    assert report.reference in panel and "Received" in panel
    assert "Pothole" not in panel and "High Street" not in panel
    officer.post(f"{page(ann)}identity/", {"do": "record", "how": "details"})
    text = text_of(officer.get(page(ann)))
    assert "they may hear everything about their own requests" in text and "Identity checked" in text
    assert Contact.objects.get(pk=on_the_line.pk).identity == "details"


def test_identity_is_checked_only_in_a_contact_with_them(officer, ann):
    answer = officer.post(f"{page(ann)}identity/", {"do": "record", "how": "details"}, follow=True)
    assert "Begin a contact with them first" in answer.content.decode()


def test_a_code_that_is_read_out_proves_who_they_are(officer, ann, on_the_line, monkeypatch):
    Customer.objects.filter(pk=ann.pk).update(mobile="07700 900123")
    monkeypatch.setattr("forms_engine.notices.codes.secrets.randbelow", lambda most: 123456)
    address = f"{page(ann)}identity/"
    assert "Send a text message to 07700 900123" in text_of(officer.get(address))
    assert "A code is on its way" in text_of(officer.post(address, {"do": "sms"}, follow=True))
    assert "That is not the code" in text_of(officer.post(address, {"do": "code", "code": "654321"}))
    assert "Enter the code" in text_of(officer.post(address, {"do": "code", "code": ""}))
    done = text_of(officer.post(address, {"do": "code", "code": "123 456"}, follow=True))
    assert "Their identity is checked" in done
    assert Contact.objects.get(pk=on_the_line.pk).identity == "code"


def test_asking_about_a_request_is_logged_on_it(officer, ann, report):
    address = f"/workplace/desk/requests/{report.reference}/"
    assert "Nothing else." in text_of(officer.get(address))
    key = uuid4()
    sent = {"key": key, "channel": "phone", "note": "Twice this week."}
    text = text_of(officer.post(address, sent, follow=True))
    assert "It is on its timeline" in text
    officer.post(address, sent)
    assert Contact.objects.get(outcome="request-chased").request == report
    assert "Twice this week." in text_of(officer.get(f"/workplace/requests/{report.reference}/"))


def test_asking_in_a_contact_ends_it_and_a_checked_caller_hears_more(officer, report, ann, on_the_line):
    address = f"/workplace/desk/requests/{report.reference}/"
    assert "Their identity was not checked." in text_of(officer.get(address))
    officer.post(f"{page(ann)}identity/", {"do": "record", "how": "known"})
    assert "They may hear all that they can read themselves" in text_of(officer.get(address))
    officer.post(address, {"key": on_the_line.pk, "note": ""})
    on_the_line.refresh_from_db()
    assert (on_the_line.outcome, on_the_line.reason) == ("request-chased", "chase")
    # The same click again, which comes from a page without a channel.
    again = officer.post(address, {"key": on_the_line.pk, "note": ""}, follow=True)
    assert "It is on its timeline" in text_of(again) and Contact.objects.filter(reason="chase").count() == 1


def test_that_they_asked_is_not_said_to_be_logged_where_it_was_not(
    officer, principal, report, send_report, on_the_line
):
    other = send_report()
    address = f"/workplace/desk/requests/{report.reference}/"
    # A request was made in this contact: it is about that one.
    Contact.objects.filter(request=other).delete()
    Contact.objects.filter(pk=on_the_line.pk).update(request=other, entry_number=1)
    shown = text_of(officer.post(address, {"key": on_the_line.pk, "note": ""}))
    assert "A request was made in this contact" in shown
    on_the_line.refresh_from_db()
    assert on_the_line.ended_at is None
    # It was ended on another page, as something else.
    Contact.objects.filter(pk=on_the_line.pk).update(ended_at=timezone.now(), outcome="request-made")
    shown = text_of(officer.post(address, {"key": on_the_line.pk, "note": ""}))
    assert "That contact has ended already" in shown
    assert not Contact.objects.filter(reason="chase").exists()


def test_a_list_goes_on_where_the_page_before_ended(officer, principal, ann, fill_queue):
    fill_queue(30)
    start = timezone.now() - timedelta(days=3)
    for number in range(30):
        said = ContactSaid(
            service="blue-badge", customer=ann.pk, started_at=start + timedelta(minutes=number)
        )
        log_contact(principal, said)
    address, seen = page(ann), []
    for _ in range(4):
        text = text_of(officer.get(address))
        lines = re.findall(r'<li class="gh-timeline__entry">(.*?)</li>', text, re.S)
        seen += [re.sub(r"\s+", " ", line) for line in lines]
        more = re.search(r'href="(\?before=[^"]+)" rel="next"', text)
        if more is None:
            break
        address = page(ann) + more.group(1)
    assert len(seen) == 61
    references = set(Request.objects.values_list("reference", flat=True))
    assert all(sum(f"/workplace/requests/{one}/" in line for line in seen) == 1 for one in references)
    for nonsense in (
        "x",
        "2026-01-01_",
        f"2026-01-01T00:00:00_{uuid4()}",
        f"0001-01-01T00:00:00+00:00_{uuid4()}",
    ):
        assert officer.get(page(ann), {"before": nonsense}).status_code == 200


def test_the_page_costs_the_same_however_much_there_is(officer, principal, ann, fill_queue, on_the_line):
    log_contact(principal, ContactSaid(service="blue-badge", customer=ann.pk))
    alike = Customer.objects.create(name="Ann Archer", email="ann@example.com")
    log_contact(principal, ContactSaid(service="blue-badge"))
    Contact.objects.filter(customer=None).update(customer=alike)
    officer.get(page(ann))
    with CaptureQueriesContext(connection) as few:
        officer.get(page(ann))
    fill_queue(60)
    for _ in range(40):
        log_contact(principal, ContactSaid(service="blue-badge", customer=ann.pk))
    twins = [Customer.objects.create(name="Ann Archer", email="ann@example.com") for _ in range(5)]
    Request.objects.filter(pk__in=[one.pk for one in Request.objects.all()[:5]]).update(customer=twins[0])
    with CaptureQueriesContext(connection) as many:
        officer.get(page(ann))
    assert len(many) == len(few), (len(few), len(many))
    assert len(many) <= 40
    assert not [query["sql"] for query in many if "OFFSET" in query["sql"]]


def test_counts_stop_at_a_thousand(officer, ann, fill_queue, monkeypatch):
    monkeypatch.setattr("workplace.desk.history.MOST_COUNTED", 5)
    fill_queue(9)
    text = " ".join(text_of(officer.get(page(ann))).split())
    assert "5+ requests" in text


@pytest.mark.parametrize("openness", ["team-only", "restricted"])
def test_what_belongs_to_a_team_is_in_no_list_and_no_count(officer, principal, ann, report, hide, openness):
    other = log_contact(principal, ContactSaid(service="blue-badge", customer=ann.pk))
    log_contact(
        principal, ContactSaid(service="highways-maintenance", customer=ann.pk, note="About the pothole.")
    )
    hide(openness)
    text = " ".join(text_of(officer.get(page(ann))).split())
    assert report.reference not in text and "Highways" not in re.sub(r"<option.*?</option>", "", text)
    assert "0 requests, 1 contact" in text and "About the pothole." not in text
    assert officer.get(f"/workplace/desk/requests/{report.reference}/").status_code == 404
    other.delete()
    assert officer.get(page(ann)).status_code == 404
    for path in ("details/", "identity/", f"same-as/{uuid4()}/"):
        assert officer.get(page(ann) + path).status_code == 404
    found = text_of(officer.post("/workplace/desk/", {"said": "archer"}))
    assert "Nothing that you may see fits that" in found


def test_their_team_sees_it(report, ann, hide, highways):
    hide()
    colleague = make_staff(Role.OFFICER, name="Hugh Highways")
    highways.members.add(colleague)
    assert report.reference in text_of(signed_in(colleague, "staff").get(page(ann)))


def test_two_are_compared_merged_and_parted(officer, principal, ann, send_report):
    twin = send_report(**{"your-name": "Ann Archer"}).customer
    assert twin != ann
    text = text_of(officer.get(page(ann)))
    address = f"{page(ann)}same-as/{twin.pk}/"
    assert "Likely the same person" in text and address in text
    assert "The same email address" in text
    assert text_of(officer.get(address)).count(">Same<") >= 1
    assert "Say how you know" in text_of(officer.post(address, {"keep": "a", "why": " "}))
    merged = text_of(officer.post(address, {"keep": "a", "why": "They said so."}, follow=True))
    assert "They are one customer now" in merged and "They said so." in merged
    assert "2 requests" in merged and "Likely the same person" not in merged
    assert officer.get(page(twin))["Location"] == page(ann)
    undo = re.search(r'action="(/workplace/desk/merges/[^"]+)"', merged).group(1)
    parted = text_of(officer.post(undo, follow=True))
    assert "They are two customers again" in parted and "1 request," in parted
    assert officer.get(page(twin)).status_code == 200
    assert officer.post(f"/workplace/desk/merges/{uuid4()}/undo/").status_code == 404


def test_a_merge_hides_nothing_and_shows_nothing_new(officer, principal, ann, report, hide):
    open_twin = Customer.objects.create(name="Ann A.")
    log_contact(principal, ContactSaid(service="blue-badge"))
    Contact.objects.filter(customer=None, officer__isnull=False).update(customer=open_twin)
    merge(principal, ann.pk, open_twin.pk, "Same person")
    hide()
    assert officer.get(page(ann)).status_code == 404
    text = text_of(officer.get(page(open_twin)))
    assert (
        report.reference not in text
        and "Archer" not in text
        and "0 requests, 1 contact" in " ".join(text.split())
    )


def test_somebody_new_needs_a_name_and_is_made_once(officer):
    key = uuid4()
    again = text_of(officer.post("/workplace/desk/customers/new/", {"key": key, "name": ""}))
    assert "Enter their name" in again
    for _ in range(2):
        made = officer.post("/workplace/desk/customers/new/", {"key": key, "name": "Nia New"}, follow=True)
        assert "They are written down" in made.content.decode()
    assert Customer.objects.filter(name="Nia New").count() == 1
    assert officer.post("/workplace/desk/customers/new/", {"key": "x", "name": "\0"}).status_code == 200
    wrong = text_of(
        officer.post(f"/workplace/desk/customers/{key}/details/", {"name": "Nia", "email": "nia@"})
    )
    assert "correct format" in wrong


def test_nobody_but_officers_comes_in(ann, report):
    pages = [
        "/workplace/desk/",
        "/workplace/desk/log/",
        "/workplace/desk/end/",
        page(ann),
        f"{page(ann)}details/",
        f"{page(ann)}identity/",
        f"/workplace/desk/requests/{report.reference}/",
        f"/workplace/desk/locations/{report.location_id}/",
    ]
    others = [role for role in Role if role not in OFFICER_ROLES and role != Role.RESIDENT]
    for role in others:
        browser = signed_in(make_staff(role), "staff")
        for address in pages:
            assert browser.get(address).status_code in (403, 404), (role, address)
    member = signed_in(make_partner(), "partner")
    assert all(member.get(address).status_code == 404 for address in pages)
    assert all(client("public").get(address).status_code == 404 for address in pages)
