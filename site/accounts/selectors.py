"""Reading accounts."""

from accounts.models import Role, RoleGrant, User


def roles_of(user: User) -> frozenset[Role]:
    """Every role the person holds, on whatever host."""
    return frozenset(
        Role(role) for role in RoleGrant.objects.filter(user=user).values_list("role", flat=True)
    )


def roles_from(user: User, source: RoleGrant.Source) -> frozenset[Role]:
    """The roles that ``source`` gave the person."""
    grants = RoleGrant.objects.filter(user=user, source=source)
    return frozenset(Role(role) for role in grants.values_list("role", flat=True))
