"""What begins and what is written in a back office's own system, through the signed doors and out on the pages."""

import base64

import pytest
from django.core.handlers.wsgi import WSGIRequest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.roles import Role
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.delivery.routing import changing
from forms_engine.delivery.routing.rules import Rule
from forms_engine.files import quarantine
from forms_engine.files.models import StoredFile
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests import tasks
from forms_engine.requests.doors import signed
from forms_engine.requests.models import FileRead, Inbound, Letter, OutsideCase, Request
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.files.samples import PDF
from tests.forms_engine.requests.signing import back_office, frame, post, sent_to
from tests.forms_engine.requests.test_access import newest_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def tramway():
    open_council()
    return back_office()


def begun(**data):
    case = {
        "case": "T-1",
        "service": "highways-maintenance",
        "title": "Loose kerb",
        "contact": {"name": "Ann Archer", "email": "ann@example.com"},
        "location": {"description": "High Street"},
        **data,
    }
    return frame("case.begun", **case)


def begin(destination, message_id="", **data):
    return post("cases", destination, begun(**data), message_id=message_id)


def decided(content=None, **data):
    content = base64.b64encode(PDF if content is None else content).decode()
    about = {"case": "T-1"} | data
    return frame("letter.sent", title="Decision", file={"name": "decision.pdf", "content": content}, **about)


def letter(destination, content=None, message_id="", **data):
    return post("letters", destination, decided(content, **data), message_id=message_id)


def opened_with_a_code(reference, browser=None):
    browser = browser or client()
    page = f"/requests/{reference}/code/"
    browser.post(page, {"send": ""})
    for job in ProcrastinateJob.objects.filter(task_name=tasks.send_code.name):
        tasks.send_code(**job.args)
    assert browser.post(page, {"code": newest_code()}).status_code == 302
    return browser


def test_a_case_of_theirs_is_one_request_here_and_its_owner_follows_it_after_a_code(tramway):
    answer = begin(tramway, message="We will look at it.")
    assert answer.status_code == 202, answer.content
    reference = answer.json()["reference"]
    again = begin(tramway, title="Loose kerb, again")
    assert (again.json()["outcome"], again.json()["reference"]) == ("noted", reference)
    request = Request.objects.get()
    assert (request.state, request.channel, request.journey_version) == ("received", "phone", None)
    # Officers see it where its team's requests wait.
    queue = signed_in(make_staff(Role.OFFICER), "staff").get("/workplace/queues/highways/")
    assert reference in queue.content.decode()
    assert reference in Notice.objects.get(subject="request.begun-outside").body
    assert client().get(f"/requests/{reference}/").status_code == 302
    page = opened_with_a_code(reference).get(f"/requests/{reference}/").content.decode()
    assert "Loose kerb" in page and "We will look at it." in page and "What you told us" not in page
    assert post("callbacks", tramway, frame(case="T-1", status="FIXED")).json()["outcome"] == "applied"
    request.refresh_from_db()
    assert request.state == "resolved"
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert "case T-1" in officer.get(f"/workplace/requests/{reference}/").content.decode()


def test_a_case_that_we_sent_them_is_not_begun_a_second_time(tramway):
    report = submit(started().id)
    sent_to(report, tramway)
    answer = begin(tramway)
    assert (answer.json()["outcome"], answer.json()["reference"]) == ("noted", report.reference)
    assert Request.objects.get() == report
    # And what they say about the number still has its one request.
    assert post("callbacks", tramway, frame(case="T-1", status="FIXED")).json()["outcome"] == "applied"


def test_a_rule_says_in_which_queue_a_case_waits_and_a_repeat_is_answered_alike_whatever_changed(tramway):
    Queue.objects.create(slug="kerbs", name="Kerbs", team=tramway.team)
    by = make_staff(Role.ADMINISTRATOR)
    to_kerbs = Rule(name="Kerbs", when={"services": ["highways-maintenance"]}, queue="kerbs")
    changing.save_rule(to_kerbs, by=by, seen=changing.version_of(changing.shown()))
    changing.put_in_force(by=by, note="", seen=changing.version_of(changing.shown()))
    case, decision = begun(), decided()
    first = [
        post("cases", tramway, case, message_id="m1").json(),
        post("letters", tramway, decision, message_id="m2").json(),
    ]
    assert Request.objects.get().queue.slug == "kerbs"
    # The service becomes another team's, and the letter's case is known under no number any more.
    Service.objects.update(team=Team.objects.create(slug="other", name="Other"))
    OutsideCase.objects.update(their_id="T-2")
    again = post("cases", tramway, case, message_id="m1")
    assert (again.status_code, again.json()) == (202, first[0])
    again = post("letters", tramway, decision, message_id="m2")
    assert (again.status_code, again.json()) == (202, first[1])
    told_again = post("cases", tramway, begun(case="T-2"))
    assert (told_again.status_code, told_again.json()["reference"]) == (202, first[0]["reference"])
    # A new one is of no service of theirs.
    assert post("cases", tramway, begun(case="T-3")).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"case": " "},
        {"title": "\u00a0"},
        {"title": "Kerb\rBcc: all@example.com"},
        {"case": "T\u2028-1"},
        {"contact": {"email": "all,ann@example.com"}},
    ],
    ids=str,
)
def test_what_is_no_line_or_no_address_is_refused_and_makes_no_case(tramway, wrong):
    answer = begin(tramway, **wrong)
    assert answer.status_code == 422, answer.content
    assert not Request.objects.exists()


def test_what_was_said_before_the_case_was_told_finds_it(tramway):
    assert post("callbacks", tramway, frame(case="T-1", status="OPEN")).json()["outcome"] == "unknown-case"
    begin(tramway)
    for job in ProcrastinateJob.objects.filter(task_name=tasks.apply_waiting.name):
        tasks.apply_waiting(**job.args)
    assert Request.objects.get().state == "in-progress"


def test_an_address_that_matches_puts_nothing_in_an_account_and_a_code_does(tramway):
    ann, stranger = make_user(email="ann@example.com"), make_user()
    reference = begin(tramway).json()["reference"]
    browser = signed_in(ann)
    assert reference not in browser.get("/account/").content.decode()
    assert browser.get(f"/requests/{reference}/").status_code == 302
    claim = f"/requests/{reference}/claim/"
    assert browser.post(claim)["Location"].endswith("/code/")
    opened_with_a_code(reference, browser)
    assert "Add to my account" in browser.get(f"/requests/{reference}/").content.decode()
    browser.post(claim)
    assert reference in browser.get("/account/").content.decode()
    assert Notice.objects.filter(subject="request.claimed", recipient="ann@example.com").count() == 1
    # Somebody who reads her mail as well cannot move it on.
    other = opened_with_a_code(reference, signed_in(stranger))
    assert "Add to my account" not in other.get(f"/requests/{reference}/").content.decode()
    assert "another account" in other.post(claim, follow=True).content.decode()
    assert Request.objects.get().customer.user == ann


@pytest.mark.parametrize("wrong", [{"service": "blue-badge"}, {"service": "no-such"}])
def test_a_back_office_begins_cases_of_its_own_teams_services_only(tramway, wrong):
    answer = begin(tramway, **wrong)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/data/service")
    assert not Request.objects.exists() and not Inbound.objects.exists()


def test_a_letter_is_told_shown_to_those_who_may_see_the_request_and_each_reading_written_down(tramway):
    report = submit(started().id)
    sent_to(report, tramway)
    answer = letter(tramway, message_id="m1")
    assert (answer.status_code, answer.json()["reference"]) == (202, report.reference)
    assert letter(tramway, message_id="m1").json() == answer.json()
    assert letter(tramway, PDF + b"%", message_id="m1").status_code == 409
    kept = Letter.objects.get()
    assert Notice.objects.filter(subject="request.letter").count() == 1
    link = f"/requests/{report.reference}/letters/{kept.id}/"
    assert client().get(link).status_code == 404
    browser = opened_with_a_code(report.reference)
    assert link in browser.get(f"/requests/{report.reference}/").content.decode()
    got = browser.get(link)
    assert b"".join(got) == PDF
    assert got["Content-Disposition"].startswith("attachment") and got["X-Content-Type-Options"] == "nosniff"
    officer = make_staff(Role.OFFICER)
    assert (
        signed_in(officer, "staff")
        .get(f"/workplace/requests/{report.reference}/letters/{kept.id}/")
        .status_code
        == 200
    )
    assert [read.reader for read in FileRead.objects.order_by("id")] == [None, officer]
    assert signed_in(make_staff(Role.EDITOR), "staff").get(
        f"/workplace/requests/{report.reference}/letters/{kept.id}/"
    ).status_code in {403, 404}


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<html><script>alert(1)</script>"])
def test_what_is_no_pdf_is_refused_and_leaves_nothing(tramway, content):
    sent_to(submit(started().id), tramway)
    answer = letter(tramway, content)
    assert answer.status_code == 422, answer.content
    assert not Inbound.objects.exists() and not StoredFile.objects.exists()


def test_a_letter_about_nothing_we_know_is_not_kept(tramway):
    sent_to(submit(started().id), back_office("other"))
    assert letter(tramway).status_code == 404
    assert not Letter.objects.exists()


def test_who_has_shown_nothing_is_not_read_at_length_and_a_network_is_turned_away_so_often(
    tramway, monkeypatch
):
    monkeypatch.setattr(signed, "REFUSED_BY_NETWORK", signed.Limit(attempts=3, seconds=900))
    read = []
    monkeypatch.setattr(
        WSGIRequest, "read", lambda self, most: read.append(most) or self._stream.read(most), raising=True
    )
    large = PDF.replace(b"endobj\n", b"endobj\n%" + b"x" * 100 * 1024 + b"\n", 1)
    # Nothing of ours could be what it is about; then, nothing says that it is signed now.
    assert letter(tramway, large).status_code == 401
    sent_to(submit(started().id), tramway)
    unsigned = {"webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
    assert post("letters", tramway, decided(large), **unsigned).status_code == 401
    assert read == []
    assert letter(tramway, large).status_code == 202 and len(read) == 1
    assert letter(tramway, message_id=" ").status_code == 401
    turned_away = letter(tramway)
    assert (turned_away.status_code, turned_away["Content-Type"]) == (429, "application/problem+json")


@pytest.mark.parametrize("virus", ["", "Eicar"])
def test_nobody_hears_of_a_letter_before_it_has_been_scanned(tramway, virus, settings, monkeypatch):
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    report = submit(started().id)
    sent_to(report, tramway)
    letter(tramway)
    kept = Letter.objects.get()
    shown = report.timeline.filter(kind="letter")
    assert not shown.exists() and not Notice.objects.filter(subject="request.letter").exists()
    link = f"/requests/{report.reference}/letters/{kept.id}/"
    browser = opened_with_a_code(report.reference)
    assert browser.get(link).status_code == 404
    monkeypatch.setattr(quarantine.clamd, "scan", lambda content, url: virus)
    quarantine.scan(str(kept.file_id))
    quarantine.tell_owner(str(kept.file_id))
    assert browser.get(link).status_code == (404 if virus else 200)
    assert shown.exists() != bool(virus)
    assert Notice.objects.filter(subject="request.letter").exists() != bool(virus)
    page = signed_in(make_staff(Role.OFFICER), "staff").get(f"/workplace/requests/{report.reference}/")
    assert ("Ask the back office for it another way" in page.content.decode()) == bool(virus)
