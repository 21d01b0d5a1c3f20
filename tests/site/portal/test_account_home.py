"""The first page of an account: what needs one first, what is under way and who has it, what is finished."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Team
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.messages import write_as_officer
from forms_engine.requests.models import Customer, Letter, Request, StateWording
from forms_engine.requests.placing import place_in_queue
from partners.models import Organisation
from portal.models import Look
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.booking.calendars import slot as make_slot
from tests.forms_engine.small_journey import main_of, publish_skip, walk
from tests.site.portal import things

pytestmark = pytest.mark.django_db

HOME = "/account/"


def words(answer):
    text = re.sub(r"<[^>]+>", " ", main_of(answer)).replace("&#x27;", "'").replace("&amp;", "&")
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def officer(council):
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def placed(report):
    place_in_queue(str(report.id), "highways")
    report.refresh_from_db()
    return report


def test_an_empty_account_says_where_to_begin(council, ann):
    page = words(signed_in(ann).get(HOME))
    assert "Hello Ann Account. There is nothing for you to do just now." in page
    assert "We are not working on anything of yours" in page and "Apply, book, pay or report" in page
    assert "Recently finished" not in page and "For you to do" not in page


def test_what_is_under_way_says_who_has_it_what_is_next_and_by_when(placed, ann):
    day = timezone.localdate() + timedelta(days=9)
    things.promised(placed, day)
    page = words(signed_in(ann).get(HOME))
    assert "With: Highways maintenance" in page and "The team has it and will start work on it." in page
    assert f"We aim to be done by {day.day} {day:%B} {day.year}" in page
    things.promised(placed, timezone.localdate() - timedelta(days=1))
    assert "We are sorry: the team knows." in words(signed_in(ann).get(HOME))


def test_an_organisation_that_works_for_the_council_is_named(placed, ann):
    Organisation.objects.create(slug="kerb-and-son", name="Kerb & Son")
    team = Team.objects.create(slug="kerb", name="Kerb crew", organisation="kerb-and-son")
    queue = Queue.objects.create(slug="kerb", name="Kerb", team=team)
    Request.objects.filter(pk=placed.pk).update(queue=queue)
    page = words(signed_in(ann).get(HOME))
    assert "With: Kerb & Son" in page and "Kerb crew" not in page


def test_what_was_asked_comes_first_and_leads_to_its_answer(placed, ann, officer):
    ask(officer, placed.id, "Which side?", wants_files=False, seen="received", read=None)
    html = signed_in(ann).get(HOME).content.decode()
    assert "Answer our question" in html and f'/requests/{placed.reference}/#write"' in html
    assert "Which side?" not in html, "the words are on the request's own page"
    assert "There is one thing for you to do or read." in html


def test_a_message_is_new_until_its_page_was_looked_at(placed, ann, officer):
    browser = signed_in(ann)
    assert "Read our message" not in words(browser.get(HOME))
    write_as_officer(officer, placed.id, "We come on Monday.", is_note=False)
    assert "Read our message" in words(browser.get(HOME))
    assert "Read our message" in words(signed_in(ann).get(HOME)), "on every device"
    browser.get(f"/requests/{placed.reference}/")
    assert "Read our message" not in words(browser.get(HOME))
    assert Look.objects.get().user == ann
    browser.get(f"/requests/{placed.reference}/")
    write_as_officer(officer, placed.id, "Or on Tuesday.", is_note=False)
    assert "Read our message" in words(browser.get(HOME))


def test_what_officers_note_for_themselves_is_no_message(placed, ann, officer):
    write_as_officer(officer, placed.id, "Rude on the phone", is_note=True)
    assert "There is nothing for you to do just now" in words(signed_in(ann).get(HOME))


def test_what_is_to_be_paid_says_until_when(council, ann):
    things.unpaid(ann, 1250, title="A skip")
    page = words(signed_in(ann).get(HOME))
    assert "Pay £12.50" in page and "After that we will cancel it." in page


def test_a_letter_is_there_until_it_was_read_and_not_before_its_scan(council, ann):
    made = things.sent(ann)
    things.letter(made, "Still being scanned", scan_state="waiting", told=False)
    assert "Read your letter" not in words(signed_in(ann).get(HOME))
    letter = things.letter(made, "Your decision")
    assert "Read your letter: Your decision" in words(signed_in(ann).get(HOME))
    Letter.objects.filter(pk=letter.pk).update(read_at=timezone.now())
    assert "Read your letter" not in words(signed_in(ann).get(HOME))


@pytest.mark.usefixtures("at_noon")
def test_an_appointment_within_a_week_is_there(council, ann, slot):
    made = things.sent(ann)
    things.booked(made, slot)
    assert "Your appointment: Monday 7 December 2026" in words(signed_in(ann).get(HOME))


def test_a_draft_has_its_days(council, ann):
    publish_skip()
    browser = signed_in(ann)
    walk(browser, upto="size")
    page = words(browser.get(HOME))
    assert "Not sent yet" in page and "28 days left" in page


def test_what_is_finished_and_the_services_own_words(council, ann):
    made = things.finished(ann, title="A branch on a path")
    StateWording.objects.create(service=made.service, state="resolved", words={"en": "Cut back"})
    page = words(signed_in(ann).get(HOME))
    assert "Recently finished" in page and "A branch on a path" in page and "Cut back" in page


def test_it_is_all_there_in_welsh_with_the_way_back_to_english(council, ann):
    things.sent(ann)
    html = signed_in(ann).get("/cy/account/").content.decode()
    assert '<html lang="cy"' in html and 'href="/account/"' in html and "/cy/account/letters/" in html


def test_nothing_of_somebody_else_nor_of_what_was_erased_is_there(council, ann, officer):
    other = make_user()
    made = things.unpaid(other, title="A secret matter")
    things.letter(made, "A secret letter")
    things.finished(other, title="A secret end")
    things.sent(ann, title="An erased matter", erased_at=timezone.now())
    page = words(signed_in(ann).get(HOME))
    assert "secret" not in page and "erased" not in page and "There is nothing for you to do" in page
    assert client().get(HOME)["Location"] == "/account/sign-in/?next=%2Faccount%2F"
    assert "secret" not in words(signed_in(officer.user).get(HOME))


@pytest.fixture
def slot(council):
    return make_slot(capacity=99)


def fill(user, slot, number):
    for each in range(number):
        things.unpaid(user, title=f"To pay {each}")
        things.paid(user)
        things.finished(user)
        made = things.sent(user)
        things.letter(made)
        things.booked(made, slot)
        things.promised(made, timezone.localdate())


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("part", ["", "requests/", "bookings/", "payments/", "letters/"])
def test_it_costs_the_same_however_much_there_is(council, ann, slot, part):
    fill(ann, slot, 2)
    browser = signed_in(ann)
    browser.get(f"/account/{part}")
    costs = []
    for more in (0, 12):
        fill(ann, slot, more)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/account/{part}").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= (24 if not part else 16), costs
    assert Customer.objects.filter(user=ann).count() == 1
