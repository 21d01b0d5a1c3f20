"""Seeing one request without an account: a one-time code sent to the email address or the mobile number on it.

The reference alone opens nothing, and asking tells nothing: the answer is the same whether the reference exists,
has an address, or is nobody's (law 7; a reference must not be a credential).
"""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.addresses import Address, read_mobile
from accounts.models import AddressKind
from accounts.sessions import change_key
from audiences.keys import PUBLIC
from forms_engine.notices import codes
from forms_engine.requests import tasks
from forms_engine.requests.helping.reaching import reached_at
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference

CODE_MINUTES = 15


def ask_for_code(typed_reference: str, *, browser: str, network: str, by_sms: bool = False) -> bool:
    """Have the worker send a code for the browser that asks; False when this network has asked too often about this
    reference. Costs the same and says the same whatever the reference is."""
    reference = read_reference(typed_reference)
    if reference is None:
        return True
    # (The reference is no secret, and no name.)
    return codes.ask(
        tasks.send_code,
        OWNER_TYPE,
        reference,
        browser=browser,
        network=network,
        reference=reference,
        by_sms=by_sms,
    )


def send_code(typed_reference: str, *, browser: str, by_sms: bool = False) -> None:
    """Send a code to an address on the request, if there is such a request with one: the mobile number where ``by_sms``,
    else the email address; the other one where there is only that. Says nothing either way."""
    reference = read_reference(typed_reference)
    request = Request.objects.filter(**_by_code(reference)).first()
    address = _address_on(request, by_sms=by_sms) if request else None
    if request is None or address is None:
        return
    codes.send_code(
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        browser=_asking(browser, request),
        minutes=CODE_MINUTES,
        recipient=address.value,
        subject="request.access-code",
        language=request.language,
        context={"reference": request.reference},
        by_sms=address.kind == AddressKind.MOBILE,
    )


def _address_on(request: Request, *, by_sms: bool) -> Address | None:
    typed, number = reached_at(request)
    email = Address(AddressKind.EMAIL, typed) if typed else None
    mobile = read_mobile(number) if settings.SMS_PROVIDER else None
    return (mobile or email) if by_sms else (email or mobile)


def _by_code(reference: str | None) -> dict[str, object]:
    """What a code can open: not what was sent at work, which its owner signs in for there, nor what is practice."""
    return {"reference": reference or "", "audience": PUBLIC, "is_practice": False}


def use_code(typed_reference: str, typed_code: str, *, browser: str) -> Request | None:
    """The request that the code opens, once; None for a wrong, used, expired or over-tried code, one that another
    browser asked for, or no request."""
    reference = read_reference(typed_reference)
    request = Request.objects.filter(**_by_code(reference)).first()
    # Looked for also where there is no such request, so that time does not tell.
    owner_id, asking = "", browser
    if request is not None:
        owner_id, asking = str(request.id), _asking(browser, request)
    right = codes.use_code(owner_type=OWNER_TYPE, owner_id=owner_id, browser=asking, typed=typed_code)
    return request if right else None


def _asking(browser: str, request: Request) -> str:
    """The browser that asks for a code, and where codes about the request go just now: once they go elsewhere, those that
    are on their way open nothing."""
    return sha256(f"{browser} {_where(request)}".encode()).hexdigest()


def _where(request: Request) -> str:
    """A digest of where a request's customer is reached."""
    return salted_hmac("requests.access", "\n".join(reached_at(request)), algorithm="sha256").hexdigest()


# What a session may see after a code: request ids, until when, and where the code went. Kept by the server, never by the
# browser.
SESSION_KEY = "opened_by_code"
OPEN_FOR = timedelta(hours=1)


def remember(session: SessionBase, request: Request) -> None:
    """Let this session see the request for an hour. The session's key changes, as with any sign-in."""
    change_key(session)
    until = (timezone.now() + OPEN_FOR).timestamp()
    session[SESSION_KEY] = {**session.get(SESSION_KEY, {}), str(request.id): [until, _where(request)]}


def remembered(session: SessionBase, typed_reference: str) -> Request | None:
    """The request of that reference if this session opened it with a code within the hour, and codes about it still go
    where that one went: whoever reads an address that was found to be somebody else's sees it no longer."""
    now = timezone.now().timestamp()
    went = {
        request_id: where
        for request_id, (until, where) in session.get(SESSION_KEY, {}).items()
        if until > now
    }
    reference = read_reference(typed_reference)
    if not went or not reference:
        return None
    found = (
        Request.objects.filter(id__in=list(went), reference=reference, erased_at=None)
        .select_related("service", "customer", "location", "journey_version__journey")
        .first()
    )
    return found if found is not None and went[str(found.id)] == _where(found) else None


def are_open(session: SessionBase) -> bool:
    """Whether this session has opened any request with a code within the hour."""
    now = timezone.now().timestamp()
    return any(until > now for until, _ in session.get(SESSION_KEY, {}).values())


def forget(session: SessionBase) -> None:
    """Close every request that this session opened with a code."""
    session.pop(SESSION_KEY, None)
