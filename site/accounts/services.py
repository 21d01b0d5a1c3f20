"""Everything that changes an account."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Role, RoleGrant, User
from accounts.roles import ROLE_GROUPS


def create_user(
    *,
    name: str,
    email: str | None = None,
    mobile: str | None = None,
    password: str | None = None,
    is_staff: bool = False,
    is_superuser: bool = False,
    is_demo: bool = False,
) -> User:
    """Make an account. Without a password it can be signed in to only by another method.

    Raises:
        ValidationError: for a taken or malformed address, or when neither email nor mobile is given.
    """
    user = User(
        name=name,
        email=email or None,
        mobile=mobile or None,
        is_staff=is_staff,
        is_superuser=is_superuser,
        is_demo=is_demo,
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def grant_role(user: User, role: Role, *, source: RoleGrant.Source = RoleGrant.Source.LOCAL) -> RoleGrant:
    """Give ``user`` a role, and with it the Wagtail permissions of its group. Twice is the same as once."""
    grant, _ = RoleGrant.objects.get_or_create(user=user, role=Role(role), source=source)
    if group := ROLE_GROUPS.get(Role(role)):
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    return grant


@transaction.atomic
def withdraw_role(user: User, role: Role, *, source: RoleGrant.Source = RoleGrant.Source.LOCAL) -> None:
    """Take back what ``source`` gave. The role, and the Wagtail permissions that came with it, go when nobody else
    gives it."""
    RoleGrant.objects.filter(user=user, role=Role(role), source=source).delete()
    group = ROLE_GROUPS.get(Role(role))
    if group and not RoleGrant.objects.filter(user=user, role=Role(role)).exists():
        user.groups.remove(*Group.objects.filter(name=group))


def set_password(user: User, password: str) -> None:
    """Replace the password; every session of the account made before is signed out by it."""
    user.set_password(password)
    user.save(update_fields=["password"])
