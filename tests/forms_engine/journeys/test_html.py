"""The HTML door of a journey, as a browser without JavaScript uses it."""

import re
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.services import create_user
from forms_engine.delivery.models import Delivery, Route, RoutingDecision
from forms_engine.delivery.routing.loading import newest
from forms_engine.files.models import StoredFile
from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState
from payments.errors import GatewayUnavailable
from tests.forms_engine.council import open_council, photo

pytestmark = pytest.mark.django_db

HOST = {"HTTP_HOST": "localhost"}
START = "/journeys/report-a-pothole/"
LOST = f"{START}?lost"
PAGES = {
    "danger": {"dangerous": "no"},
    "location": {"where_description": "High Street, Marlford", "where_postcode": ""},
    "damage": {"category": "road", "details": ""},
    "photo": {},
    "about-you": {"your-name": "Ann <b>Archer</b>", "your-email": "", "your-phone": ""},
}


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def resident(client):
    client.defaults.update(HOST)
    return client


def send(resident, page, data, start=START, **options):
    return resident.post(f"{start}{page}/", {"wizard-current_step": page, **data}, **options)


def walk(resident, upto=None):
    answer = resident.post(START)
    for page, data in PAGES.items():
        assert answer["Location"] == f"{START}{page}/", answer["Location"]
        if page == upto:
            return answer
        assert resident.get(answer["Location"]).status_code == 200
        answer = send(resident, page, data)
    assert answer["Location"] == f"{START}check/"
    return answer


def test_a_report_from_start_to_reference(resident):
    walk(resident)
    check = resident.get(f"{START}check/").content.decode()
    assert "High Street, Marlford" in check and "Ann &lt;b&gt;Archer&lt;/b&gt;" in check
    sent = resident.post(f"{START}check/")
    assert sent["Location"] == f"{START}confirmation/"
    page = resident.get(sent["Location"]).content.decode()
    assert Request.objects.get().reference in page


def test_sending_twice_going_back_and_reloading_all_lead_to_the_same_reference(resident):
    walk(resident)
    resident.post(f"{START}check/")
    for again in [
        resident.post(f"{START}check/"),
        resident.get(f"{START}check/"),
        resident.get(f"{START}damage/"),
        send(resident, "damage", {"category": "kerb"}),
    ]:
        assert again["Location"] == f"{START}confirmation/"
    assert Request.objects.count() == 1
    assert Request.objects.get().answers["category"] == "road"


def test_a_page_cannot_be_jumped_to(resident):
    walk(resident, upto="location")
    for ahead in ["photo", "check", "nonsense", "call-us-now"]:
        assert resident.get(f"{START}{ahead}/")["Location"] == f"{START}location/"
    assert send(resident, "photo", {})["Location"] == f"{START}location/"
    assert resident.post(f"{START}check/")["Location"] == f"{START}location/"
    assert not Request.objects.exists()


def test_danger_ends_at_the_page_with_the_number(resident):
    resident.post(START)
    answer = send(resident, "danger", {"dangerous": "yes"})
    assert answer["Location"] == f"{START}call-us-now/"
    page = resident.get(answer["Location"]).content.decode()
    assert "0300 555 0199" in page and "999" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert resident.post(f"{START}check/")["Location"] == f"{START}call-us-now/"


def test_a_mistake_is_named_at_its_field_and_in_the_summary_and_nothing_typed_is_lost(resident):
    walk(resident, upto="about-you")
    page = send(resident, "about-you", {"your-name": "Ann", "your-email": "nonsense"})
    assert page.status_code == 200
    html = page.content.decode()
    assert re.search(r"<title>\s*Error:", html)
    assert html.count("Enter an email address in the correct format") >= 2
    assert 'value="nonsense"' in html and 'value="Ann"' in html
    assert "your-email" not in Submission.objects.get().answers


def test_changing_an_answer_comes_back_to_check(resident):
    walk(resident)
    answer = send(resident, "damage", {"category": "kerb"}, start=START, query_params={"change": "1"})
    assert answer["Location"] == f"{START}check/"
    answer = send(resident, "danger", {"dangerous": "yes"}, query_params={"change": "1"})
    assert answer["Location"].startswith(f"{START}call-us-now/")


def test_back_leads_to_the_page_before(resident):
    walk(resident, upto="photo")
    page = resident.get(f"{START}photo/").content.decode()
    assert f'href="{START}damage/" class="govuk-back-link"' in page


def test_a_photo_survives_another_answer_s_mistake_and_a_bad_one_is_refused_in_place(resident):
    walk(resident, upto="photo")
    page = send(resident, "photo", {"photo": photo("not a photo.jpg")})
    assert page.status_code == 302
    assert StoredFile.objects.count() == 1
    assert "not a photo.jpg" in resident.get(f"{START}photo/").content.decode()
    bad = send(resident, "photo", {"photo": SimpleUploadedFile("x.jpg", b"<svg/>")})
    assert bad.status_code == 200 and "must be a photo" in bad.content.decode()
    assert Submission.objects.get().answers["photo"][0]["name"] == "not a photo.jpg"
    send(resident, "photo", {"photo_remove": Submission.objects.get().answers["photo"][0]["id"]})
    assert "photo" not in Submission.objects.get().answers


def test_another_browser_cannot_go_on_with_it(resident):
    walk(resident, upto="damage")
    submission = Submission.objects.get()
    other = Client(**HOST)
    assert other.get(f"{START}damage/")["Location"] == LOST
    other.cookies["submission-report-a-pothole"] = f"{submission.id}:guess"
    assert other.get(f"{START}damage/")["Location"] == LOST


def test_a_journey_goes_on_only_on_the_host_where_it_was_started(resident, client):
    walk(resident, upto="damage")
    Submission.objects.update(audience="staff")
    assert resident.get(f"{START}damage/")["Location"] == LOST


def test_a_journey_whose_back_offices_are_gone_goes_to_whoever_takes_what_is_nobodys(resident):
    walk(resident)
    Route.objects.get(slug="highways").destinations.clear()
    assert resident.post(f"{START}check/")["Location"] == f"{START}confirmation/"
    (decision,) = RoutingDecision.objects.all()
    assert decision.used_default
    (delivery,) = Delivery.objects.filter(owner_id=str(Request.objects.get().id))
    assert delivery.destination == newest().default_destination
    assert delivery.state != Delivery.State.HELD


def test_what_we_cannot_take_keeps_the_answers_and_says_so(resident):
    walk(resident)
    with patch("forms_engine.requests.payload.told", lambda row: {"not": "what the schema says"}):
        answer = resident.post(f"{START}check/")
    assert answer.status_code == 503 and "Your answers are kept" in answer.content.decode()
    assert not Request.objects.exists()
    assert resident.post(f"{START}check/")["Location"] == f"{START}confirmation/"


def test_what_was_started_signed_in_is_closed_to_everyone_else_on_the_same_computer(resident):
    ann = create_user(email="ann@example.com", name="Ann", password="correct horse battery")
    signed_in = resident.post("/account/sign-in/", {"email": ann.email, "password": "correct horse battery"})
    assert signed_in.status_code == 302
    walk(resident, upto="damage")
    assert Submission.objects.get().user == ann
    cookie = resident.cookies["submission-report-a-pothole"].value
    resident.logout()
    resident.cookies["submission-report-a-pothole"] = cookie
    assert resident.get(f"{START}damage/")["Location"] == LOST


def test_a_journey_of_another_audience_is_not_there(resident):
    from forms_engine.catalogue.models import Journey

    Journey.objects.update(audience_keys=["staff"])
    assert resident.get(START).status_code == 404
    assert resident.post(START).status_code == 404


def test_with_stripe_away_the_application_is_kept_and_can_be_paid_later(resident, monkeypatch):
    start = "/journeys/apply-for-a-blue-badge/"
    resident.post(start)
    for page, data in {
        "where-you-live": {"lives-in-marlshire": "yes"},
        "date-of-birth": {
            "date-of-birth_day": "27",
            "date-of-birth_month": "3",
            "date-of-birth_year": "1958",
        },
        "benefits": {"benefit": "war-pensioner"},
        "your-details": {"full-name": "Ben Barrow", "email": "ben@example.com"},
        "address": {
            "address_line1": "1 Mill Lane",
            "address_town": "Thornbeck",
            "address_postcode": "ZZ2 2BB",
        },
        "photo": {"photo": photo()},
    }.items():
        answer = send(resident, page, data, start=start)
        assert answer.status_code == 302, (page, answer.content.decode()[:3000])
    assert answer["Location"] == f"{start}check/"

    def away(charge_id, network=""):
        raise GatewayUnavailable("away")

    monkeypatch.setattr("payments.services.start_attempt", away)
    assert resident.post(f"{start}check/")["Location"] == f"{start}confirmation/"
    page = resident.get(f"{start}confirmation/").content.decode()
    made = Request.objects.get()
    assert made.state == RequestState.AWAITING_PAYMENT
    assert made.reference in page and "no money has been taken" in page
    assert reverse("journey_pay", args=["apply-for-a-blue-badge"]) in page


def test_pages_cost_at_most_fifteen_queries(resident, django_assert_max_num_queries):
    walk(resident, upto="damage")
    with django_assert_max_num_queries(15):
        send(resident, "damage", PAGES["damage"])
    with django_assert_max_num_queries(15):
        resident.get(f"{START}photo/")


def test_no_page_of_a_journey_is_ever_cached(resident):
    walk(resident, upto="damage")
    for path in [START, f"{START}damage/", f"{START}check/"]:
        assert "no-store" in resident.get(path)["Cache-Control"]


def test_a_colleague_may_report_from_the_intranet_and_gets_the_reference_there(client):
    tom = create_user(email="tom@example.com", name="Tom", password="correct horse battery", is_staff=True)
    client.defaults.update(HTTP_HOST="staff.localhost")
    client.post("/account/sign-in/", {"email": tom.email, "password": "correct horse battery"})
    walk(client)
    sent = client.post(f"{START}check/")
    assert Request.objects.get().reference in client.get(sent["Location"]).content.decode()
    client.cookies.pop("submission-report-a-pothole")
    assert client.get(f"{START}confirmation/")["Location"] == START
