"""However often a program sends, it is one request, and the same key gets the same answer."""

import threading
import uuid
from functools import partial
from unittest.mock import patch

import pytest
from django.db import connection

from forms_engine.journeys import services
from forms_engine.journeys.models import Submission, SubmitKey
from forms_engine.requests.models import Request
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import Program, report

KEY = "0b7c5f2e-5a1c-4d59-8d2f-5f4f7a8a2d10"


@pytest.fixture
def council(db):
    open_council()


def test_the_same_key_gets_the_same_answer_word_for_word(council):
    program = report()
    first = program.send(KEY)
    assert first.status_code == 201 and "Idempotent-Replayed" not in first
    request = Request.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("update requests_request set state = 'in-progress' where id = %s", [request.id])
    again = program.send(KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again["Idempotent-Replayed"] == "true"
    assert Request.objects.count() == 1


def test_another_key_gets_the_same_request(council):
    program = report()
    reference = program.send(KEY).json()["reference"]
    again = program.send(str(uuid.uuid4()))
    assert (again.status_code, again.json()["reference"]) == (201, reference)
    assert Request.objects.count() == 1


def test_what_was_sent_on_the_website_has_its_reference_by_api_too(council):
    program = report()
    made = services.submit(Submission.objects.get().id)
    assert program.send(KEY).json()["reference"] == made.reference


def test_a_key_used_for_something_else_is_a_mistake(council):
    first, second = report(), report()
    first.send(KEY)
    refused = second.send(KEY)
    assert refused.status_code == 422 and refused["Content-Type"] == "application/problem+json"
    assert Request.objects.count() == 1
    assert Submission.objects.get(id=second.id).state == "draft"
    assert first.send(KEY, declaration=True).status_code == 422
    assert second.send(str(uuid.uuid4())).status_code == 201


@pytest.mark.parametrize("key", [None, "", "short", "x" * 201, "with a space in it", "ÿ" * 20])
def test_a_key_is_needed_and_has_to_be_one(council, key):
    program = report()
    headers = {} if key is None else {"Idempotency-Key": key}
    answer = program.post(program.at("/submit"), {}, **headers)
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    assert not Request.objects.exists()


def test_what_could_not_be_sent_does_not_use_up_the_key(council):
    program = report()
    program.put("danger", {"dangerous": "yes"})
    assert program.send(KEY).status_code == 409
    assert not SubmitKey.objects.exists()
    program.put("danger", {"dangerous": "no"})
    with patch("forms_engine.requests.payload.told", lambda row: {"not": "what the schema says"}):
        away = program.send(KEY)
    assert away.status_code == 503 and away["Content-Type"] == "application/problem+json"
    assert not Request.objects.exists() and not SubmitKey.objects.exists()
    assert program.send(KEY).status_code == 201


def test_a_crash_after_the_request_was_made_loses_neither_it_nor_the_answer(council):
    program = report()
    program.http.raise_request_exception = False
    with patch("forms_engine.journeys.api.sending.keep_answer", side_effect=RuntimeError):
        assert program.send(KEY).status_code == 500
    made = Request.objects.get()
    assert program.send(KEY).json()["reference"] == made.reference
    assert SubmitKey.objects.get().answer["reference"] == made.reference


def at_once(*calls):
    """Make the calls at the same moment, each in a thread of its own; the answers, in no order."""
    gate, answers = threading.Barrier(len(calls)), []

    def make(call):
        gate.wait()
        try:
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def holding(program):
    """The same submission in another program's hands."""
    other = Program()
    other.id, other.token = program.id, program.token
    return other


def test_sent_twice_at_once_with_one_key_both_get_the_same_answer(committing_db):
    open_council()
    program = report()
    answers = at_once(*[partial(holding(program).send, KEY) for _ in range(6)])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Request.objects.count() == 1 and SubmitKey.objects.count() == 1


def test_two_submissions_at_once_with_one_key_are_one_request_and_one_mistake(committing_db):
    open_council()
    first, second = report(), report()
    answers = at_once(partial(first.send, KEY), partial(second.send, KEY))
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert Request.objects.count() == 1
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["draft", "submitted"]
