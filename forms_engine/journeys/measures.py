"""Counting how far people get, without cookies and without personal data.

The events of one visit share a key: an HMAC of the submission's id under a salt that is deleted, with the events, once
its day has been counted (two days at most). No address, no browser, no answer is in an event, and time only to the
hour. At most one statement a request, in the transaction under way if there is one.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from forms_engine.journeys.measures_models import JourneyEvent, VisitSalt
from forms_engine.journeys.models import Submission
from forms_engine.requests.channels import ASSISTED
from forms_engine.runtime.problems import Problem

Kind = JourneyEvent.Kind

# The page of check-your-answers, whose name no page of a journey can have.
CHECK = "check"

# A visit that goes on past midnight stays one visit: yesterday's salt is still there.
SALT_LIVES = timedelta(days=2)


def started(submission: Submission) -> None:
    """Count that a journey was started."""
    _write(submission, [{"kind": Kind.STARTED}])


def reached(submission: Submission, step: str) -> None:
    """Count that a page was shown; ``step`` is a page's key or an item's page, or ``CHECK``."""
    _write(submission, [{"kind": Kind.REACHED, "page": page_of(step)}])


def judged(submission: Submission, step: str, problems: Iterable[Problem]) -> None:
    """Count that a page was completed or, with ``problems``, which answers were refused and why (by code)."""
    found = [
        {"kind": Kind.ERROR, "page": page_of(step), "question": problem.question, "code": problem.code}
        for problem in problems
    ]
    _write(submission, found or [{"kind": Kind.COMPLETED, "page": page_of(step)}])


def finished(submission: Submission) -> None:
    """Count that a journey was sent."""
    _write(submission, [{"kind": Kind.FINISHED}])


def page_of(step: str) -> str:
    """The key of the page or group that a step is about: all items' pages count as one."""
    return step.rsplit("/", 1)[-1]


def _write(submission: Submission, events: list[dict[str, str]]) -> None:
    if submission.is_practice or submission.channel in ASSISTED:
        return  # somebody learning is no measure of the journey, nor an officer who fills it in on one screen
    day, now = _salted_day(submission), timezone.now()
    visit = hmac.new(salt_of(day), submission.id.bytes, hashlib.sha256).hexdigest()[:32]
    JourneyEvent.objects.bulk_create(
        (
            JourneyEvent(
                version_id=submission.version_id,
                day=day,
                visit=visit,
                hour=now.replace(minute=0, second=0, microsecond=0),
                **event,
            )
            for event in events
        ),
        # Shown again, it has happened already.
        ignore_conflicts=True,
    )


def _salted_day(submission: Submission) -> date:
    """The day it was started, while that day's salt lives; a draft that is come back to later is a new visit."""
    today, began = timezone.localdate(), timezone.localdate(submission.created_at)
    return began if today - began < SALT_LIVES else today


# A day's salt never changes while it lives; which those are is looked at every time.
_salts: dict[date, bytes] = {}


def salt_of(day: date) -> bytes:
    """The salt of a day, the same in every process; it is deleted once the day has been counted."""
    if day in _salts:
        return _salts[day]
    kept, _ = VisitSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    salt = bytes(kept.salt)
    # What a transaction made may yet be undone: only what is certain is remembered.
    if not connection.in_atomic_block:
        for past in [known for known in _salts if timezone.localdate() - known >= SALT_LIVES]:
            del _salts[past]
        _salts[day] = salt
    return salt
