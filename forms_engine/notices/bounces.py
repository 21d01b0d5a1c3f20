"""Notices that never arrived: refused as they were sent, given up, or sent back days later."""

import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forms_engine.notices.models import Notice
from forms_engine.notices.owners import tell_owner

logger = logging.getLogger(__name__)

LONGEST = 200
NOT_OVER = (Notice.State.READY, Notice.State.SENT)


def came_back(notice_id: UUID | str, why: str, *, permanent: bool, attempt: int | None = None) -> bool:
    """Write down that a notice did not arrive, and tell its owner (``owners.when_it_comes_back``), in one transaction.
    Answers whether that is news: said again, of a notice that is not there, and of one never sent, nothing changes.

    Args:
        why: one line for an officer: what the other side said, in our words or by its code, without the address.
        permanent: whether it will never arrive. What may still arrive is only noted.
        attempt: which try of ours failed; what another try has said since counts more.
    """
    why = why.replace("\x00", "")[:LONGEST]
    if not permanent:
        Notice.objects.filter(id=notice_id, state=Notice.State.SENT).update(last_error=why)
        return False
    which = Notice.objects.filter(id=notice_id, state__in=NOT_OVER)
    if attempt is not None:
        which = which.filter(state=Notice.State.READY, attempts_made=attempt)
    with transaction.atomic():
        notice = which.first()
        if notice is None:
            return False
        # The owner's lock before ours, as for all that is written about an owner.
        tell_owner(notice, why)
        over: dict[str, Any] = {
            "state": Notice.State.DEAD,
            "sent_at": None,
            "next_at": None,
            "leased_until": None,
            "came_back_at": timezone.now(),
            "last_error": why,
            **wiped(notice),
        }
        if not which.update(**over):
            transaction.set_rollback(True)  # somebody else wrote it down meanwhile, and told its owner
            return False
    logger.error("notice %s could not be sent", notice_id)
    return True


def wiped(notice: Notice) -> dict[str, str]:
    """What is not kept of a notice that is over: a code, and an address that was given for this once."""
    return {
        **({"body": ""} if notice.secret else {}),
        **({"recipient": ""} if notice.forgets_recipient else {}),
    }
