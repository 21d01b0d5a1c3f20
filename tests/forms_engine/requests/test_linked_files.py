"""Files by reference: a delivery's own link and bearer open its files, as long as it stands, and nothing else does."""

import json

import pytest

from accounts.roles import Role
from forms_engine.delivery.file_links import bearer_of
from forms_engine.delivery.models import Delivery, Destination, Route
from forms_engine.files import quarantine
from forms_engine.files.models import StoredFile
from forms_engine.journeys import services
from forms_engine.requests.models import FileRead, Inbound, StatusMapping
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.council import open_council, photo, started
from tests.forms_engine.requests.signing import back_office, frame, post, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    open_council()
    made = Destination.objects.create(
        slug="depot", name="Depot", kind="webhook", settings={"url": "https://d.example/"}
    )
    Route.objects.get(slug="highways").destinations.add(made)
    return made


def sent_report(office):
    """A report with a photo, and the office's delivery of it."""
    submission = started()
    question = services.definition_of(submission.version_id).questions_by_key["photo"]
    services.answer_page(
        submission.id, "photo", {"photo": [services.keep_upload(submission, question, photo())]}
    )
    report = services.submit(submission.id)
    return report, Delivery.objects.get(owner_id=str(report.id), destination=office)


def fetch(link, bearer, host="public"):
    path = link[link.index("/api/") :]
    return client(host).get(path, headers={"authorization": f"Bearer {bearer}"} if bearer else {})


def test_the_body_names_a_link_and_a_bearer_that_open_the_file_and_it_is_written_down(office):
    report, delivery = sent_report(office)
    named = json.loads(delivery.body)["data"]["files"][0]
    got = fetch(named["url"], named["bearer"])
    content = b"".join(got)
    assert got.status_code == 200 and len(content) == named["size"]
    assert got["Content-Disposition"].startswith("attachment") and got["X-Content-Type-Options"] == "nosniff"
    read = FileRead.objects.get()
    assert (read.delivery, read.request, read.reader) == (delivery, report, None)
    # Another delivery's link is its own, and nothing is guessed.
    queued = Delivery.objects.exclude(id=delivery.id).filter(owner_id=str(report.id)).first()
    assert bearer_of(queued.id, named["id"]) != named["bearer"]
    _, theirs = sent_report(office)
    their_file = json.loads(theirs.body)["data"]["files"][0]
    for url, bearer in (
        (named["url"], ""),
        (named["url"], "0" * 64),
        (named["url"], "é"),
        (named["url"], their_file["bearer"]),
        (named["url"].replace(str(delivery.id), str(theirs.id)), bearer_of(theirs.id, named["id"])),
    ):
        assert fetch(url, bearer).status_code == 404
    assert fetch(named["url"], named["bearer"], host="staff").status_code in {401, 404}


@pytest.mark.parametrize("state", ["cancelled", "handled", "redirected"])
def test_it_opens_nothing_once_the_delivery_is_over(office, state):
    _, delivery = sent_report(office)
    named = json.loads(delivery.body)["data"]["files"][0]
    if state == "redirected":
        other = back_office("other")
        made = sent_to(type("Owner", (), {"id": delivery.owner_id})(), other)
        Delivery.objects.filter(id=made.id).update(redirected_from=delivery)
    else:
        person = make_staff()
        Delivery.objects.filter(id=delivery.id).update(
            state=state, handled_by=person, handled_note="By phone."
        )
    assert fetch(named["url"], named["bearer"]).status_code == 404


def test_only_what_was_scanned_and_is_clean_is_given_out(office, settings, monkeypatch):
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    _, delivery = sent_report(office)
    named = json.loads(delivery.body)["data"]["files"][0]
    waiting = fetch(named["url"], named["bearer"])
    assert (waiting.status_code, waiting["Retry-After"]) == (425, "30")
    monkeypatch.setattr(quarantine.clamd, "scan", lambda content, url: "")
    quarantine.scan(named["id"])
    assert fetch(named["url"], named["bearer"]).status_code == 200
    stored = StoredFile.objects.filter(id=named["id"])
    stored.update(scan_state="failed")
    assert fetch(named["url"], named["bearer"]).status_code == 409
    stored.update(scan_state="infected", content="")
    assert fetch(named["url"], named["bearer"]).status_code == 410
    assert FileRead.objects.count() == 1


def test_statuses_get_their_meaning_in_the_admin_and_the_rest_is_seen_to_on_the_operations_page():
    open_council()
    tramway = back_office()
    report = services.submit(started().id)
    sent_to(report, tramway)
    post("callbacks", tramway, frame(case="T-1", status="PARKED"))
    admin = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    page = f"/admin/routing/destinations/{tramway.pk}/statuses/"
    assert "PARKED" in admin.get(page).content.decode()
    assert "Messages of back offices" in admin.get("/workplace/operations/").content.decode()
    rows = list(StatusMapping.objects.filter(destination=tramway).order_by("theirs"))
    form = {"form-TOTAL_FORMS": len(rows) + 1, "form-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        form |= {
            f"form-{number}-{name}": getattr(row, name)
            for name in ("id", "theirs", "ours", "words_en", "words_cy")
        }
    new = f"form-{len(rows)}"
    twice = admin.post(page, form | {f"{new}-theirs": "open", f"{new}-ours": "closed"})
    assert twice.status_code == 422 and "is there twice" in twice.content.decode()
    assert admin.post(page, form | {f"{new}-theirs": "parked", f"{new}-ours": "waiting"}).status_code == 302
    from procrastinate.contrib.django.models import ProcrastinateJob

    from forms_engine.requests import tasks

    for job in ProcrastinateJob.objects.filter(task_name=tasks.apply_waiting.name):
        tasks.apply_waiting(**job.args)
    report.refresh_from_db()
    assert report.state == "waiting"
    post("callbacks", tramway, frame(case="T-1", status="CLOSED"))
    post("callbacks", tramway, frame(case="T-1", status="OPEN"))
    refused = Inbound.objects.get(outcome="refused")
    listed = admin.get("/workplace/operations/messages/").content.decode()
    assert report.reference in listed and "Tramway" in listed
    door = f"/workplace/operations/messages/{refused.id}/"
    assert "Say what you did" in admin.post(door, {"note": ""}, follow=True).content.decode()
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert officer.post(door, {"note": "x"}).status_code in {403, 404}
    admin.post(door, {"note": "Rang them."})
    refused.refresh_from_db()
    assert (refused.outcome, refused.seen_to_note) == ("seen-to", "Rang them.")
    assert signed_in(make_staff(Role.EDITOR), "staff").get(page).status_code in {302, 403}
