"""The code by which somebody on the phone lets an officer go on with what they have begun.

Eight signs in two groups, none of which sounds or looks like another. It lives for a quarter of an hour and is good once;
only its digest is kept. Tries are counted for the officer, and for the first group of what they typed: whoever guesses
the second group of a code that exists has few tries, whoever else guesses with them.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.throttle import Limit, give_back, take_slot
from audiences.keys import PUBLIC, STAFF
from audiences.principal import Principal
from forms_engine.journeys.models import SpokenCode, Submission
from forms_engine.journeys.services import AlreadySubmitted
from forms_engine.requests.contacts import under_way
from forms_engine.requests.references import SIGNS
from forms_engine.requests.selectors import is_officer

GROUP = 4
LIVES = timedelta(minutes=15)
MADE = Limit(attempts=10, seconds=60 * 60)  # of one draft
BY_OFFICER = Limit(attempts=10, seconds=15 * 60)
BY_FIRST_GROUP = Limit(attempts=5, seconds=15 * 60)


class TooManyCodes(ValueError):
    """So many codes were made for this draft that there is no further one for now."""


class TooManyTries(ValueError):
    """So many wrong codes were typed that no further one is looked at for now."""


@transaction.atomic
def make_code(submission_id: UUID) -> tuple[str, datetime]:
    """A new code for a draft of the public's, and when it ends. A code made before is good no more; an officer who was let
    in stays.

    Raises:
        AlreadySubmitted: when it has been sent.
        TooManyCodes: when no more are made for now.
    """
    submission = Submission.objects.select_for_update().get(id=submission_id)
    if submission.state != Submission.State.DRAFT or submission.audience != PUBLIC:
        raise AlreadySubmitted
    if take_slot(f"spoken-code-made:{submission.pk}", MADE) is None:
        raise TooManyCodes
    code, ends = _draw(), timezone.now() + LIVES
    SpokenCode.objects.update_or_create(
        submission=submission, defaults={"code_hash": _digest(code), "expires_at": ends}
    )
    return code, ends


def read_code(typed: str) -> str | None:
    """The code that somebody meant, however they spaced or wrote it; None where it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != 2 * GROUP or any(sign not in SIGNS for sign in signs):
        return None
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def open_by_code(principal: Principal, typed: str) -> Submission | None:
    """The draft that the code opens for this officer, from now on theirs to go on with; None for a code that is wrong,
    used or too old. The contact with its owner begins, unless one is under way.

    Raises:
        TooManyTries: when this officer, or everybody together with that first group, has tried too often.
    """
    code = read_code(typed)
    if code is None or principal.user is None or not is_officer(principal) or STAFF not in principal.keys:
        return None
    by_officer = take_slot(f"spoken-code-officer:{principal.user.pk}", BY_OFFICER)
    first = hashlib.sha256(code[:GROUP].encode()).hexdigest()
    by_group = take_slot(f"spoken-code-group:{first}", BY_FIRST_GROUP) if by_officer else None
    if by_officer is None or by_group is None:
        raise TooManyTries
    submission = _use(principal, code)
    if submission is not None:
        give_back(by_officer)
        give_back(by_group)
        if under_way.current(principal) is None:
            under_way.begin(principal, "phone")
    return submission


@transaction.atomic
def _use(principal: Principal, code: str) -> Submission | None:
    found = (
        SpokenCode.objects.select_for_update(of=("self",))
        .select_related("submission__version__journey")
        .filter(
            code_hash=_digest(code),
            expires_at__gt=timezone.now(),
            submission__state=Submission.State.DRAFT,
            submission__is_practice=principal.practising,
        )
        .first()
    )
    if found is None:
        return None
    found.code_hash, found.used_at, found.used_by = "", timezone.now(), principal.user
    found.save(update_fields=["code_hash", "used_at", "used_by"])
    return found.submission


def _draw() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(2 * GROUP))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def _digest(code: str) -> str:
    """Eight signs can be counted through: the site's key goes into it."""
    return salted_hmac("guildhall.spoken-code", code, algorithm="sha256").hexdigest()
