"""Letters about what has to be read: when it is asked, before its day, and after it while somebody has not confirmed.

A letter is known by its owner: the reading, the person, what was asked when, and the step. So the daily task may run
twice, or not at all for a day, and nobody gets a letter twice or misses one.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forms_engine.notices.models import Notice
from forms_engine.notices.services import send_email
from knowledge.reading.addresses import address_for
from knowledge.reading.models import Reading
from knowledge.reading.people import has_read, people_asked

OWNER_TYPE = "knowledge.reading"
BEFORE = datetime.timedelta(days=3)  # the reminder before the day
BATCH = 500  # letters in a transaction


def remind(today: datetime.date) -> int:
    """Write to everybody who has not confirmed and is due a letter. Answers how many letters were written."""
    written = 0
    for reading in Reading.objects.filter(ended_at=None).select_related("page"):
        step = _step(reading, today)
        people = people_asked(reading).filter(~has_read(reading)).exclude(email=None)
        for some in _batches(list(people)):
            written += _write(reading, step, some)
    return written


def _step(reading: Reading, today: datetime.date) -> str:
    """Which letter it is time for: the first one, the reminder before the day, or that of a week after it."""
    if today > reading.due_on:
        return f"late-{(today - reading.due_on).days // 7}"
    # Asked shortly before its day, the first letter is reminder enough.
    asked_before = timezone.localdate(reading.asked_at) < reading.due_on - BEFORE
    return "soon" if today >= reading.due_on - BEFORE and asked_before else "asked"


@transaction.atomic
def _write(reading: Reading, step: str, people: list[User]) -> int:
    # One writer at a time for a reading.
    Reading.objects.select_for_update().get(pk=reading.pk)
    keys = {f"{reading.pk}:{one.pk}:{int(reading.asked_at.timestamp())}:{step}": one for one in people}
    known = set(
        Notice.objects.filter(owner_type=OWNER_TYPE, owner_id__in=list(keys)).values_list(
            "owner_id", flat=True
        )
    )
    for key, person in keys.items():
        if key in known:
            continue
        send_email(
            owner_type=OWNER_TYPE,
            owner_id=key,
            subject="knowledge.reading-late" if step.startswith("late") else "knowledge.reading-asked",
            recipient=person.email or "",
            context={
                "title": reading.page.title,
                "due_on": reading.due_on,
                "link": address_for(reading.page, person),
            },
        )
    return len(keys) - len(known)


def _batches(people: list[User]) -> Iterator[list[User]]:
    for first in range(0, len(people), BATCH):
        yield people[first : first + BATCH]
