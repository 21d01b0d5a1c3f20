"""Notes what was asked for and was not there, once all redirects have been tried, and which old addresses led on."""

from collections.abc import Callable

from django.http import HttpResponse

from audiences.http import GuildhallRequest
from content.missing_addresses.counting import count
from content.moving_in.counting import count as count_old


class MissingAddressMiddleware:
    """Stands outside the redirects: what it sees as missing is missing."""

    def __init__(self, get_response: Callable[[GuildhallRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: GuildhallRequest) -> HttpResponse:
        """Answer, and count a 404 and an old address."""
        response = self.get_response(request)
        if response.status_code == 404:
            count(request, request.host_audience)
        count_old(request, response, request.host_audience)
        return response
