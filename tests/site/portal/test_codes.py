"""The code page: it tells a stranger nothing, and a code opens one request for one browser."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.notices.models import Notice
from forms_engine.requests import tasks
from forms_engine.requests.models import Request
from forms_engine.requests.references import new_reference
from tests.factories import client

pytestmark = pytest.mark.django_db


def code_page(reference):
    return f"/requests/{reference}/code/"


def file_of(request):
    return f"/requests/{request.reference}/files/{request.files.get().file_id}/"


def newest_code():
    notice = Notice.objects.filter(subject="request.access-code").latest("created_at")
    return re.search(r"\b\d{3} \d{3}\b", notice.body)[0]


def worker_sends_codes():
    """What the worker does with everything that was asked for."""
    waiting = ProcrastinateJob.objects.filter(task_name=tasks.send_code.name, status="todo")
    for job in list(waiting):
        tasks.send_code(**job.args)
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set status = 'succeeded' where id = %s", [job.id])


def ask(browser, reference):
    """Ask for a code, and have the worker send it."""
    answer = browser.post(code_page(reference), {"send": "1"})
    worker_sends_codes()
    return answer


def wrong(code):
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"


def opened(request, browser):
    """The browser after asking for a code and entering it."""
    ask(browser, request.reference)
    browser.post(code_page(request.reference), {"code": newest_code()})
    return browser


def told(answer, reference):
    """All that an answer tells, but for the reference that was asked about and the form's own token."""
    body = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
    # Expires is the clock of the moment, to the second.
    headers = sorted(
        (name, value.replace(reference, "REF")) for name, value in answer.items() if name != "Expires"
    )
    return answer.status_code, headers, body.replace(reference, "REF"), sorted(answer.cookies)


def test_asking_tells_nothing(send_report):
    """An existing reference, one that is nobody's and one without an address: the same answers throughout."""
    with_email, without_email, nobodys = send_report(), send_report(**{"your-email": ""}), new_reference()
    seen = []
    for reference in [with_email.reference, nobodys, without_email.reference]:
        browser, path = client(), code_page(reference)
        steps = [
            browser.get(f"/requests/{reference}/"),
            browser.get(path),
            ask(browser, reference),
            browser.get(f"{path}?sent"),
            browser.post(path, {"code": "12"}),
            browser.post(path, {"code": ""}),
        ]
        assert steps[2]["Location"] == f"{path}?sent"
        assert [step.status_code for step in steps] == [302, 200, 302, 200, 200, 200]
        seen.append([told(step, reference) for step in steps])
    assert seen[0] == seen[1] == seen[2]
    codes = Notice.objects.filter(subject="request.access-code")
    assert [notice.recipient for notice in codes] == [with_email.email]


def test_asking_costs_the_same_for_every_reference(send_report):
    with_email, without_email, nobodys = send_report(), send_report(**{"your-email": ""}), new_reference()
    costs = set()
    for reference in [with_email.reference, nobodys, without_email.reference]:
        with CaptureQueriesContext(connection) as queries:
            client().post(code_page(reference), {"send": "1"})
        costs.add(len(queries))
    assert len(costs) == 1


def test_the_right_code_opens_the_request_for_that_browser_only(send_report):
    report, browser, other = send_report(), client(), client()
    path = code_page(report.reference)
    ask(browser, report.reference)
    before = browser.session.session_key
    answer = browser.post(path, {"code": newest_code()})
    assert answer["Location"] == f"/requests/{report.reference}/"
    assert browser.session.session_key != before
    shown = browser.get(answer["Location"])
    assert "Ann Archer" in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert other.get(answer["Location"])["Location"] == path
    assert other.post(path, {"code": newest_code()}).status_code == 200, "a code works once"
    assert other.get(answer["Location"])["Location"] == path


def test_an_address_that_was_somebody_elses_opens_it_no_more(send_report):
    """Neither for what is left of the hour, nor with a code that was on its way when an officer put the address right."""
    report, browser, late = send_report(), client(), client()
    path, page = code_page(report.reference), f"/requests/{report.reference}/"
    opened(report, browser)
    ask(late, report.reference)
    code = newest_code()
    assert browser.get(page).status_code == 200
    Request.objects.filter(pk=report.pk).update(email="ann.archer@example.org")
    assert browser.get(page)["Location"] == browser.post(f"{page}message/")["Location"] == path
    assert late.post(path, {"code": code}).status_code == 200 and late.get(page)["Location"] == path
    assert opened(report, late).get(page).status_code == 200


@pytest.mark.parametrize(
    "make_wrong", [wrong, lambda code: "", lambda code: "nonsense", lambda code: "9" * 300]
)
def test_a_wrong_code_says_so_and_opens_nothing(send_report, make_wrong):
    report, browser = send_report(), client()
    path = code_page(report.reference)
    ask(browser, report.reference)
    answer = browser.post(path, {"code": make_wrong(newest_code())})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in html and 'href="#id_code"' in html
    assert browser.get(f"/requests/{report.reference}/")["Location"] == path
    assert browser.get(file_of(report)).status_code == 404


def test_the_reference_may_be_typed_in_any_way(send_report):
    report, browser = send_report(), client()
    typed = report.reference.replace("-", "").lower()
    ask(browser, typed)
    answer = browser.post(code_page(typed), {"code": newest_code().replace(" ", "")})
    assert answer["Location"] == f"/requests/{report.reference}/"
    assert browser.get(f"/requests/{typed}/").status_code == 200


def test_a_browser_with_a_code_gets_the_file_which_is_not_kept(send_report):
    report = send_report()
    sent = opened(report, client()).get(file_of(report))
    assert (sent.status_code, sent["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in sent["Cache-Control"] and sent["X-Content-Type-Options"] == "nosniff"


def test_a_code_opens_no_other_request(send_report):
    report, other = send_report(), send_report()
    browser = opened(report, client())
    assert browser.get(f"/requests/{other.reference}/")["Location"] == code_page(other.reference)
    for path in [file_of(other), f"/requests/{report.reference}/files/{other.files.get().file_id}/"]:
        assert browser.get(path).status_code == 404
    opened(other, browser)
    assert [browser.get(f"/requests/{made.reference}/").status_code for made in (report, other)] == [200, 200]


def test_a_code_does_not_make_a_list_of_requests(send_report):
    browser = opened(send_report(), client())
    assert browser.get("/account/")["Location"].startswith("/account/sign-in/")


def test_what_a_code_opened_closes_after_an_hour(send_report):
    report = send_report()
    browser = opened(report, client())
    path = f"/requests/{report.reference}/"
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert browser.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert browser.get(path)["Location"] == code_page(report.reference)
        assert browser.get(file_of(report)).status_code == 404
