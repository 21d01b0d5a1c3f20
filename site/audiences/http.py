"""Requests as our middleware leaves them. Views name this type for their first argument."""

from accounts.http import HostRequest
from audiences.principal import Principal


class GuildhallRequest(HostRequest):
    """A request with its principal. Nothing a caller sends is in either attribute."""

    principal: Principal
