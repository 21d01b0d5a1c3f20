"""Where the parts above say which organisations a person belongs to.

``partners`` stands above ``audiences`` and so registers a callable here, in its ``AppConfig.ready``.
"""

from collections.abc import Callable, Iterable

from accounts.models import User

OrganisationKeys = Callable[[User], Iterable[str]]

_sources: list[OrganisationKeys] = []


def register_membership(source: OrganisationKeys) -> None:
    """Ask ``source`` for the organisation keys (``partner:<organisation>``) of everybody on the partner host."""
    if source not in _sources:
        _sources.append(source)


def organisation_keys(user: User) -> frozenset[str]:
    """The keys of every organisation the person is an active member of at this moment."""
    return frozenset(key for source in _sources for key in source(user))
