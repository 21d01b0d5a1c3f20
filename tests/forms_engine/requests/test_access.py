"""A code by email opens one request, once; the reference alone opens nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_engine.journeys.services import submit
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice
from forms_engine.requests import access
from forms_engine.requests.references import new_reference
from tests.forms_engine.council import POTHOLE, open_council, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_ann():
    open_council()
    return submit(started().id)


def newest_code():
    notice = Notice.objects.filter(subject="request.access-code").latest("created_at")
    return re.search(r"code is (\d{3} \d{3})", notice.body)[1]


def test_the_code_opens_the_request_once(request_of_ann):
    access.send_code(request_of_ann.reference.lower())
    code = newest_code()
    assert access.use_code(request_of_ann.reference, code) == request_of_ann
    assert access.use_code(request_of_ann.reference, code) is None


def test_wrong_codes_run_out_of_tries(request_of_ann):
    access.send_code(request_of_ann.reference)
    code = newest_code()
    wrong = f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"
    for _ in range(access.TRIES):
        assert access.use_code(request_of_ann.reference, wrong) is None
    assert access.use_code(request_of_ann.reference, code) is None


def test_a_code_is_too_old_after_fifteen_minutes(request_of_ann):
    access.send_code(request_of_ann.reference)
    code = newest_code()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert access.use_code(request_of_ann.reference, code) is None


def test_a_code_is_for_its_own_request_and_only_the_newest_counts(request_of_ann):
    other = submit(started().id)
    access.send_code(request_of_ann.reference)
    first = newest_code()
    assert access.use_code(other.reference, first) is None
    access.send_code(request_of_ann.reference)
    if newest_code() != first:
        assert access.use_code(request_of_ann.reference, first) is None


def test_no_more_than_five_codes_an_hour_are_sent(request_of_ann):
    for _ in range(8):
        access.send_code(request_of_ann.reference)
    assert Notice.objects.filter(subject="request.access-code").count() == access.CODES_PER_HOUR


def test_asking_about_nothing_sends_nothing_and_says_nothing(request_of_ann):
    unreachable = submit(started(answers={**POTHOLE, "your-email": ""}).id)
    for reference in [new_reference(), "nonsense", "", unreachable.reference]:
        assert access.send_code(reference) is None
        assert access.use_code(reference, "000000") is None
    assert not Notice.objects.filter(subject="request.access-code").exists()


def test_a_code_is_wiped_once_it_is_sent(request_of_ann, mailoutbox):
    access.send_code(request_of_ann.reference)
    notice = Notice.objects.get(subject="request.access-code")
    notices.send(str(notice.id))
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT and notice.body == ""
    code = re.search(r"\d{3} \d{3}", mailoutbox[0].body)[0]
    assert code not in notice.heading and code not in mailoutbox[0].subject
