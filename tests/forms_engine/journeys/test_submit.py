"""Sending a submission: everything it owes in one transaction, once."""

import threading
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.catalogue.selectors import definition_of
from forms_engine.delivery.models import Delivery
from forms_engine.files.models import StoredFile
from forms_engine.journeys import services
from forms_engine.journeys.forgetting import forget_drafts
from forms_engine.journeys.models import Submission
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState
from payments.models import Charge
from tests.forms_engine.council import open_council, photo, started


@pytest.fixture
def council(db):
    open_council()


def test_a_report_is_received_at_once_with_a_delivery_for_each_back_office(council):
    request = services.submit(started().id)
    assert request.state == RequestState.RECEIVED
    assert [entry.kind for entry in request.timeline.all()] == ["submitted"]
    deliveries = Delivery.objects.filter(owner_id=str(request.id))
    assert {d.destination.slug for d in deliveries} == {"highways-queue", "example-back-office"}
    assert {d.state for d in deliveries} == {Delivery.State.READY}
    assert all(delivery.next_at <= timezone.now() for delivery in deliveries)
    told = Notice.objects.get(owner_id=str(request.id))
    assert told.recipient == "ann@example.com" and request.reference in told.body
    assert not Charge.objects.exists()


def test_an_application_with_a_fee_waits_for_payment_and_its_deliveries_are_held(council):
    request = services.submit(started("apply-for-a-blue-badge").id)
    assert request.state == RequestState.AWAITING_PAYMENT and request.fee_pence == 1000
    assert set(Delivery.objects.filter(owner_id=str(request.id)).values_list("state", "body")) == {
        ("held", "")
    }
    charge = Charge.objects.get(owner_type="request", owner_id=str(request.id))
    assert charge.total_pence == 1000
    assert [(line.ledger_code, line.amount_pence) for line in charge.lines.all()] == [("AS-4410-BB", 1000)]
    assert request.files.get().question == "photo"


def test_an_email_address_is_not_needed(council):
    answers = {"dangerous": "no", "where": {"description": "By the church"}, "category": "kerb"}
    request = services.submit(started(answers=answers).id)
    assert request.state == RequestState.RECEIVED
    assert not Notice.objects.exists()


def test_answers_that_make_no_request_change_nothing(council):
    submission = started(answers={"dangerous": "yes"})
    with pytest.raises(services.NotReady):
        services.submit(submission.id)
    assert not Request.objects.exists() and not Delivery.objects.exists()
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT


def test_what_was_answered_on_a_branch_left_behind_is_not_sent(council):
    submission = started("apply-for-a-blue-badge")
    services.answer_page(
        submission.id, "any-page", {"benefit": "none", "walking": "cannot-walk", "difficulty": "Pain"}
    )
    services.answer_page(submission.id, "any-page", {"benefit": "pip-moving-around"})
    request = services.submit(submission.id)
    assert "walking" not in request.answers and "difficulty" not in request.answers


def test_a_file_of_another_submission_cannot_be_claimed(council):
    other = started("apply-for-a-blue-badge")
    mine = started("apply-for-a-blue-badge")
    services.answer_page(mine.id, "any-page", {"photo": other.answers["photo"]})
    with pytest.raises(services.NotReady):
        services.submit(mine.id)


def test_a_photo_that_was_replaced_on_the_way_is_not_kept(council):
    mine = started("apply-for-a-blue-badge")
    first = mine.answers["photo"][0]["id"]
    question = definition_of(mine.version_id).questions_by_key["photo"]
    services.answer_page(mine.id, "any-page", {"photo": [services.keep_upload(mine, question, photo())]})
    request = services.submit(mine.id)
    assert not StoredFile.objects.filter(id=first).exists()
    assert StoredFile.objects.get().id == request.files.get().file_id


def test_if_any_part_fails_there_is_nothing_at_all(council):
    submission = started()
    with (
        patch("forms_engine.requests.telling.notices.send_email", side_effect=RuntimeError("boom")),
        pytest.raises(RuntimeError),
    ):
        services.submit(submission.id)
    assert not Request.objects.exists()
    assert not Delivery.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    submission.refresh_from_db()
    assert submission.request is None


def test_a_submission_that_was_sent_takes_no_more_answers(council):
    submission = started()
    services.submit(submission.id)
    with pytest.raises(services.AlreadySubmitted):
        services.answer_page(submission.id, "any-page", {"category": "kerb"})


def test_the_database_refuses_to_change_what_was_sent(council):
    request = services.submit(started().id)
    with pytest.raises(Exception, match="never changes"), connection.cursor() as cursor:
        cursor.execute("update requests_request set answers = '{}' where id = %s", [request.id])


def test_sending_costs_at_most_forty_queries(council, django_assert_max_num_queries):
    submission = started("apply-for-a-blue-badge")
    with django_assert_max_num_queries(40):
        services.submit(submission.id)


def test_a_draft_left_for_four_weeks_is_forgotten_with_its_photo_and_nothing_sent_ever_is(
    council, django_capture_on_commit_callbacks
):
    left, sent = started("apply-for-a-blue-badge"), started("apply-for-a-blue-badge")
    request = services.submit(sent.id)
    picture = StoredFile.objects.get(owner_id=str(left.id))
    with time_machine.travel(timezone.now() + services.DRAFT_KEPT_FOR - timedelta(minutes=1)):
        assert forget_drafts() == 0
    with (
        time_machine.travel(timezone.now() + services.DRAFT_KEPT_FOR + timedelta(minutes=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert forget_drafts() == 1
    assert list(Submission.objects.all()) == [sent]
    assert not picture.content.storage.exists(picture.content.name)
    kept = request.files.get().file
    assert kept.content.storage.exists(kept.content.name)


def _all_at_once(submission_id, count=12):
    """Every thread sends the same submission at the same moment; answers references and errors."""
    gate, references, errors = threading.Barrier(count), [], []

    def send():
        gate.wait()
        try:
            references.append(services.submit(submission_id).reference)
        except Exception as error:  # noqa: BLE001 - looked at below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return references, errors


def test_sent_twelve_times_at_once_it_is_one_request_and_everyone_sees_its_reference(committing_db):
    open_council()
    submission = started()
    references, errors = _all_at_once(submission.id)
    assert errors == []
    assert len(references) == 12 and len(set(references)) == 1
    assert Request.objects.count() == 1
    assert Delivery.objects.count() == 2 and Notice.objects.count() == 1


def test_with_our_lock_taken_away_the_race_is_real_and_the_database_still_allows_only_one(committing_db):
    open_council()
    submission = started()
    with patch("django.db.models.query.QuerySet.select_for_update", lambda self, **options: self):
        references, errors = _all_at_once(submission.id)
    assert errors, "no thread was refused: the race did not happen, and the test above proves nothing"
    assert all(isinstance(error, IntegrityError) for error in errors)
    assert Request.objects.count() == 1 and len(set(references)) <= 1
