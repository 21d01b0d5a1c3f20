"""Seeing one request without an account: a one-time code sent to the email address on it.

The reference alone opens nothing, and asking tells nothing: the answer is the same whether the reference exists,
has an address, or is nobody's (law 7; a reference must not be a credential).
"""

import hashlib
import hmac
import secrets
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from forms_engine.notices import services as notices
from forms_engine.requests import tasks
from forms_engine.requests.models import AccessCode, Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference

CODE_MINUTES = 15
TRIES = 5
CODES_PER_HOUR = 5


def ask_for_code(typed_reference: str) -> None:
    """Have the worker send a code. Costs the same and says the same whatever the reference is."""
    reference = read_reference(typed_reference)
    if reference is None:
        return
    # Asked again before the worker came to it, it is one code. (The reference is no secret, and no name.)
    with suppress(AlreadyEnqueued):
        tasks.send_code.configure(queueing_lock=f"code:{reference}").defer(reference=reference)


@transaction.atomic
def send_code(typed_reference: str) -> None:
    """Send a code to the address on the request, if there is such a request with an address, and no more than
    five an hour have been sent. Says nothing either way."""
    reference = read_reference(typed_reference)
    request = Request.objects.select_for_update().filter(reference=reference or "").exclude(email="").first()
    if request is None:
        return
    now = timezone.now()
    if request.access_codes.filter(sent_at__gt=now - timedelta(hours=1)).count() >= CODES_PER_HOUR:
        return
    code = f"{secrets.randbelow(1_000_000):06d}"
    AccessCode.objects.create(
        request=request, code_hash=_hash(request, code), expires_at=now + timedelta(minutes=CODE_MINUTES)
    )
    notices.send_email(
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        subject="request.access-code",
        recipient=request.email,
        language=request.language,
        secret=True,
        context={"code": f"{code[:3]} {code[3:]}", "reference": request.reference, "minutes": CODE_MINUTES},
    )


@transaction.atomic
def use_code(typed_reference: str, typed_code: str) -> Request | None:
    """The request that the code opens, once; None for a wrong, used, expired or over-tried code, or no request.

    Only the newest code counts, for fifteen minutes and five tries.
    """
    reference = read_reference(typed_reference)
    code = (
        AccessCode.objects.select_for_update(of=("self",))
        .filter(request__reference=reference or "")
        .select_related("request")
        .order_by("-sent_at", "-id")
        .first()
    )
    typed = "".join(sign for sign in typed_code if sign.isdigit())
    if code is None or code.used_at or code.expires_at <= timezone.now() or code.tries >= TRIES:
        return None
    code.tries += 1
    right = hmac.compare_digest(code.code_hash, _hash(code.request, typed))
    if right:
        code.used_at = timezone.now()
    code.save(update_fields=["tries", "used_at"])
    return code.request if right else None


def _hash(request: Request, code: str) -> str:
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"access:{request.id}:{code}".encode(), hashlib.sha256
    ).hex()


# What a session may see after a code: request ids and until when. Kept by the server, never by the browser.
SESSION_KEY = "opened_requests"
OPEN_FOR = timedelta(hours=1)


def remember(session: SessionBase, request: Request) -> None:
    """Let this session see the request for an hour. The session's key changes, as with any sign-in."""
    session.cycle_key()
    until = (timezone.now() + OPEN_FOR).timestamp()
    session[SESSION_KEY] = {**session.get(SESSION_KEY, {}), str(request.id): until}


def remembered(session: SessionBase, typed_reference: str) -> Request | None:
    """The request of that reference if this session opened it with a code within the hour."""
    now = timezone.now().timestamp()
    ids = [request_id for request_id, until in session.get(SESSION_KEY, {}).items() if until > now]
    reference = read_reference(typed_reference)
    if not ids or not reference:
        return None
    return (
        Request.objects.filter(id__in=ids, reference=reference)
        .select_related("service", "customer", "location", "journey_version__journey")
        .first()
    )


def forget(session: SessionBase) -> None:
    """Close every request that this session opened with a code."""
    session.pop(SESSION_KEY, None)
