"""Erasing one request: what goes, what stays, and who may not."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind
from forms_engine.delivery.models import Delivery
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.kept import Kept
from forms_engine.requests.feedback.answering import Answers, answer, answer_about
from forms_engine.requests.feedback.asking import begin
from forms_engine.requests.following import NotFollowable, follow
from forms_engine.requests.inward.claiming import NotClaimable, claim
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Follower, Request, Stage, TimelineEntry, Tombstone, Unreachable
from forms_engine.requests.moving import move
from forms_engine.requests.stages import ask_for_next_stage
from forms_engine.requests.states import By, RequestState, StateRefused
from payments.models import Charge, ChargeLine, CounterPayment, Refund, RefundEvent
from tests.factories import make_staff, make_user
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver_due

pytestmark = pytest.mark.django_db
TIME = Tombstone.Because.TIME


@pytest.fixture
def finished(db):
    open_council()
    return finish(submit(started().id))


def finish(request):
    with transaction.atomic():
        request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        move(request, RequestState.RESOLVED, by=By.OFFICER, message="It is mended, Ann.")
    settled(request)
    return Request.objects.get(pk=request.pk)


def settled(request):
    """Nothing of it is on its way any more."""
    deliver_due()
    Delivery.objects.filter(owner_id=str(request.pk)).exclude(state="delivered").update(state="cancelled")
    Notice.objects.filter(owner_id=str(request.pk)).update(state="sent", sent_at=timezone.now(), next_at=None)


def test_it_is_emptied_and_a_tombstone_stands(finished):
    assert erase_request(finished.pk, TIME)
    after = Request.objects.get(pk=finished.pk)
    assert (after.answers, after.name, after.email, after.location) == ({}, "", "", None)
    assert after.erased_at is not None
    assert (after.reference, after.service_id, after.state) == (
        finished.reference,
        finished.service_id,
        finished.state,
    )
    assert after.customer_id != finished.customer_id
    assert set(after.timeline.values_list("message", flat=True)) == {""}
    assert after.timeline.count() == finished.timeline.count()
    assert not Submission.objects.filter(pk=finished.submission_id).exists()
    stone = Tombstone.objects.get(pk=finished.pk)
    assert (stone.reference, stone.because) == (finished.reference, "time")


def test_done_again_nothing_changes(finished):
    assert erase_request(finished.pk, TIME)
    assert not erase_request(finished.pk, TIME)
    assert Tombstone.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    [
        "update requests_timelineentry set message = ''",
        "update requests_request set answers = '{}'",
        "update requests_request set erased_at = now()",
        "delete from requests_tombstone",
        "update requests_tombstone set reference = 'x'",
        "insert into requests_tombstone values (gen_random_uuid(), 'ABC', 'time', now())",
        "delete from requests_customerchange",
        "truncate requests_tombstone",
    ],
)
@pytest.mark.parametrize("before", ["", "set local requests.erasing = 'on'; set local app.erasing = 'true';"])
def test_nothing_but_the_erasure_gets_past_the_guards(finished, words, before):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    if "customerchange" in words:
        from forms_engine.requests.models import CustomerChange

        CustomerChange.objects.create(customer=finished.customer, changed={}, by=make_staff())
    erase_request(
        finish(submit(started().id)).pk, TIME
    )  # marks were set in this very transaction, and are gone
    with (
        pytest.raises(DatabaseError, match=r"only grows|never changes|erasure|not emptied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(before + words)


def test_a_mark_of_another_request_or_transaction_helps_nobody(finished):
    other = finish(submit(started().id))
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into requests_erasing values (%s, pg_current_xact_id()), (%s, '3')",
            [other.pk, finished.pk],
        )
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            cursor.execute(
                "update requests_timelineentry set message = '' where request_id = %s", [finished.pk]
            )
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            cursor.execute("update requests_request set answers = '{}' where id = %s", [finished.pk])


def test_unfinished_and_undelivered_are_kept(db):
    open_council()
    request = submit(started().id)
    with pytest.raises(Kept) as why:
        erase_request(request.pk, TIME)
    assert {"unfinished", "undelivered"} <= set(why.value.reasons)
    assert Request.objects.get(pk=request.pk).answers


def test_nothing_is_added_to_what_was_erased(finished):
    made, token = begin(finished)
    erase_request(finished.pk, TIME)
    rows = (
        lambda: TimelineEntry.objects.create(
            request=finished, number=99, kind="note", state=finished.state, shown_to_customer=False
        ),
        lambda: Follower.objects.create(request=finished, email="bo@example.com", verified_at=timezone.now()),
        lambda: Unreachable.objects.create(request=finished, channel="email", address="ann@example.com"),
    )
    for add in rows:
        with pytest.raises(DatabaseError, match="is erased"), transaction.atomic():
            add()
    with pytest.raises(NotFollowable):
        follow(finished.pk, Address(AddressKind.EMAIL, "bo@example.com"), language="en")
    assert answer(token, Answers(comment="It was about my mother.")) is None
    with pytest.raises(StateRefused):
        answer_about(finished.pk, Answers(comment="It was about my mother."))
    # Its page may have been open meanwhile.
    with pytest.raises(StateRefused):
        write_as_customer(finished.pk, "It was about my mother.", user=None)
    with pytest.raises(NotClaimable):
        claim(finished.pk, user=make_user())
    Stage.objects.create(service=finished.service, number=1, name={"en": "One"}, next_within_days=28)
    Stage.objects.create(service=finished.service, number=2, name={"en": "Two"})
    with pytest.raises(StateRefused):
        ask_for_next_stage(finished.pk, user=None, why="It was about my mother.", stage=2)
    made.refresh_from_db()
    assert made.comment == "" and made.answered_at is None


def test_what_finance_wrote_about_a_refund_goes_and_the_books_stay(finished):
    """By the one function that may; nobody else changes what happened to a refund."""
    charge = Charge.objects.create(
        owner_type="request", owner_id=str(finished.pk), description="Visit", total_pence=100, return_path="/",
        state="cancelled",
    )  # fmt: skip
    line = {"position": 1, "key": "fee", "label": "Visit", "ledger_code": "1", "vat_code": "OUTSIDE"}
    ChargeLine.objects.create(charge=charge, amount_pence=100, **line)
    payment = CounterPayment.objects.create(
        charge=charge, method="cash", amount_pence=100, taken_by=make_staff(), receipt_token_hash="r"
    )
    refund = Refund.objects.create(
        charge=charge, counter_payment=payment, amount_pence=100, reason="asked", note="Ann rang", state="declined"
    )  # fmt: skip
    events = [
        RefundEvent.objects.create(refund=refund, to_state=state, cause=cause, note=note)
        for state, cause, note in (
            ("asked", "staff", "Ann rang"),
            ("failed", "webhook", "expired_or_canceled_card"),
            ("succeeded", "staff", "BACS 0001"),
        )
    ]
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        RefundEvent.objects.filter(pk=events[0].pk).update(note="")
    assert erase_request(finished.pk, TIME)
    refund.refresh_from_db()
    assert refund.note == "" and refund.amount_pence == 100
    notes = [RefundEvent.objects.get(pk=one.pk).note for one in events]
    assert notes == ["", "expired_or_canceled_card", "BACS 0001"]


def test_its_money_is_locked_before_it(finished):
    """In the house's order: whoever settles holds the charge, and waits for the request."""
    with CaptureQueriesContext(connection) as asked:
        assert erase_request(finished.pk, TIME)
    words = [one["sql"].lower() for one in asked.captured_queries]
    of_money = [at for at, said in enumerate(words) if "payments_" in said and "for update" in said]
    (of_request,) = [at for at, said in enumerate(words) if "select requests_erase(" in said]
    assert len(of_money) == 2 and max(of_money) < of_request
    assert "payments_paymentattempt" in words[of_money[0]]
