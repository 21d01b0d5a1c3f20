"""A file waits until it is known to be clean; nothing else makes it so."""

from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.files import clamd, owners, quarantine
from forms_engine.files.models import StoredFile
from forms_engine.files.services import take_in
from forms_engine.files.serving import file_response
from tests.examples import examples
from tests.forms_engine.files.samples import PDF, picture, upload
from tests.forms_engine.files.scanners import EICAR, SIGNATURE, fake_clamd, find_clamd, real_clamd

State = StoredFile.ScanState
NOWHERE = "tcp://127.0.0.1:1"
VIRUS = PDF.replace(b"\n", b"\n" + EICAR + b"\n", 1)


@pytest.fixture
def scanned(db, settings):
    """Files are scanned, by nobody yet."""
    settings.CLAMAV_URL = NOWHERE


def take(content=PDF):
    return take_in(
        upload(content, "letter.pdf"),
        owner_type="test",
        owner_id="1",
        accept=("pdf", "photo"),
        most_megabytes=25,
    )


def after_scanning(stored, settings, **behaviour):
    with fake_clamd(**behaviour) as (url, received):
        settings.CLAMAV_URL = url
        quarantine.scan(str(stored.id))
    stored.refresh_from_db()
    return received


@contextmanager
def told():
    files = []
    owners.register("test", files.append)
    yield files
    owners._owners.pop("test")


def jobs(name="scan"):
    return ProcrastinateJob.objects.filter(task_name=f"forms_engine.files.tasks.{name}")


def test_a_file_waits_for_its_scan_and_nobody_gets_to_see_it_before(scanned):
    stored = take()
    assert stored.scan_state == State.WAITING and not stored.is_open
    assert [job.args for job in jobs()] == [{"file_id": str(stored.id)}]
    with pytest.raises(Http404):
        file_response(stored)


def test_what_is_clean_is_open(scanned, settings):
    stored = take()
    assert after_scanning(stored, settings) == [PDF]
    assert stored.scan_state == State.CLEAN and stored.scanned_at
    response = file_response(stored)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert (
        "sandbox" in response["Content-Security-Policy"] and response["X-Content-Type-Options"] == "nosniff"
    )
    response.close()


def test_photos_are_shown_and_are_what_is_scanned(scanned, settings):
    stored = take(picture())
    [content] = after_scanning(stored, settings)
    with stored.content.open() as kept:
        assert kept.read() == content
    response = file_response(stored)
    assert response["Content-Disposition"].startswith("inline")
    response.close()


def test_a_virus_is_deleted_at_once_and_its_owner_told(scanned, settings, django_capture_on_commit_callbacks):
    stored = take(VIRUS)
    name, storage = stored.content.name, stored.content.storage
    with django_capture_on_commit_callbacks(execute=True):
        after_scanning(stored, settings)
    assert stored.scan_state == State.INFECTED and stored.scan_note == "Eicar-Test"
    assert not stored.content and not storage.exists(name)
    with pytest.raises(Http404):
        file_response(stored)
    with told() as files:
        for job in jobs("tell_owner"):
            quarantine.tell_owner(**job.args)
        assert files == [stored]
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(id=stored.id).update(scan_state=State.CLEAN)


@pytest.mark.parametrize(
    "behaviour",
    [
        {"answer": b""},
        {"answer": b"stream: OK"},
        {"answer": b"stream: OK\nstream: Eicar FOUND\0"},
        {"answer": b"OK\0"},
        {"answer": b"stream: OK ERROR\0"},
        {"answer": b"\xff\xfe garbage " * 1000},
        {"answer": b"INSTREAM: Command not found. ERROR\0"},
        {"answer": b"stream: FOUND\0"},
    ],
    ids=["hung up", "cut off", "two lines", "another word", "error", "garbage", "unknown command", "no name"],
)
def test_no_answer_but_the_right_one_makes_a_file_clean(scanned, settings, behaviour):
    stored = take()
    after_scanning(stored, settings, **behaviour)
    assert stored.scan_state == State.WAITING and not stored.is_open
    assert stored.scan_next_at > timezone.now()


@settings(deadline=None, max_examples=examples(80))
@given(st.binary(max_size=60))
def test_whatever_clamd_says_only_its_one_word_is_clean(answer):
    try:
        verdict = clamd._verdict(answer)
    except (clamd.ScannerAway, clamd.ScanImpossible):
        return
    assert verdict != "" or answer == b"stream: OK\0"


def test_a_scanner_that_stalls_is_left(scanned, settings, monkeypatch):
    monkeypatch.setattr(clamd, "SILENCE_SECONDS", 0.2)
    stored = take()
    after_scanning(stored, settings, stall=True)
    assert stored.scan_state == State.WAITING and stored.scan_note == "TimeoutError"


def test_a_scanner_that_is_away_is_asked_again_later_and_the_file_waits(scanned, settings):
    stored = take()
    quarantine.scan(str(stored.id))
    stored.refresh_from_db()
    assert stored.scan_state == State.WAITING and stored.scan_tries == 1
    assert jobs().filter(scheduled_at__gt=timezone.now()).count() == 1
    quarantine.scan(str(stored.id))
    stored.refresh_from_db()
    assert stored.scan_tries == 1, "not before its time"
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        after_scanning(stored, settings)
    assert stored.scan_state == State.CLEAN


def test_a_file_larger_than_the_scanner_takes_has_failed_and_stays_closed(scanned, settings):
    stored = take(PDF.replace(b"\n", b"\n" + b"%" * 300_000 + b"\n", 1))
    after_scanning(stored, settings, limit=100_000)
    assert stored.scan_state == State.FAILED and not stored.is_open
    assert "StreamMaxLength" in stored.scan_note


def test_after_three_days_without_a_scanner_it_has_failed_and_can_be_tried_again(scanned, settings):
    stored = take()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(600):
            quarantine.scan(str(stored.id))
            stored.refresh_from_db()
            if stored.scan_state != State.WAITING:
                break
            clock.move_to(stored.scan_next_at)
        assert stored.scan_state == State.FAILED
        assert timezone.now() - stored.created_at > timedelta(days=3)
    call_command("scan_files", "--failed", verbosity=0)
    stored.refresh_from_db()
    assert stored.scan_state == State.WAITING
    after_scanning(stored, settings)
    assert stored.scan_state == State.CLEAN


def test_files_from_before_there_was_a_scanner_can_be_scanned(db, settings):
    stored = take()
    assert stored.is_open
    with pytest.raises(CommandError, match="CLAMAV_URL"):
        call_command("scan_files", "--not-scanned")
    settings.CLAMAV_URL = NOWHERE
    call_command("scan_files", "--not-scanned", verbosity=0)
    stored.refresh_from_db()
    assert stored.scan_state == State.WAITING and jobs().count() == 1


def test_a_scan_whose_job_went_astray_is_found(scanned):
    stored = take()
    jobs().delete()
    assert quarantine.sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert quarantine.sweep() == 1
    assert [job.args["file_id"] for job in jobs()] == [str(stored.id)]


def test_with_the_scanner_taken_out_of_the_settings_what_waits_goes_on_waiting(scanned, settings):
    stored = take()
    settings.CLAMAV_URL = ""
    quarantine.scan(str(stored.id))
    stored.refresh_from_db()
    assert stored.scan_state == State.WAITING and stored.scan_note == "NotSetUp"


@pytest.fixture(scope="module")
def clamav(tmp_path_factory):
    if find_clamd() is None:
        pytest.skip("no clamd on this machine: the protocol is tested against a small server only")
    with real_clamd(tmp_path_factory.mktemp("clamd")) as url:
        yield url


def test_a_real_clamd_finds_the_virus_and_lets_the_rest_pass(clamav):
    assert clamd.scan(BytesIO(PDF), clamav) == ""
    assert clamd.scan(BytesIO(VIRUS), clamav).startswith(SIGNATURE)


def test_a_real_clamd_says_what_is_too_large_for_it(clamav):
    with pytest.raises(clamd.ScanImpossible):
        clamd.scan(BytesIO(b"%" * 3_000_000), clamav)


def test_from_upload_to_verdict_with_a_real_clamd(clamav, db, settings):
    settings.CLAMAV_URL = clamav
    good, bad = take(), take(VIRUS)
    for stored in (good, bad):
        quarantine.scan(str(stored.id))
        stored.refresh_from_db()
    assert (good.scan_state, bad.scan_state) == (State.CLEAN, State.INFECTED)
