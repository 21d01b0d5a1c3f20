"""Sending once, however often a program asks: ``Idempotency-Key``, as in the IETF's draft of that header.

A submission makes one request whatever is sent (``services.submit``). The key adds that the same call gets the same
answer, word for word, and that a key used again for something else is a mistake that is said, not guessed at.
"""

import hashlib
import json
from typing import Annotated, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from pydantic import Field

from audiences.problems import Refused
from forms_engine.journeys import services
from forms_engine.journeys.models import Submission, SubmitKey
from forms_engine.journeys.spam import Signals
from forms_engine.requests.models import Request

IdempotencyKey = Annotated[
    str,
    Field(
        min_length=16,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Made up by the caller for this one act of sending, unlike any other: a UUID is good.",
        json_schema_extra={"example": "1f0c4d4e-6b0a-4c86-9d6e-3f6a3d5f2a11"},
    ),
]


def send_once(
    submission_id: UUID, key: str, body: dict[str, Any], signals: Signals | None
) -> tuple[Request, dict[str, Any] | None]:
    """Send a submission under a key; answers the request, and what was said when it was sent with this key before.

    Raises:
        Refused: 422 when the key was used for another submission or with another body; nothing is changed.
        services.NotReady, NotOpen: as ``services.submit``; the key is not used up.
    """
    key_hash, body_hash = _hash(key), _hash(json.dumps(body, sort_keys=True))
    try:
        with transaction.atomic():
            # The lock that submit() takes, taken first: of two calls at once the second sees the first one's key.
            submission = Submission.objects.select_for_update().get(id=submission_id)
            kept = {
                one.key_hash: one
                for one in SubmitKey.objects.filter(Q(key_hash=key_hash) | Q(submission_id=submission_id))
            }
            used = kept.get(key_hash)
            if used and (used.submission_id != submission_id or used.body_hash != body_hash):
                raise _used_before()
            request = services.submit_locked(submission, signals)
            if not kept:
                SubmitKey.objects.create(submission_id=submission_id, key_hash=key_hash, body_hash=body_hash)
            return request, used.answer if used else None
    except IntegrityError:
        # Another submission was sent with this key at the same moment. Nothing of this one was kept.
        if SubmitKey.objects.filter(key_hash=key_hash).exclude(submission_id=submission_id).exists():
            raise _used_before() from None
        raise


def keep_answer(submission_id: UUID, key: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Keep what is said to the first call with a key, and answer what is to be said to this one."""
    own = SubmitKey.objects.filter(submission_id=submission_id, key_hash=_hash(key))
    if own.filter(answer__isnull=True).update(answer=answer):
        return answer
    kept = own.values_list("answer", flat=True).first()
    return answer if kept is None else dict(kept)


def _used_before() -> Refused:
    return Refused(422, "This Idempotency-Key was used for something else")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
