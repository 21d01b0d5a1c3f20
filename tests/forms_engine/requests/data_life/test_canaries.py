"""The proof that erasing erases: a request full of words that occur nowhere else, searched for in every column of every
table, in every file of the house and in its mailbox."""

import json

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.delivery.integrity import problems as delivery_problems
from forms_engine.notices import tasks as letters
from forms_engine.requests import tasks
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.people import ask_erasure, finish
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Customer, Erasure, Request, Tombstone
from payments.models import Charge, CounterPayment
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.data_life import canaries
from tests.forms_engine.requests.data_life.rich import lived, rest

pytestmark = pytest.mark.django_db

# Where there are canaries before: whoever adds a table that personal data goes into adds it here, and fills it in rich.py.
OF_THE_REQUEST = {
    "booking_booking",
    "booking_bookingevent",
    "delivery_attempt",
    "delivery_delivery",
    "delivery_deliveryaction",
    "files_storedfile",
    "journeys_saveddraft",
    "journeys_setaside",
    "journeys_submission",
    "locations_location",
    "notices_notice",
    "payments_chargeevent",
    "payments_counterpayment",
    "payments_refund",
    "requests_amendment",
    "requests_brokenglass",
    "requests_casework",
    "requests_contact",
    "requests_feedback",
    "requests_follower",
    "requests_inbound",
    "requests_letter",
    "requests_request",
    "requests_thresholddecision",
    "requests_timelineentry",
    "requests_unreachable",
}
OF_THE_PERSON = {"requests_customer", "requests_customerchange", "requests_contact"}


@pytest.fixture
def request_lived(db, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.EMAIL_FILE_PATH = str(settings.ENVIRONMENT.var / "mail")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    open_council()
    with django_capture_on_commit_callbacks(execute=True):
        request = lived()
        rest(request)
    return request


def run_jobs():
    for task in (letters.wipe_copies, tasks.write_down_erased):
        for job in ProcrastinateJob.objects.filter(task_name=task.name):
            task(**job.args)


def test_nothing_of_an_erased_request_is_left_anywhere(
    request_lived, settings, django_capture_on_commit_callbacks
):
    before = canaries.tables()
    assert set(before) >= OF_THE_REQUEST | OF_THE_PERSON, (OF_THE_REQUEST | OF_THE_PERSON) - set(before)
    assert {file.split("/")[0] for file in canaries.files()} == {"mail", "private"}
    wrong = {*problems(), *delivery_problems()}
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_request(request_lived.pk, Tombstone.Because.TIME)
    run_jobs()
    # What is known of its customer stays: they may have other requests.
    assert set(canaries.tables()) == OF_THE_PERSON
    assert canaries.files() == []
    assert {*problems(), *delivery_problems()} <= wrong
    # The books stay, and so does what the council counts.
    assert Charge.objects.get().state == "paid" and CounterPayment.objects.get().amount_pence == 2500
    shell = Request.objects.get(pk=request_lived.pk)
    assert shell.contacts.exists() and shell.clocks.count() == request_lived.clocks.count()
    written = [json.loads(line) for line in settings.ERASED_FILE.read_text().splitlines()]
    assert {line["request"] for line in written} == {str(request_lived.pk)}


def test_nothing_of_an_erased_person_is_left_anywhere(
    request_lived, settings, django_capture_on_commit_callbacks
):
    customer = Customer.objects.get(pk=request_lived.customer_id)
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask_erasure(customer, Erasure.Asked.OFFICER, None)
        assert finish(asked.pk)
    run_jobs()
    assert canaries.tables() == {}
    assert canaries.files() == []
    assert list(problems()) == []
    assert [
        set(json.loads(line)) & {"request", "customer"}
        for line in settings.ERASED_FILE.read_text().splitlines()
    ] == [
        {"request"},
        {"customer"},
    ]
