"""What reading tokens may be used for. An address takes them only if its part says so here; none does by itself."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTENT_READ = "content:read"

SCOPES: dict[str, str | Promise] = {
    CONTENT_READ: _("Read pages, articles, menus, alerts and site details through the API"),
}

_scope_of: dict[str, str] = {}


def open_to_tokens(scope: str, url_names: Iterable[str]) -> None:
    """Let tokens with ``scope`` read the addresses of these names (``api:list_pages``).

    Raises:
        ValueError: for a scope that does not exist, or an address that has another already.
    """
    if scope not in SCOPES:
        raise ValueError(f"There is no scope {scope!r}.")
    for name in url_names:
        if _scope_of.setdefault(name, scope) != scope:
            raise ValueError(f"{name} is open to {_scope_of[name]} already.")


def scope_of(url_name: str) -> str | None:
    """The scope a token needs for the address of this name, or ``None`` where no token opens it."""
    return _scope_of.get(url_name)
