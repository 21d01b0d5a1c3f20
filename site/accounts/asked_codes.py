"""Codes asked for in a session: one of each purpose at a time, which this browser alone can use."""

from dataclasses import dataclass
from uuid import UUID

from accounts.addresses import Address
from accounts.codes import Tried, address_of, code_under_way, send_code, use_code
from accounts.http import HostRequest
from accounts.known_browsers import known_as
from accounts.models import AddressCode, User
from accounts.throttle import WRONG_CODES_BY_BROWSER, give_back, may_ask_for_code, network_of, take_slot

_KEY = "asked_codes"


@dataclass(frozen=True, slots=True)
class Asked:
    """A code under way: where it was sent, and where its owner was going."""

    address: Address
    next_url: str


def ask(
    request: HostRequest,
    purpose: AddressCode.Purpose,
    address: Address,
    *,
    user: User | None = None,
    next_url: str = "",
) -> bool:
    """Send a code to ``address`` and remember it in the session; False, and nothing sent, when there have been too
    many. A code asked for before works no longer."""
    if not may_ask_for_code(address.value, network_of(request), known_as(request, address.value)):
        return False
    code = send_code(purpose, address, user)
    kept = request.session.get(_KEY, {})
    request.session[_KEY] = {**kept, purpose.value: {"id": str(code.id), "next": next_url}}
    return True


def asked(request: HostRequest, purpose: AddressCode.Purpose) -> Asked | None:
    """The code under way in this session, one that is too old included, or ``None``."""
    kept = request.session.get(_KEY, {}).get(purpose.value)
    code = code_under_way(UUID(kept["id"]), purpose) if kept else None
    if code is None or not _is_theirs(request, code):
        return None
    return Asked(address_of(code), kept["next"])


def try_code(request: HostRequest, purpose: AddressCode.Purpose, typed: str) -> tuple[Tried, Address | None]:
    """Try a code in this session; what came of it, and the address it proves where it was right."""
    if asked(request, purpose) is None:
        return Tried.OVER, None
    slot = take_slot(f"wrong-code:{request.session.session_key}", WRONG_CODES_BY_BROWSER)
    if slot is None:
        return Tried.OVER, None
    tried, code = use_code(UUID(request.session[_KEY][purpose.value]["id"]), purpose, typed)
    if code is None:
        return tried, None
    give_back(slot)
    forget(request, purpose)
    return tried, address_of(code)


def forget(request: HostRequest, purpose: AddressCode.Purpose) -> None:
    """Leave the code of this purpose behind."""
    kept = request.session.get(_KEY, {})
    request.session[_KEY] = {key: value for key, value in kept.items() if key != purpose.value}


def _is_theirs(request: HostRequest, code: AddressCode) -> bool:
    """Whether a code about an account is about the one of whoever is signed in now."""
    return code.user_id is None or (request.user.is_authenticated and code.user_id == request.user.pk)
