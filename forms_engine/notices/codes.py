"""One-time codes sent to an address: how somebody without an account shows that an address is theirs.

What a code opens is known by type and id, like a notice's owner. A code is for the browser it was asked from and for
no other: so whoever else asks about the same thing, or types wrong codes for it, neither replaces the owner's code nor
uses up its tries. How many may be asked for is limited for each thing from each network, and, more widely, for each
thing from everywhere, so that nobody's inbox is flooded and no stranger shuts the owner out. Text messages, which cost
the council money, are limited for each number too.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

from accounts.throttle import Limit, take_slot
from forms_engine.notices.models import OneTimeCode
from forms_engine.notices.services import send_email, send_sms

TRIES = 5
FROM_ONE_NETWORK = Limit(attempts=5, seconds=60 * 60)
SENT_IN_A_DAY = 30  # about one thing, to whomever asked
TO_ONE_NUMBER = Limit(attempts=30, seconds=24 * 60 * 60)  # text messages, about whatever


def may_ask(owner_type: str, wanted: str, network: str) -> bool:
    """Whether this network may ask for one more code about this thing; counts it if so. What does not exist is
    counted like what does."""
    return take_slot(f"code:{owner_type}:{wanted} {network}", FROM_ONE_NETWORK) is not None


def ask(
    task: Task[..., None, ...],
    owner_type: str,
    wanted: str,
    *,
    browser: str,
    network: str,
    **given: str | bool,
) -> bool:
    """Have the worker's ``task`` send a code about a thing to ``browser``; ``given`` tells it which thing, and how. False
    when this network has asked too often about it. Costs and says the same whether or not there is such a thing."""
    if not may_ask(owner_type, wanted, network):
        return False
    # Asked again before the worker came to it, it is one code.
    same = ":".join(["code", owner_type, wanted, browser, *(str(value) for value in given.values())])
    with suppress(AlreadyEnqueued):
        task.configure(queueing_lock=same).defer(browser=browser, **given)
    return True


@transaction.atomic
def send_code(
    *,
    owner_type: str,
    owner_id: str,
    browser: str,
    minutes: int,
    recipient: str,
    subject: str,
    language: str,
    context: Mapping[str, object],
    by_sms: bool = False,
) -> None:
    """Send a code that lasts so many minutes, by the notice ``subject`` (its template is given ``code`` and
    ``minutes``), as a text message where ``by_sms``. Sends nothing when there have been too many in a day, or nowhere to send it."""
    now = timezone.now()
    of_owner = OneTimeCode.objects.filter(owner_type=owner_type, owner_id=owner_id)
    if not recipient or of_owner.filter(sent_at__gt=now - timedelta(days=1)).count() >= SENT_IN_A_DAY:
        return
    if by_sms and take_slot(f"code-by-sms:{recipient}", TO_ONE_NUMBER) is None:
        return
    code = f"{secrets.randbelow(1_000_000):06d}"
    OneTimeCode.objects.create(
        owner_type=owner_type,
        owner_id=owner_id,
        browser=browser,
        code_hash=_hash(owner_type, owner_id, browser, code),
        expires_at=now + timedelta(minutes=minutes),
    )
    write = send_sms if by_sms else send_email
    write(
        owner_type=owner_type,
        owner_id=owner_id,
        subject=subject,
        recipient=recipient,
        language=language,
        secret=True,
        context={**context, "code": f"{code[:3]} {code[3:]}", "minutes": minutes},
    )


@transaction.atomic
def use_code(*, owner_type: str, owner_id: str, browser: str, typed: str) -> bool:
    """Whether this is the newest code sent for the thing at this browser's asking. True once; never for one that is
    used, too old, or has been tried five times."""
    code = (
        OneTimeCode.objects.select_for_update()
        .filter(owner_type=owner_type, owner_id=owner_id, browser=browser)
        .order_by("-sent_at", "-id")
        .first()
    )
    digits = "".join(sign for sign in typed if sign.isdigit())
    if code is None or code.used_at or code.expires_at <= timezone.now() or code.tries >= TRIES:
        return False
    code.tries += 1
    right = hmac.compare_digest(code.code_hash, _hash(owner_type, owner_id, browser, digits))
    if right:
        code.used_at = timezone.now()
    code.save(update_fields=["tries", "used_at"])
    return right


def forget_codes() -> int:
    """Delete the codes that no longer count towards any limit; answers how many there were."""
    deleted, _ = OneTimeCode.objects.filter(sent_at__lt=timezone.now() - timedelta(days=2)).delete()
    return deleted


def _hash(owner_type: str, owner_id: str, browser: str, code: str) -> str:
    return hmac.digest(
        settings.SECRET_KEY.encode(),
        f"one-time-code:{owner_type}:{owner_id}:{browser}:{code}".encode(),
        hashlib.sha256,
    ).hex()
