"""The one API of the house, at ``/api/v1/`` on every host. Each part brings its router; this file puts them together."""

from typing import Any

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from audiences.problems import MEDIA_TYPE
from config.json_bodies import StrictParser
from content_api.api import router as content
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.openapi import SECURITY_SCHEMES, TOKEN_READS
from content_api.other_origins import open_to_other_origins
from content_api.problems import heads_answered, other_methods_refused, register_problems, unknown_address
from content_api.schemas.base import NoFilters
from forms_engine.delivery.pull.access import register_refusals
from forms_engine.delivery.pull.api import router as deliveries
from forms_engine.journeys.api.router import router as journeys
from forms_engine.requests.doors.router import SECURITY_SCHEMES as BACK_OFFICE_SCHEMES
from forms_engine.requests.doors.router import router as back_offices
from forms_engine.requests.lines.api import router as lines

Patterns = list[URLResolver | URLPattern]


class GuildhallAPI(NinjaAPI):
    """An API whose errors are problem documents, all of them, and whose contract says so."""

    @property
    def urls(self) -> tuple[Patterns, str, str]:
        """What ``path()`` takes. ninja answers a method that an address does not have in plain text, HEAD not at
        all, and its own root with a page; it works the contract out at each request."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if not isinstance(pattern, URLPattern):
                continue
            if pattern.name == "api-root":
                pattern.callback = unknown_address
                continue
            if pattern.name == "openapi-json":
                pattern.callback = conditional(known_filters(NoFilters)(pattern.callback))
            pattern.callback = heads_answered(other_methods_refused(pattern.callback))
            if f"{namespace}:{pattern.name}" in TOKEN_READS:
                pattern.callback = open_to_other_origins(pattern.callback)
        return patterns, app, namespace

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 document. ninja writes one media type for every answer, and only the ways to show who one is
        that it checks itself."""
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("securitySchemes", {}).update(SECURITY_SCHEMES | BACK_OFFICE_SCHEMES)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {MEDIA_TYPE: answer["content"].popitem()[1]}
        return schema


api = GuildhallAPI(
    title="Guildhall",
    version="1",
    description="Answers are cut to what the host and the signed-in person may see. Errors are problem documents.",
    # The interactive page would load scripts from another host.
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
register_problems(api)
register_refusals(api)
api.add_router("", content)
api.add_router("", journeys)
api.add_router("", back_offices)
api.add_router("", lines)
api.add_router("/deliveries", deliveries)
