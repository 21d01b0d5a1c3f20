"""Where the parts above say which organisations a person belongs to, and which Bearer tokens are theirs.

They stand above ``audiences`` and so register callables here, in their ``AppConfig.ready``.
"""

from collections.abc import Callable, Iterable

from accounts.models import User
from audiences.http import GuildhallRequest, bearer_token
from audiences.principal import Principal

OrganisationKeys = Callable[[User], Iterable[str]]

_sources: list[OrganisationKeys] = []


def register_membership(source: OrganisationKeys) -> None:
    """Ask ``source`` for the organisation keys (``partner:<organisation>``) of everybody on the partner host."""
    if source not in _sources:
        _sources.append(source)


def organisation_keys(user: User) -> frozenset[str]:
    """The keys of every organisation the person is an active member of at this moment."""
    return frozenset(key for source in _sources for key in source(user))


# Whether somebody who is no member yet may come in to accept an invitation.
Invited = Callable[[User], bool]

_invited: list[Invited] = []


def register_invitations(source: Invited) -> None:
    """Ask ``source`` whether an invitation waits for somebody who is no member of any organisation."""
    if source not in _invited:
        _invited.append(source)


def is_invited(user: User) -> bool:
    """Whether an invitation waits for the person."""
    return any(source(user) for source in _invited)


# Programs that show a Bearer token of another part's: ``source(request, token)`` answers whom it stands for, or
# ``None`` where it is not its token or not its address.
BearerSource = Callable[[GuildhallRequest, str], Principal | None]

_bearer_sources: list[BearerSource] = []


def register_bearer(source: BearerSource) -> None:
    """Ask ``source`` about Bearer tokens that are not reading tokens."""
    if source not in _bearer_sources:
        _bearer_sources.append(source)


def principal_of_bearer(request: GuildhallRequest) -> Principal | None:
    """Whom the Bearer token of the request stands for, by the first part that knows it."""
    token = bearer_token(request)
    found = (source(request, token) for source in _bearer_sources if token)
    return next((principal for principal in found if principal is not None), None)
