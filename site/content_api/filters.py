"""A filter the API does not know is refused: ignoring it would answer a question nobody asked."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from audiences.problems import problem

View = Callable[..., HttpResponse]


def known_filters(query: type[Schema]) -> Callable[[View], View]:
    """Refuse a request with a parameter that ``query`` does not have."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            unknown = sorted(set(request.GET) - set(query.model_fields))
            if unknown:
                errors = [
                    {"where": ["query", name], "message": "There is no such filter"} for name in unknown
                ]
                return problem(422, "The request is not valid", errors=errors)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
