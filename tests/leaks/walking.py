"""Every address the product really answers: the URLconfs of the three hosts, and the operations of the API."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

API = "api/v1/"
# What ninja serves of itself.
OF_THE_API_ITSELF = {"api/v1/": "GET", "api/v1/openapi.json": "GET"}


def patterns(audience: str) -> set[str]:
    """Every pattern of one host, joined from the root, in the source language."""
    return set(_walk(get_resolver(settings.HOST_URLCONFS[audience]).url_patterns, ""))


def operations() -> set[tuple[str, str]]:
    """Every operation of the API as method and pattern, those left out of its description too."""
    from config.api import api

    found = {(method, pattern) for pattern, method in OF_THE_API_ITSELF.items()}
    for bound in api._get_bound_routers():
        views = [operation for view in bound.path_operations.values() for operation in view.operations]
        for url, operation in zip(bound.urls_paths(bound.prefix), views, strict=True):
            found |= {(method, API + str(url.pattern)) for method in operation.methods}
    return found


def _walk(found: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for one in found:
        here = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, here)
        else:
            yield here
