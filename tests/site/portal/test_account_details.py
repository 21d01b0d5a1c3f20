"""What somebody tells us of themselves: the three pages of it, and who reads what they need."""

import pytest
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from forms_engine.requests.models import Customer
from tests.factories import make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db

PAGES = ["details", "needs", "preferences"]


@pytest.fixture
def browser(ann):
    return signed_in(ann)


def test_details_are_kept_and_email_is_changed_elsewhere(browser, ann):
    shown = browser.get("/account/details/").content.decode()
    assert 'value="Ann Account"' in shown and "ann.account@example.org" in shown
    assert "/account/signing-in/" in shown and 'name="email"' not in shown
    answer = browser.post(
        "/account/details/",
        {
            "name": "Ann Baker",
            "phone": "01632 960 001",
            "address_line1": "1 Mill Lane",
            "address_town": "Thornbeck",
            "address_postcode": "ZZ2 2BB",
        },
    )
    assert answer.status_code == 302
    shown = browser.get("/account/details/").content.decode()
    assert "We have saved your details." in shown and "1 Mill Lane, Thornbeck" in shown
    browser.post("/account/details/", {"name": "Ann Baker", "phone": "", "forget_address": "yes"})
    assert Customer.objects.get(user=ann).location is None


def test_an_address_is_found_by_its_postcode_without_javascript(browser, settings):
    settings.ADDRESS_LOOKUP = "demo.addresses.MarlshireAddresses"
    found = browser.post(
        "/account/details/", {"name": "Ann", "address_search": "ZZ1 1AA", "address_find": "1"}
    ).content.decode()
    assert "address_pick" in found and not Customer.objects.exists()


@pytest.mark.parametrize(
    ("part", "said", "words"),
    [
        ("details", {"name": ""}, "Enter your name"),
        ("details", {"name": "A\0nn"}, "Null characters are not allowed"),
        ("details", {"name": "Ann", "phone": "12"}, "Enter a phone number"),
        ("details", {"name": "Ann", "address_line1": "1 Mill Lane"}, "Enter a full postcode"),
        ("needs", {"access_needs": "a-diagnosis"}, "Choose from the list"),
        ("needs", {"access_needs": "interpreter"}, "Enter the language that the interpreter"),
        ("needs", {"needs": "W" * 2001}, "at most 2000"),
        ("preferences", {"contact_by": "pigeon"}, "Choose from the list"),
        ("preferences", {"language": "tlh"}, "Choose from the list"),
        ("preferences", {"wanted": "essential"}, "Choose from the list"),
    ],
)
def test_what_cannot_be_kept_is_said(browser, part, said, words):
    answer = browser.post(f"/account/{part}/", said)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert words in html and "<title>Error:" in html.replace("\n", "") and "There is a problem" in html


def test_what_they_need_is_first_on_every_request_of_theirs(browser, report):
    browser.post(
        "/account/needs/",
        {"access_needs": ["bsl", "interpreter"], "interpreter_language": "Polish", "needs": "After six."},
    )
    shown = browser.get("/account/needs/").content.decode()
    assert "We have saved what you need" in shown and 'value="Polish"' in shown
    work = signed_in(make_staff(Role.OFFICER), "staff")
    head = work.get(f"/workplace/requests/{report.reference}/").content.decode()
    assert "British Sign Language (BSL), An interpreter for another language: Polish" in head
    assert head.index("After six.") < head.index("What they told us")


def test_preferences_are_what_was_ticked(browser, ann):
    browser.post("/account/preferences/", {"contact_by": "sms", "language": "cy", "wanted": ["progress"]})
    kept = Customer.objects.get(user=ann)
    assert (kept.contact_by, kept.language, kept.declines) == ("sms", "cy", ["reminders", "surveys"])
    shown = browser.get("/account/preferences/").content.decode()
    assert shown.count(" checked") == 3


@pytest.mark.parametrize("part", PAGES)
def test_nobody_reads_or_changes_somebody_elses(browser, ann, part):
    browser.post("/account/needs/", {"needs": "A secret need"})
    Customer.objects.filter(user=ann).update(phone="01632 960 777", name="Secret Name", contact_by="post")
    stranger = signed_in(make_user())
    page = stranger.get(f"/account/{part}/")
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    for secret in ["A secret need", "01632 960 777", "Secret Name", 'value="post" checked']:
        assert secret not in page.content.decode()
    stranger.post("/account/needs/", {"needs": "Mine", "customer": str(ann.customer.pk)})
    assert Customer.objects.get(user=ann).needs == "A secret need"


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_each_page_says_which_languages_it_is_in_and_costs_little(browser, connection, part, language):
    with CaptureQueriesContext(connection) as asked:
        html = browser.get(f"{language}/account/{part}/").content.decode()
    assert f'href="/cy/account/{part}/"' in html or f'href="/account/{part}/"' in html
    assert len(asked) <= 9


@pytest.fixture
def connection(db):
    from django.db import connection

    return connection
