"""A code by email opens one request, once; the reference alone opens nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_engine.journeys.services import submit
from forms_engine.notices import codes
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice
from forms_engine.requests import access
from forms_engine.requests.references import new_reference
from tests.forms_engine.council import POTHOLE, open_council, started

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "a browser", "another"


@pytest.fixture
def request_of_ann():
    open_council()
    return submit(started().id)


def newest_code():
    notice = Notice.objects.filter(subject="request.access-code").latest("created_at")
    return re.search(r"code is (\d{3} \d{3})", notice.body)[1]


def test_the_code_opens_the_request_once(request_of_ann):
    access.send_code(request_of_ann.reference.lower(), browser=HERE)
    code = newest_code()
    assert access.use_code(request_of_ann.reference, code, browser=HERE) == request_of_ann
    assert access.use_code(request_of_ann.reference, code, browser=HERE) is None


def test_wrong_codes_run_out_of_tries(request_of_ann):
    access.send_code(request_of_ann.reference, browser=HERE)
    code = newest_code()
    wrong = f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"
    for _ in range(codes.TRIES):
        assert access.use_code(request_of_ann.reference, wrong, browser=HERE) is None
    assert access.use_code(request_of_ann.reference, code, browser=HERE) is None


def test_a_code_is_too_old_after_fifteen_minutes(request_of_ann):
    access.send_code(request_of_ann.reference, browser=HERE)
    code = newest_code()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert access.use_code(request_of_ann.reference, code, browser=HERE) is None


def test_a_code_is_for_its_own_request_and_only_the_newest_counts(request_of_ann):
    other = submit(started().id)
    access.send_code(request_of_ann.reference, browser=HERE)
    first = newest_code()
    assert access.use_code(other.reference, first, browser=HERE) is None
    access.send_code(request_of_ann.reference, browser=HERE)
    if newest_code() != first:
        assert access.use_code(request_of_ann.reference, first, browser=HERE) is None


def test_one_network_gets_five_codes_an_hour_and_a_stranger_shuts_nobody_out(request_of_ann):
    reference = request_of_ann.reference

    def ask(browser, network):
        return access.ask_for_code(reference, browser=browser, network=network)

    # Each from another browser, so that none waits in the queue for another.
    assert [ask(f"stranger {n}", "192.0.2.1") for n in range(6)] == [True] * 5 + [False]
    assert ask(HERE, "192.0.2.2")
    # What does not exist is counted like what does.
    nobodys = new_reference()
    asked = [access.ask_for_code(nobodys, browser=f"{n}", network="192.0.2.1") for n in range(6)]
    assert asked == [True] * 5 + [False]
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert ask("stranger 9", "192.0.2.1")


def test_an_inbox_gets_no_more_than_so_many_codes_a_day_wherever_they_are_asked_from(request_of_ann):
    for number in range(codes.SENT_IN_A_DAY + 3):
        access.send_code(request_of_ann.reference, browser=str(number))
    assert Notice.objects.filter(subject="request.access-code").count() == codes.SENT_IN_A_DAY


def test_what_a_stranger_asks_and_types_leaves_the_owner_s_code_alone(request_of_ann):
    access.send_code(request_of_ann.reference, browser=HERE)
    code = newest_code()
    access.send_code(request_of_ann.reference, browser=ELSEWHERE)
    for _ in range(codes.TRIES + 1):
        assert access.use_code(request_of_ann.reference, code, browser=ELSEWHERE) is None
    assert access.use_code(request_of_ann.reference, code, browser=HERE) == request_of_ann


def test_codes_that_are_long_over_are_forgotten(request_of_ann):
    access.send_code(request_of_ann.reference, browser=HERE)
    assert codes.forget_codes() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=1)):
        assert codes.forget_codes() == 1


def test_asking_about_nothing_sends_nothing_and_says_nothing(request_of_ann):
    unreachable = submit(started(answers={**POTHOLE, "your-email": ""}).id)
    for reference in [new_reference(), "nonsense", "", unreachable.reference]:
        assert access.send_code(reference, browser=HERE) is None
        assert access.use_code(reference, "000000", browser=HERE) is None
    assert not Notice.objects.filter(subject="request.access-code").exists()


def test_a_code_is_wiped_once_it_is_sent(request_of_ann, mailoutbox):
    access.send_code(request_of_ann.reference, browser=HERE)
    notice = Notice.objects.get(subject="request.access-code")
    notices.send(str(notice.id))
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT and notice.body == ""
    code = re.search(r"\d{3} \d{3}", mailoutbox[0].body)[0]
    assert code not in notice.heading and code not in mailoutbox[0].subject
