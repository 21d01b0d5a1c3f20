"""The key of an authenticator app while it is being set up. It waits in the session, encrypted, and for one person."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret

from accounts.http import HostRequest
from accounts.models import User

SESSION_KEY = "second_factor_app_key"


def for_session(request: HostRequest, user: User) -> str:
    """The key this session shows to ``user``'s app: the same one until it is used, so that a page can be loaded again."""
    owner, kept = request.session.get(SESSION_KEY, (None, ""))
    if owner == user.pk:
        return str(get_adapter().decrypt(kept))
    secret: str = generate_totp_secret()
    request.session[SESSION_KEY] = (user.pk, get_adapter().encrypt(secret))
    return secret


def forget(request: HostRequest) -> None:
    """The key is in use now, or never will be."""
    request.session.pop(SESSION_KEY, None)


def shown(user: User, secret: str) -> dict[str, str]:
    """What the page shows: ``image``, a QR code as a data address; ``key``, in groups of four; ``link``, for a phone."""
    adapter = get_adapter()
    link = adapter.build_totp_url(user, secret)
    picture = base64.b64encode(adapter.build_totp_svg(link).encode()).decode()
    groups = (secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"image": f"data:image/svg+xml;base64,{picture}", "key": " ".join(groups), "link": link}
