"""Logging contacts: three fields are enough, and what an outcome needs is asked for."""

from uuid import uuid4

import pytest

from forms_engine.requests.models import Contact, TimelineEntry
from tests.site.workplace.desk.conftest import said

pytestmark = pytest.mark.django_db

LOG, END, BEGIN = "/workplace/desk/log/", "/workplace/desk/end/", "/workplace/desk/begin/"


def test_three_fields_log_a_contact_and_the_page_is_ready_for_the_next(officer, ida):
    shown = officer.get(LOG).content.decode()
    assert "autofocus" in shown and shown.count('type="radio"') == 14
    key = uuid4()
    answer = officer.post(LOG, said(key=key), follow=True)
    text = answer.content.decode()
    assert "Logged: Highways maintenance, answered," in text and "autofocus" in text
    contact = Contact.objects.get()
    assert (contact.pk, contact.officer, contact.channel, contact.customer) == (key, ida, "phone", None)
    assert contact.ended_at and contact.outcome == "answered"
    officer.post(LOG, said(key=key))
    assert Contact.objects.count() == 1


def test_the_channel_is_the_one_used_last(officer):
    officer.post(LOG, said(channel="desk"))
    assert '<option value="desk" selected>' in officer.get(LOG).content.decode()
    officer.post(BEGIN, {"channel": "chat"})
    officer.post(END, said(key=Contact.objects.get(ended_at=None).pk))
    assert '<option value="chat" selected>' in officer.get(LOG).content.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("highways-maintenance", "highways-maintenance"),
        ("Highways maintenance", "highways-maintenance"),
        ("hig", "highways-maintenance"),
        (" BADGE ", "blue-badge"),
        ("maint", "highways-maintenance"),
        ("zzz", ""),
        ("", ""),
        ("\0", ""),
        ("x" * 5000, ""),
    ],
)
def test_a_service_is_known_by_its_first_letters(officer, typed, meant):
    answer = officer.post(LOG, said(service=typed))
    found = Contact.objects.select_related("service").first()
    assert (found.service.slug if found else "") == meant
    assert answer.status_code == (302 if meant else 200)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"reason": ""}, "Choose why they got in touch"),
        ({"outcome": ""}, "Choose what came of it"),
        ({"outcome": "signposted"}, "Say what you told them of"),
        ({"outcome": "signposted", "signposted_to": "x" * 201}, "at most 200"),
        ({"outcome": "handed-on"}, "Choose the team"),
        ({"outcome": "handed-on", "handed_to": "nobody"}, "Choose a team from the list"),
        ({"outcome": "request-chased"}, "Enter the reference"),
        ({"outcome": "request-chased", "reference": "K7W-Q3X-T9D4"}, "no request with that reference"),
        ({"outcome": "request-made"}, "Select a valid choice"),
        ({"channel": "pigeon"}, "Select a valid choice"),
        ({"key": "not-a-uuid"}, "Enter a valid UUID"),
        ({"note": "x" * 2001}, "at most 2000"),
    ],
)
def test_what_is_missing_or_wrong_is_asked_for(officer, fields, problem):
    answer = officer.post(LOG, said(**fields))
    assert answer.status_code == 200 and problem in answer.content.decode()
    assert not Contact.objects.exists()


def test_what_an_outcome_needs_is_kept_and_nothing_else(officer, highways, report):
    officer.post(LOG, said(outcome="signposted", signposted_to="Citizens Advice", handed_to="highways"))
    officer.post(LOG, said(outcome="handed-on", handed_to="highways", signposted_to="x"))
    officer.post(LOG, said(outcome="request-chased", reference=report.reference.lower()))
    told, handed, chased = (
        Contact.objects.get(outcome=one) for one in ("signposted", "handed-on", "request-chased")
    )
    assert (told.signposted_to, told.handed_to) == ("Citizens Advice", None)
    assert (handed.handed_to, handed.signposted_to) == (highways, "")
    assert chased.request == report and chased.customer == report.customer
    entry = report.timeline.get(kind=TimelineEntry.Kind.CONTACT)
    assert not entry.shown_to_customer and "Told how their request stands" in entry.message


def test_a_request_that_one_may_not_see_is_not_there_to_be_chased(officer, report, hide):
    hide()
    answer = officer.post(LOG, said(outcome="request-chased", reference=report.reference))
    assert "no request with that reference" in answer.content.decode()
    assert not Contact.objects.filter(officer__isnull=False).exists()


def test_a_contact_is_begun_shown_everywhere_and_ended_in_place(officer, ann):
    key = uuid4()
    sent = {"channel": "desk", "customer": ann.pk, "contact": key}
    assert officer.post(BEGIN, sent)["Location"].endswith(f"/customers/{ann.pk}/")
    officer.post(BEGIN, sent)
    contact = Contact.objects.get(officer__isnull=False)
    assert contact.pk == key and contact.ended_at is None
    for page in ("/workplace/desk/", f"/workplace/desk/customers/{ann.pk}/"):
        text = officer.get(page).content.decode()
        assert "Contact under way" in text and "Ann Archer" in text and "At the desk, since" in text
        assert "Identity not checked" in text and 'action="/workplace/desk/end/"' in text
    assert officer.get(LOG)["Location"] == END
    assert "End this contact" in officer.get(END).content.decode()
    done = officer.post(END, said(key=key, note="All well."), follow=True).content.decode()
    assert "Ended and logged: Highways maintenance" in done and "Contact under way" not in done
    contact.refresh_from_db()
    assert (contact.outcome, contact.channel, contact.note) == ("answered", "desk", "All well.")
    again = officer.post(END, said(key=key, outcome="nothing"), follow=True)
    contact.refresh_from_db()
    assert contact.outcome == "answered" and again.status_code == 200


def test_what_is_missing_at_the_end_is_asked_for_on_a_page_of_its_own(officer, on_the_line):
    answer = officer.post(END, said(key=on_the_line.pk, outcome=""))
    assert answer.status_code == 200 and "Choose what came of it" in answer.content.decode()
    gone = officer.post(END, said(key=uuid4()), follow=True).content.decode()
    assert "no contact under way" in gone


def test_a_contact_that_was_forgotten_is_ended_and_said(officer, on_the_line):
    text = officer.post(BEGIN, {"channel": "phone"}, follow=True).content.decode()
    assert "Your contact before was never ended" in text and "Somebody we have not found yet" in text


def test_whoever_is_found_in_a_contact_is_the_one_it_is_with(officer, ann):
    officer.post(BEGIN, {"channel": "phone"})
    page = f"/workplace/desk/customers/{ann.pk}/"
    assert "This is who I am speaking with" in officer.get(page).content.decode()
    officer.post(BEGIN, {"join": "1", "customer": ann.pk})
    assert Contact.objects.get(ended_at=None).customer == ann


@pytest.mark.parametrize("sent", [{}, {"channel": "pigeon"}, {"channel": "phone", "customer": uuid4()}])
def test_nothing_is_begun_with_nonsense(officer, sent):
    assert officer.post(BEGIN, sent, follow=True).status_code == 200
    assert not Contact.objects.exists()
