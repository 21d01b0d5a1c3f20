"""What a service lets its customers do with what they have sent, and files with messages both ways."""

import json
from uuid import uuid4

import jsonschema
import pytest

from accounts.models import Role
from audiences.admission import admit
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.journeys.services import submit
from forms_engine.requests import cancelling
from forms_engine.requests.added_files import Sending, TooManyFiles, files_for_customer
from forms_engine.requests.after_sending import may_add, may_correct, may_withdraw
from forms_engine.requests.asking_customer import answer, ask
from forms_engine.requests.message_schemas import message_schema
from forms_engine.requests.messages import may_attach, may_write, write_as_officer
from forms_engine.requests.models import AfterSending, Request, TimelineEntry
from forms_engine.requests.services import set_state
from forms_engine.requests.states import NotAllowed, StateRefused
from tests.factories import make_staff
from tests.forms_engine.council import open_council, photo, started

pytestmark = pytest.mark.django_db

Kind = TimelineEntry.Kind


@pytest.fixture
def officer():
    open_council()
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def request_(officer):
    return submit(started().id)


def rule(request, **fields):
    AfterSending.objects.update_or_create(service=request.service, defaults=fields)


def in_state(officer, request, state):
    request.refresh_from_db()
    set_state(officer, request.id, to=state, message="", seen=request.state)
    request.refresh_from_db()
    return request


def test_without_rules_of_its_own_a_service_lets_them_add_correct_and_withdraw(officer, request_):
    assert may_add(request_) and may_correct(request_) and may_withdraw(request_)
    assert may_write(request_) and may_attach(request_) and cancelling.may_cancel(request_)
    in_state(officer, request_, "in-progress")
    assert not may_correct(request_), "somebody has begun"


@pytest.mark.parametrize(
    ("until", "allowed"),
    [("never", set()), ("begun", {"received"}), ("decided", {"received", "in-progress", "waiting"})],
)
def test_how_long_it_can_be_corrected(officer, request_, until, allowed):
    rule(request_, correct_until=until)
    seen = {"received": may_correct(request_)}
    for state in ("in-progress", "waiting", "resolved", "closed"):
        seen[state] = may_correct(in_state(officer, request_, state))
    assert {state for state, may in seen.items() if may} == allowed


def test_what_began_elsewhere_or_was_erased_has_no_answers_to_correct(request_):
    request_.journey_version_id = None
    assert not may_correct(request_)
    request_.refresh_from_db()
    request_.erased_at = request_.created_at
    assert not may_correct(request_)


def test_where_nothing_is_added_a_question_is_answered_all_the_same(officer, request_):
    rule(request_, may_add=False)
    assert not may_write(request_) and not may_attach(request_)
    with pytest.raises(StateRefused):
        answer(request_.id, "Hello?", None, user=None)
    ask(officer, request_.id, "Which side?", wants_files=False, seen="received", read=None)
    request_.refresh_from_db()
    assert may_write(request_) and not may_attach(request_)
    with pytest.raises(StateRefused, match="asked for files"):
        answer(request_.id, "Left", Sending([photo()], uuid4()), user=None)
    answer(request_.id, "Left", None, user=None)
    assert request_.timeline.filter(kind=Kind.FROM_CUSTOMER).count() == 1


def test_where_it_cannot_be_withdrawn_its_customer_cannot_and_what_is_unpaid_can_be(request_):
    rule(request_, may_withdraw=False)
    assert not cancelling.may_cancel(request_)
    with pytest.raises(StateRefused, match="does not let"):
        cancelling.cancel_as_customer(request_.id, user=None)
    assert Request.objects.get(id=request_.id).state == "received"
    request_.state = "awaiting-payment"
    assert may_withdraw(request_)


def test_an_officers_files_go_with_the_message_and_its_back_offices_are_told(officer, request_):
    Destination.objects.update(wants_updates=True)
    sending = uuid4()
    for _ in range(2):  # the second is the same click
        write_as_officer(
            officer, request_.id, "The plan", is_note=False, sent=Sending([photo("plan.jpg")], sending)
        )
    entry = request_.timeline.get(kind=Kind.TO_CUSTOMER)
    assert [one.entry_number for one in files_for_customer(request_)] == [entry.number]
    told = Delivery.objects.get(subject="request.message", destination__slug="example-back-office").body
    body = json.loads(told)
    jsonschema.validate(body, message_schema("request.message"))
    assert [one["name"] for one in body["data"]["files"]] == ["plan.jpg"]


def test_only_who_may_decide_sends_files_and_not_too_many(officer, request_):
    stranger = admit(make_staff(Role.EDITOR), "staff")
    with pytest.raises(NotAllowed):
        write_as_officer(stranger, request_.id, "Hello", is_note=True, sent=Sending([photo()], uuid4()))
    many = Sending([photo(f"{number}.jpg") for number in range(6)], uuid4())
    with pytest.raises(TooManyFiles):
        write_as_officer(officer, request_.id, "Hello", is_note=False, sent=many)
    assert request_.timeline.count() == 1 and not request_.files.exists()
