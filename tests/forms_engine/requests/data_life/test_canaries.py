"""The proof that erasing erases: a request full of words that occur nowhere else, searched for in every column of every
table, in every file of the house and in its mailbox."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.delivery.integrity import problems as delivery_problems
from forms_engine.notices import tasks as letters
from forms_engine.requests import tasks
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.exporting import everything_about
from forms_engine.requests.data_life.people import ask_erasure, finish
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Customer, Erasure, Request, Tombstone
from payments.models import Charge, CounterPayment
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.data_life import canaries
from tests.forms_engine.requests.data_life.canaries import canary
from tests.forms_engine.requests.data_life.rich import lived, rest
from tests.forms_engine.requests.data_life.words import EMPTIED, ROWS_GO

pytestmark = pytest.mark.django_db

# Where something is still said of a person whose only request is erased.
OF_THE_PERSON = {
    "account_emailaddress",
    "accounts_addresscode",
    "accounts_user",
    "journeys_saveddraft",
    "journeys_setaside",
    "journeys_submission",
    "notices_notice",
    "portal_askedupdates",
    "portal_subscriber",
    "requests_actingfor",
    "requests_contact",
    "requests_customer",
    "requests_customerchange",
    "requests_customermerge",
    "requests_legalhold",
    "workplace_bookmark",
    "workplace_profile",
}


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
    before = canaries.columns()
    erased = {f"{table}.{one}" for table, columns in EMPTIED.items() for one in columns}
    assert not erased - before, "rich.py fills every column that is said to be emptied"
    assert not ROWS_GO - canaries.tables(before), "and something in every row that goes"
    unnamed = {one for one in before - erased if one.partition(".")[0] not in ROWS_GO}
    assert not unnamed, "words.py names every column in which something of them stands"
    assert {file.split("/")[0] for file in canaries.files()} == {"mail", "private"}
    wrong = {*problems(), *delivery_problems()}
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_request(request_lived.pk, Tombstone.Because.TIME)
    run_jobs()
    # What is known of its customer stays: they may have other requests.
    assert canaries.tables(canaries.columns()) == OF_THE_PERSON
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
        # It was sent for an organisation, so that time alone ends it.
        assert not finish(asked.pk) and erase_request(request_lived.pk, Tombstone.Because.TIME)
        assert finish(asked.pk)
    run_jobs()
    assert canaries.columns() == set()
    assert canaries.files() == []
    assert list(problems()) == []
    assert [
        set(json.loads(line)) & {"request", "customer"}
        for line in settings.ERASED_FILE.read_text().splitlines()
    ] == [
        {"request"},
        {"customer"},
    ]


def test_everything_that_anybody_said_of_them_is_in_a_subject_access_request(request_lived):
    """By the very words: what is erased of somebody is what is known of them."""
    with ZipFile(BytesIO(everything_about(Customer.objects.get(pk=request_lived.customer_id)))) as package:
        said = package.read("data.json").decode().lower()
        names = " ".join(package.namelist()).lower()
    wanted = {
        "before", "fact", "name", "message", "note", "answered", "contact", "callback", "why", "agreed", "glass",
        "reviewed", "bounced", "reached", "claim", "resident", "consent", "ended", "now", "comment", "needs",
        "other-contact", "merged", "inquest", "helping", "helper", "account", "customer", "interpreter", "seen-to",
    }  # fmt: skip
    assert {one for one in wanted if canary(one).lower() not in said} == set()
    assert {one for one in ("upload", "added", "letter") if canary(one).lower() not in names} == set()
