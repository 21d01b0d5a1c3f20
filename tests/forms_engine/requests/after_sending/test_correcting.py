"""Correcting answers after sending: beside what was sent, told to everybody, and only where nothing else depends on it."""

import json

import jsonschema
import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Queue
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.routing import changing
from forms_engine.delivery.routing.rules import Rule
from forms_engine.journeys.services import submit
from forms_engine.requests.after_sending.correcting import (
    LeadsElsewhere,
    Unacceptable,
    correct,
    standing_of,
)
from forms_engine.requests.answers import answer_rows, rows_as_sent
from forms_engine.requests.message_schemas import message_schema
from forms_engine.requests.messages import has_unread
from forms_engine.requests.models import AfterSending, Amendment, Request, TimelineEntry
from forms_engine.requests.payload import received
from forms_engine.requests.services import set_state
from forms_engine.requests.states import StateRefused
from tests.factories import make_staff, make_user
from tests.forms_engine.council import POTHOLE, open_council, started

pytestmark = pytest.mark.django_db

Kind = TimelineEntry.Kind


@pytest.fixture
def report(db):
    open_council()
    return submit(started(answers={**POTHOLE, "details": "By the shop"}).id)


def right(request, step="damage", seen=None, user=None, **answers):
    given = {key.replace("_", "-"): answer for key, answer in answers.items()}
    return correct(
        request.id, step, given, seen=standing_of(request).newest if seen is None else seen, user=user
    )


def row(request, key):
    return next(one for one in answer_rows(request) if one.question == key)


def test_what_is_said_now_stands_beside_what_was_sent(report):
    somebody = make_user()
    made = right(report, user=somebody, category="road", details="By the church")
    assert (made.answers, made.before, made.by) == (
        {"details": "By the church"}, {"details": "By the shop"}, somebody,
    )  # fmt: skip
    entry = report.timeline.get(kind=Kind.CORRECTED)
    assert entry.shown_to_customer and entry.actor == somebody and made.entry_number == entry.number
    assert "church" not in entry.message and entry.message == row(report, "details").label
    now = row(report, "details")
    assert (now.lines, now.before) == (("By the church",), ("By the shop",))
    assert Request.objects.get(id=report.id).answers["details"] == "By the shop"
    assert not any(one.before for one in rows_as_sent(report))


def test_again_and_back_and_to_nothing(report):
    right(report, details="By the church")
    assert (
        right(report, details="By the church") is None
        and right(report, seen=0, details="By the church") is None
    )
    right(report, details="By the inn")
    assert (row(report, "details").lines, row(report, "details").before) == (
        ("By the inn",),
        ("By the shop",),
    )
    assert right(report, details=None).answers == {"details": None}
    assert row(report, "details").lines == ("Not answered",)
    assert report.timeline.filter(kind=Kind.CORRECTED).count() == 3 == Amendment.objects.count()


def test_a_page_gone_stale_is_looked_at_again(report):
    right(report, details="By the church")
    with pytest.raises(StateRefused, match="meanwhile"):
        right(report, seen=0, details="By the inn")
    assert row(report, "details").lines == ("By the church",)


def test_what_leads_elsewhere_is_refused(report):
    with pytest.raises(LeadsElsewhere):
        right(report, "danger", dangerous="yes")
    with pytest.raises(Unacceptable):
        right(report, category="no-such")
    with pytest.raises(Unacceptable):
        right(report, category=None)
    assert not Amendment.objects.exists() and report.timeline.count() == 1


def test_a_rule_that_would_send_it_to_somebody_else_is_respected(report):
    by = make_staff(Role.ADMINISTRATOR)
    Queue.objects.create(slug="kerbs", name="Kerbs", team=report.service.team)
    rule = Rule(
        name="Kerbs",
        when={"answers": {"question": "category", "is": "pavement"}, "journeys": ["report-a-pothole"]},
        queue="kerbs",
    )
    changing.save_rule(rule, by=by, seen=changing.version_of(changing.shown()))
    changing.put_in_force(by=by, note="", seen=changing.version_of(changing.shown()))
    with pytest.raises(LeadsElsewhere, match="somebody else"):
        right(report, category="pavement")
    assert right(report, details="By the church") is not None


@pytest.mark.parametrize(
    ("step", "answers"),
    [
        ("location", {"where": {"description": "Elsewhere", "postcode": ""}}),
        ("about-you", {"your_email": "eve@example.com"}),
        ("photo", {"photo": []}),
        ("no-such-page", {"details": "x"}),
        ("children/1/x", {"details": "x"}),
    ],
)
def test_who_asks_where_it_is_and_files_are_not_corrected(report, step, answers):
    with pytest.raises(StateRefused):
        right(report, step, **answers)
    assert right(report, your_email="eve@example.com") is None, "nor through another page"


def test_as_long_as_its_service_says_and_nobody_has_begun(report):
    officer = admit(make_staff(Role.OFFICER), "staff")
    set_state(officer, report.id, to="in-progress", message="", seen="received")
    with pytest.raises(StateRefused, match="any more"):
        right(report, details="By the church")
    rule = AfterSending.objects.create(service=report.service, correct_until="decided")
    assert right(report, details="By the church") is not None
    rule.correct_until = "never"
    rule.save()
    with pytest.raises(StateRefused, match="any more"):
        right(report, details="By the inn")


def test_its_officers_and_back_offices_hear_of_it(report):
    Destination.objects.update(wants_updates=True)
    read = report.timeline.last().number
    right(report, details="By the church")
    report.refresh_from_db()
    assert report.customer_wrote_at is not None and has_unread(report, read)
    told = Delivery.objects.get(subject="request.updated", destination__slug="example-back-office").body
    body = json.loads(told)
    jsonschema.validate(body, message_schema("request.updated"))
    assert body["data"]["corrected"] == {"details": "By the church"}
    # Who is told of it only later is told how it stands then; what is being made is not looked up.
    fresh = Request.objects.select_related("service", "location", "journey_version").get(id=report.id)
    answers = {one["question"]: one["answer"] for one in received(fresh).data["answers"]}
    assert answers["details"] == "By the church"


def test_a_correction_is_never_changed(report):
    right(report, details="By the church")
    for change in (
        lambda: Amendment.objects.update(answers={}),
        lambda: Amendment.objects.all().delete(),
        lambda: connection.cursor().execute("truncate requests_amendment"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Amendment.objects.get().answers == {"details": "By the church"}
