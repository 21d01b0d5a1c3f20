"""Practice: marked TEST, seen by those who practise alone, delivered to test destinations only, never counted."""

import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Team
from forms_engine.catalogue.selectors import live_version
from forms_engine.delivery.models import Delivery, Destination, Route
from forms_engine.delivery.services import hold
from forms_engine.journeys import services
from forms_engine.journeys.availability import NotOpen
from forms_engine.journeys.models import JourneyEvent, Submission
from forms_engine.journeys.selectors import drafts_of
from forms_engine.notices.models import Notice
from forms_engine.notices.services import send as send_notice
from forms_engine.requests import practice
from forms_engine.requests.access import send_code
from forms_engine.requests.first_contact import find_repeats
from forms_engine.requests.integrity import problems
from forms_engine.requests.measures.counting import count_month
from forms_engine.requests.measures.months import Month
from forms_engine.requests.models import Clock, Customer, MonthFigures, Request
from forms_engine.requests.nearby import followable
from forms_engine.requests.own import own_requests
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.selectors import queues_for, request_for, requests_for, suspected_for
from forms_engine.requests.services import set_state
from forms_engine.requests.states import NotAllowed, RequestState
from forms_engine.requests.unpaid import remind_and_cancel
from forms_engine.requests.watching import watch
from payments.models import Charge
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(db):
    open_council()
    user = make_staff(Role.OFFICER, name="Ida Officer", email="ida@example.org")
    for team in Team.objects.all():
        team.members.add(user)
    return user


@pytest.fixture
def real(ida):
    """Ida at her work."""
    return admit(ida, "staff")


@pytest.fixture
def practising(real):
    """Ida practising."""
    return replace(real, practising=True)


def sent(principal, slug="report-a-pothole"):
    return services.submit(started(slug, principal).id)


def with_test_destination(**fields):
    destination = Destination.objects.create(
        slug="practice-office",
        name="Practice office",
        kind="webhook",
        is_test=True,
        settings={"url": "http://127.0.0.1:9/"},
        **fields,
    )
    Route.objects.get(slug="highways").destinations.add(destination)
    return destination


def destinations_of(request):
    found = Delivery.objects.filter(owner_id=str(request.id)).order_by("destination__slug")
    return list(found.values_list("destination__slug", flat=True))


def test_what_is_sent_in_practice_is_marked_and_belongs_to_nobody(practising, ida):
    trial = sent(practising)
    assert trial.is_practice and trial.submission.is_practice and trial.customer.is_practice
    assert trial.customer.user is None and trial.audience == "staff"
    assert not Customer.objects.filter(user=ida).exists()
    assert list(problems()) == []


def test_practice_and_what_is_real_never_see_each_other(practising, real):
    trial, report = sent(practising), sent(real)
    for one in (trial, report):
        place_in_queue(str(one.id), "highways")
    assert list(requests_for(practising)) == [trial] and list(requests_for(real)) == [report]
    assert request_for(real, trial.reference) is None and request_for(practising, report.reference) is None
    assert {queue.slug: count for queue, count in queues_for(real)}["highways"] == 1
    assert {queue.slug: count for queue, count in queues_for(practising)}["highways"] == 1
    assert not suspected_for(real).exists()
    with pytest.raises(NotAllowed):
        set_state(real, trial.id, to="in-progress", message="", seen="received")
    assert followable(trial.id) is None and followable(report.id) is not None


def test_whoever_practises_sees_only_their_practice_among_their_own(practising, real, ida):
    other = replace(admit(make_staff(Role.OFFICER), "staff"), practising=True)
    trial, report, theirs = sent(practising), sent(real), sent(other)
    assert list(own_requests(practising)) == [trial]
    assert list(own_requests(real)) == [report]
    assert list(own_requests(other)) == [theirs]
    assert not own_requests(admit(ida, "public")).exists()


def test_a_draft_of_practice_is_there_in_practice_only(practising, real):
    draft = started("report-a-pothole", practising)
    assert list(drafts_of(practising)) == [draft] and not drafts_of(real).exists()
    assert draft.is_practice and not Submission.objects.filter(is_practice=False).exists()


def test_a_queue_takes_it_and_no_back_office_does(practising):
    trial = sent(practising)
    assert destinations_of(trial) == ["highways-queue"]


def test_the_test_destination_on_a_route_takes_the_place_of_the_real_one(practising, real):
    with_test_destination()
    assert destinations_of(sent(practising)) == ["highways-queue", "practice-office"]
    assert destinations_of(sent(real)) == ["example-back-office", "highways-queue"]


def test_a_destination_for_practice_is_told_that_nothing_is_to_be_done(practising):
    with_test_destination()
    sent(practising)
    made = Delivery.objects.get(destination__slug="practice-office")
    assert made.is_marked_test and json.loads(made.body)["test"] is True


def test_where_nothing_but_a_back_office_is_for_it_a_queue_takes_it(practising):
    Route.objects.get(slug="highways").destinations.set(
        Destination.objects.filter(slug="example-back-office")
    )
    (only,) = destinations_of(sent(practising))
    assert Destination.objects.get(slug=only).kind == "queue"


@pytest.mark.parametrize(("by", "to"), [("practising", "example-back-office"), ("real", "practice-office")])
def test_the_database_refuses_what_routing_would_never_do(by, to, request):
    made = sent(request.getfixturevalue(by))
    if to == "practice-office":
        with_test_destination()
    target = Destination.objects.get(slug=to)
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(owner_type="request", owner_id=str(made.id), subject="request.updated", destinations=[target.id])
    # Nor may a delivery be turned towards it afterwards.
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(owner_id=str(made.id)).update(destination=target)


def test_a_destination_that_has_heard_of_somebody_never_becomes_one_for_practice(real):
    sent(real)
    with pytest.raises(IntegrityError), transaction.atomic():
        Destination.objects.filter(slug="example-back-office").update(is_test=True)


def test_practice_never_becomes_real(practising):
    trial = sent(practising)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(id=trial.id).update(is_practice=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.filter(id=trial.customer_id).update(is_practice=False)


@contextmanager
def receiver():
    """A back office that writes down what it gets; answers its address and its book."""
    book = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            book.append((self.headers.get("Guildhall-Test"), json.loads(body)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", book
    server.shutdown()
    server.server_close()


def test_the_real_back_office_gets_nothing_and_the_test_one_all_of_it(practising):
    with receiver() as (real_url, real_book), receiver() as (test_url, test_book):
        Destination.objects.filter(slug="example-back-office").update(
            settings={"url": real_url}, wants_updates=True
        )
        office = with_test_destination(wants_updates=True)
        office.settings = {"url": test_url}
        office.save()
        trial = sent(practising)
        deliver_due()
        set_state(practising, trial.id, to="in-progress", message="", seen="received")
        deliver_due()
        assert real_book == []
        assert [(mark, one["type"], one["test"]) for mark, one in test_book] == [
            ("1", "request.received", True),
            ("1", "request.updated", True),
        ]
        trial.refresh_from_db()
        assert trial.queue.slug == "highways"


def test_letters_are_written_and_kept_and_nobody_gets_them(practising, real, mailoutbox):
    trial = sent(practising)
    set_state(practising, trial.id, to="resolved", message="Filled.", seen="received")
    kept = practice.letters_kept(practising, trial)
    assert [letter.subject for letter in kept] == ["request.received", "request.updated"]
    assert {letter.recipient for letter in kept} == {"ann@example.com"}
    for letter in kept:
        send_notice(str(letter.id))
    assert mailoutbox == []
    assert not practice.letters_kept(real, trial).exists()
    with pytest.raises(Exception, match="never sent"), transaction.atomic():
        Notice.objects.filter(id=kept[0].id).update(state="ready")


def test_no_code_opens_it_from_outside(practising, mailoutbox):
    trial = sent(practising)
    Notice.objects.all().delete()
    send_code(trial.reference, browser="x")
    assert not Notice.objects.exists()


def test_a_fee_is_said_and_paid_for_on_our_own_page_without_a_charge(practising, real):
    trial = sent(practising, "apply-for-a-blue-badge")
    assert trial.state == RequestState.AWAITING_PAYMENT and trial.fee_pence
    assert not Charge.objects.exists()
    with pytest.raises(NotAllowed):
        practice.say_paid(real, trial.id)
    for _ in range(2):
        practice.say_paid(practising, trial.id)
    trial.refresh_from_db()
    assert trial.state == RequestState.RECEIVED and trial.received_at
    assert [entry.kind for entry in trial.timeline.all()][:2] == ["submitted", "paid"]
    assert not Charge.objects.exists() and list(problems()) == []


def test_nothing_real_can_be_paid_that_way(practising, real):
    report = sent(real, "apply-for-a-blue-badge")
    for principal in (real, practising):
        with pytest.raises(NotAllowed):
            practice.say_paid(principal, report.id)


def test_a_charge_of_practice_is_refused_by_the_database(practising):
    trial = sent(practising)
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.create(owner_type="request", owner_id=str(trial.id), total_pence=100, description="x")


def test_nobody_waits_for_it_and_no_letter_or_clock_says_so(practising, mailoutbox):
    unpaid, trial = sent(practising, "apply-for-a-blue-badge"), sent(practising)
    Clock.objects.update(due_on=timezone.localdate() - timedelta(days=1), warn_on=timezone.localdate())
    later = timezone.now() + timedelta(days=60)
    with time_machine.travel(later, tick=False):
        watch(later)
        remind_and_cancel(later)
    unpaid.refresh_from_db()
    assert unpaid.state == RequestState.AWAITING_PAYMENT
    assert not trial.timeline.filter(kind="overdue").exists()
    assert not Notice.objects.exclude(state="practice").exists()


def test_practice_is_never_counted(practising, real):
    report = sent(real)
    sent(practising)
    count_month(Month.of(timezone.now()), timezone.now())
    assert [row.contacts for row in MonthFigures.objects.all()] == [1]
    find_repeats(timezone.now())
    assert set(Request.objects.exclude(contact_checked_at=None)) == {report}
    assert Request.objects.filter(repeats__isnull=False).count() == 0
    visits = set(JourneyEvent.objects.values_list("visit", flat=True))
    assert len(visits) == 1


def test_a_journey_that_keeps_a_time_is_not_practised(practising, real, monkeypatch):
    version = live_version(practising, "report-a-pothole")
    monkeypatch.setattr(services, "not_practised", lambda principal, definition: principal.practising)
    with pytest.raises(NotOpen) as refused:
        services.start_submission(practising, version, language="en")
    assert refused.value.availability.state == "not-practised"
    services.start_submission(real, version, language="en")


def test_the_laws_name_practice_that_got_out(practising):
    trial = sent(practising)
    assert list(problems()) == []
    Request.objects.filter(id=trial.id).update(customer=Customer.objects.create(name="Real"))
    assert [problem for problem in problems() if "one is practice, the other is not" in problem]


def test_only_officers_practise(practising, real, ida):
    assert practice.may_practise(real)
    for principal in (admit(ida, "public"), admit(make_staff(Role.EDITOR), "staff")):
        assert not practice.may_practise(principal)
