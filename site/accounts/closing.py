"""Closing somebody's account for good: nobody can sign in to it, and it says nothing of whose it was."""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import AddressCode, CodeCard, Role, User
from accounts.sessions import sign_out_everywhere

NOBODYS = "closed.invalid"  # a name that no mail server ever has (RFC 2606)

# What parts above keep of an account, and delete with it.
_above: list[Callable[[User], None]] = []


def when_closed(forget: Callable[[User], None]) -> None:
    """Have ``forget(user)`` called when an account is closed for good, in the same transaction."""
    _above.append(forget)


def is_needed_at_work(user: User) -> bool:
    """Whether the account is the person's at work, too: of council staff, or of a partner's member. Whoever manages it
    there closes it there. A resident is what everybody is who made an account."""
    return user.is_staff or user.role_grants.exclude(role=Role.RESIDENT).exists()


@transaction.atomic
def close_account(user: User) -> bool:
    """Close the account and forget whose it was; all its sessions and programs end. Answers whether it was closed: one that
    is needed at work stays. The row itself stays, because history names it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if is_needed_at_work(user):
        return False
    AddressCode.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    CodeCard.objects.filter(user=user).delete()
    for forget in _above:
        forget(user)
    user.name, user.email, user.mobile, user.mobile_verified_at = "", f"{user.uuid}@{NOBODYS}", None, None
    user.work_identity, user.is_active = None, False
    user.set_unusable_password()
    user.save()
    sign_out_everywhere(user)
    return True
