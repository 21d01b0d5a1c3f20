"""Reading memberships."""

from accounts.models import User
from audiences.keys import organisation_key
from partners.models import Membership


def organisation_keys(user: User) -> list[str]:
    """The audience keys of every organisation the person is a member of today."""
    slugs = Membership.objects.in_force().filter(user=user).values_list("organisation__slug", flat=True)
    return [organisation_key(slug) for slug in slugs]
