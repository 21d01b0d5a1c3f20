"""What reading tokens may be used for. An address takes them only if its part says so here; none does by itself."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTENT_READ = "content:read"
CALLS_WRITE = "calls:write"

READING = frozenset({"GET", "HEAD"})

SCOPES: dict[str, str | Promise] = {
    CONTENT_READ: _("Read pages, articles, menus, alerts and site details through the API"),
    CALLS_WRITE: _("Say how many calls a phone line had"),
}

_scope_of: dict[str, tuple[str, frozenset[str]]] = {}


def open_to_tokens(scope: str, url_names: Iterable[str], methods: frozenset[str] = READING) -> None:
    """Let tokens with ``scope`` use the addresses of these names (``api:list_pages``) by these methods.

    Raises:
        ValueError: for a scope that does not exist, or an address that has another already.
    """
    if scope not in SCOPES:
        raise ValueError(f"There is no scope {scope!r}.")
    for name in url_names:
        if _scope_of.setdefault(name, (scope, methods)) != (scope, methods):
            raise ValueError(f"{name} is open to {_scope_of[name][0]} already.")


def scope_of(url_name: str, method: str = "GET") -> str | None:
    """The scope a token needs for the address of this name by this method, or ``None`` where no token opens it."""
    scope, methods = _scope_of.get(url_name, (None, frozenset()))
    return scope if method in methods else None
