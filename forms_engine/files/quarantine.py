"""From upload to verdict: where a scanner is set up (CLAMAV_URL), a file waits until it has been scanned.

The row is the truth and a job only a hint to look at it: a sweep finds what is overdue. No failure makes a file
clean. After three days without a verdict it has failed, which operators see and can have tried again.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forms_engine.files import clamd, owners, tasks
from forms_engine.files.models import StoredFile

logger = logging.getLogger(__name__)

State = StoredFile.ScanState

DELAYS = (10, 30, 120, 600)  # seconds; the last one repeats
GIVE_UP_AFTER = timedelta(days=3)
SLACK = timedelta(minutes=1)  # in which a job normally gets to it
# Longer than a scan may take: until then nobody else looks at it.
LEASE = timedelta(seconds=clamd.LONGEST_SCAN + clamd.SILENCE_SECONDS)


def is_on() -> bool:
    """Whether this installation scans files."""
    return bool(settings.CLAMAV_URL)


def take(stored: StoredFile) -> None:
    """Put a file that is about to be written in quarantine, where files are scanned."""
    if is_on():
        stored.scan_state, stored.scan_next_at = State.WAITING, timezone.now()


def enqueue(stored: StoredFile) -> None:
    """Have the worker scan a waiting file, as part of the caller's transaction."""
    if stored.scan_state == State.WAITING:
        tasks.scan.defer(file_id=str(stored.id))


def scan(file_id: str) -> None:
    """Scan one file if it is due, and record the verdict; the scan itself is outside any transaction."""
    stored = _claim(file_id)
    if stored is None:
        return
    try:
        if not is_on():
            raise clamd.ScannerAway("NotSetUp")
        with stored.content.open() as content:
            virus = clamd.scan(content, settings.CLAMAV_URL)
    except clamd.ScanImpossible:
        _fail(stored, "It is larger than the scanner takes (StreamMaxLength).")
    except FileNotFoundError:
        _fail(stored, "Its content is gone.")
    except clamd.ScannerAway as away:
        _later(stored, str(away))
    else:
        _infected(stored, virus) if virus else _clean(stored)


@transaction.atomic
def tell_owner(file_id: str) -> None:
    """Tell an infected file's owner, in one transaction with what the owner does about it."""
    stored = StoredFile.objects.filter(id=file_id, scan_state=State.INFECTED).first()
    if stored is not None:
        owners.tell(stored)


def sweep(limit: int = 500) -> int:
    """Have everything scanned that is overdue, whatever became of its job. Answers how many there were."""
    overdue = StoredFile.objects.filter(scan_state=State.WAITING, scan_next_at__lt=timezone.now() - SLACK)
    ids = list(overdue.order_by("scan_next_at").values_list("id", flat=True)[:limit])
    for file_id in ids:
        tasks.scan.defer(file_id=str(file_id))
    return len(ids)


def scan_again(states: Iterable[str]) -> int:
    """Put every file that is in one of these states back in quarantine and have it scanned: after a scanner was set
    up, or put right. Infected files have no content left and stay as they are. Answers how many there were."""
    wanted = {State(state) for state in states} - {State.INFECTED}
    files = StoredFile.objects.filter(scan_state__in=wanted)
    ids = list(files.values_list("id", flat=True))
    for file_id in ids:
        with transaction.atomic():
            found = StoredFile.objects.filter(id=file_id, scan_state__in=wanted).update(
                scan_state=State.WAITING, scan_tries=0, scan_next_at=timezone.now(), scan_note=""
            )
            if found:
                tasks.scan.defer(file_id=str(file_id))
    return len(ids)


@transaction.atomic
def _claim(file_id: str) -> StoredFile | None:
    now = timezone.now()
    stored = (
        StoredFile.objects.select_for_update(skip_locked=True)
        .filter(id=file_id, scan_state=State.WAITING, scan_next_at__lte=now)
        .first()
    )
    if stored is not None:
        stored.scan_tries += 1
        stored.scan_next_at = now + LEASE
        stored.save(update_fields=["scan_tries", "scan_next_at"])
    return stored


def _settle(stored: StoredFile, **changes: object) -> bool:
    """Write a verdict where nobody has yet; answers whether it was this one."""
    return bool(
        StoredFile.objects.filter(
            id=stored.id, scan_state=State.WAITING, scan_tries=stored.scan_tries
        ).update(**changes)
    )


@transaction.atomic
def _clean(stored: StoredFile) -> None:
    if _settle(stored, scan_state=State.CLEAN, scan_next_at=None, scan_note="", scanned_at=timezone.now()):
        stored.scan_state = State.CLEAN
        owners.tell_clean(stored)


@transaction.atomic
def _infected(stored: StoredFile, virus: str) -> None:
    from forms_engine.files.services import delete_bytes_on_commit

    if _settle(
        stored,
        scan_state=State.INFECTED,
        scan_next_at=None,
        scan_note=virus[:200],
        scanned_at=timezone.now(),
        content="",
    ):
        delete_bytes_on_commit(stored)
        logger.warning("file %s contained a virus and was deleted", stored.id)
        tasks.tell_owner.defer(file_id=str(stored.id))


def _fail(stored: StoredFile, why: str) -> None:
    if _settle(stored, scan_state=State.FAILED, scan_next_at=None, scan_note=why):
        logger.error("file %s could not be scanned", stored.id)


@transaction.atomic
def _later(stored: StoredFile, why: str) -> None:
    if timezone.now() - stored.created_at > GIVE_UP_AFTER and stored.scan_tries > len(DELAYS):
        _fail(stored, f"There was no scanner for three days ({why}).")
        return
    at = timezone.now() + timedelta(seconds=DELAYS[min(stored.scan_tries, len(DELAYS)) - 1])
    if _settle(stored, scan_next_at=at, scan_note=why):
        tasks.scan.configure(schedule_at=at).defer(file_id=str(stored.id))
