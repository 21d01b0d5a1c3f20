"""The request being answered, for the few places that Wagtail calls without one.

Set by ``PrincipalMiddleware`` alone. Code that is handed a request uses that one; this is for callbacks such as the
link handlers of rich text, which must not fall back on showing everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from audiences.http import GuildhallRequest

_request: ContextVar[GuildhallRequest | None] = ContextVar("guildhall_request", default=None)


def current_request() -> GuildhallRequest | None:
    """The request being answered, with its principal, or ``None`` outside one (in the worker, in a command)."""
    return _request.get()


@contextmanager
def answering(request: GuildhallRequest) -> Iterator[None]:
    """Make ``request`` the current one. A preview made inside another request gives way to it again."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)
