"""Who administers the house, and what only they see in the menus of the admin."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from accounts.models import Role, User
from accounts.selectors import roles_of

_KEPT = "_is_administrator"


def is_administrator(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether ``user`` is an administrator. A program that shows a token is nobody's user, so never one."""
    if not isinstance(user, User):
        return False
    # Every line of every menu asks: looked up once for the object that a request has of its user, as Django keeps
    # their permissions.
    kept: bool | None = getattr(user, _KEPT, None)
    if kept is None:
        kept = user.is_superuser or Role.ADMINISTRATOR in roles_of(user)
        setattr(user, _KEPT, kept)
    return kept


class AdministratorsItem(MenuItem):
    """A line of a menu that administrators alone see. Hiding it protects nothing; its own view does."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is for this person."""
        return is_administrator(request.user)
