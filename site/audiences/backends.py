"""Checking who somebody is, for the host they stand on."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import User
from audiences.admission import admit, usable


class HostAudienceBackend(ModelBackend):
    """Email address and password, or somebody who has proved who they are in another way. Admits only those who may
    enter the host of the request, and takes as long to say no to a password as to say yes."""

    def authenticate(  # type: ignore[override]
        self,
        request: HttpRequest | None,
        email: str | None = None,
        password: str | None = None,
        proved: User | None = None,
        **other: Any,
    ) -> User | None:
        """The user, or ``None``: unknown, wrong password, closed, or not admitted on this host.

        ``proved`` is somebody of whom only the last two are left to ask.
        """
        audience = getattr(request, "host_audience", None)
        if audience is not None and proved is not None:
            return proved if admit(proved, audience) is not None else None
        if audience is None or email is None or password is None:
            return None
        user = User.objects.filter(email=email).first()
        if user is None:
            # The same work as for an account that exists, so that time does not tell.
            User().set_password(password)
            return None
        if not user.check_password(password) or admit(user, audience) is None:
            return None
        return user

    def user_can_authenticate(self, user: User | None) -> bool:  # type: ignore[override]
        """Also asked for every later request of a session: a closed account ends its sessions at once."""
        return user is not None and usable(user)
