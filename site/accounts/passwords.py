"""A person's own password: setting one, and doing without."""

from django.db import transaction

from accounts.http import HostRequest
from accounts.models import User
from accounts.proved_addresses import proved_addresses
from accounts.services import set_password
from accounts.sessions import keep_only_this_session
from accounts.telling import tell_of_lost_way, tell_of_new_way


@transaction.atomic
def set_own_password(request: HostRequest, user: User, password: str) -> None:
    """Set ``user``'s password, sign them out everywhere but here, and tell their addresses."""
    set_password(user, password)
    keep_only_this_session(request, user)
    tell_of_new_way(user, "password")


def may_remove_password(user: User) -> bool:
    """Whether the account can do without its password: codes and passkeys would still let its owner in. Council staff
    keep theirs, as codes do not open the intranet."""
    return user.has_usable_password() and not user.is_staff and bool(proved_addresses(user))


@transaction.atomic
def remove_own_password(request: HostRequest, user: User) -> None:
    """Do without a password, sign out everywhere but here, and tell the addresses."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    keep_only_this_session(request, user)
    tell_of_lost_way(user, "password")
