"""Notes what was asked for and was not there, once all redirects have been tried."""

from collections.abc import Callable

from django.http import HttpResponse

from audiences.http import GuildhallRequest
from content.missing_addresses.counting import count


class MissingAddressMiddleware:
    """Stands outside the redirects: what it sees as missing is missing."""

    def __init__(self, get_response: Callable[[GuildhallRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: GuildhallRequest) -> HttpResponse:
        """Answer, and count a 404."""
        response = self.get_response(request)
        if response.status_code == 404:
            count(request, request.host_audience)
        return response
