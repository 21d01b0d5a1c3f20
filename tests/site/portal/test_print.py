"""A copy to print or save: for whoever may see the request, and for an hour for the browser that has just sent it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from forms_engine.requests.models import Request
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.small_journey import main_of
from tests.site.portal.test_codes import opened

pytestmark = pytest.mark.django_db


def copy_of(made):
    return f"/requests/{made.reference}/print/"


def test_it_has_all_that_was_sent_with_reference_state_and_phone_number(report, ann):
    answer = signed_in(ann).get(copy_of(report))
    page = main_of(answer)
    for said in [
        report.reference,
        "Received",
        "High Street",
        "Ann Archer",
        "photo.jpg",
        "You sent it",
        "0300 555 0142",
    ]:
        assert said in page, said
    assert "no-store" in answer["Cache-Control"]
    assert "<form" not in page and "<script" not in page


def test_it_is_in_welsh_too_and_the_request_leads_to_it(report, ann):
    browser = signed_in(ann)
    assert '<html lang="cy"' in browser.get(f"/cy{copy_of(report)}").content.decode()
    assert f'href="{copy_of(report)}"' in browser.get(f"/requests/{report.reference}/").content.decode()


def test_whoever_opened_it_with_a_code_has_it(send_report):
    made = send_report()
    assert made.reference in main_of(opened(made, client()).get(copy_of(made)))


@pytest.mark.parametrize(
    "make", [client, lambda: signed_in(make_user()), lambda: signed_in(make_staff(Role.OFFICER))]
)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_nobody_else_has_it(report, make, language):
    answer = make().get(language + copy_of(report))
    assert answer["Location"] == f"{language}/requests/{report.reference}/code/"
    assert make().get("/requests/nonsense/print/", follow=True).status_code == 404


def test_at_work_it_is_for_who_sent_it_there(report):
    assert signed_in(make_staff(Role.OFFICER), "staff").get(copy_of(report)).status_code == 404


@pytest.fixture
def sent_here(council):
    """A browser that has just sent a report without an account, and the request."""
    browser = client()
    browser.post("/journeys/report-a-pothole/")
    return browser


def send(browser, **contact):
    from forms_engine.journeys import services
    from forms_engine.journeys.models import Submission
    from tests.forms_engine.council import POTHOLE

    submission = Submission.objects.get()
    answers = {**POTHOLE, "your-name": "Ann Archer", "your-email": None} | contact
    services.answer_page(submission.id, "every-page", answers)
    return services.submit(submission.id)


def test_the_browser_that_sent_it_has_it_for_an_hour(sent_here):
    made = send(sent_here)
    assert "High Street" in main_of(sent_here.get(copy_of(made)))
    assert client().get(copy_of(made)).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        assert sent_here.get(copy_of(made))["Location"].endswith("/code/")
    sent_here.post("/finish/")
    del sent_here.cookies["submission-report-a-pothole"]
    assert sent_here.get(copy_of(made)).status_code == 302


def test_with_no_address_the_confirmation_says_to_print_or_write_down_and_whom_to_call(sent_here):
    made = send(sent_here)
    assert Request.objects.get() == made and not made.email and not made.mobile
    page = main_of(sent_here.get("/journeys/report-a-pothole/confirmation/"))
    assert "Print a copy or write your reference down now." in page and "0300 555 0142" in page
    assert f'href="{copy_of(made)}"' in page


def test_with_an_address_it_only_offers_the_copy(sent_here):
    made = send(sent_here, **{"your-email": "ann@example.com"})
    page = main_of(sent_here.get("/journeys/report-a-pothole/confirmation/"))
    assert "cannot write to you" not in page and f'href="{copy_of(made)}"' in page
