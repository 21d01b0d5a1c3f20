"""The one API of the house, at ``/api/v1/`` on every host. Each part brings its router; this file puts them together."""

from typing import Any

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from audiences.problems import MEDIA_TYPE
from config.json_bodies import StrictParser
from content_api.api import router as content
from content_api.openapi import SECURITY_SCHEMES
from content_api.problems import heads_answered, other_methods_refused, register_problems
from forms_engine.journeys.api.router import router as journeys

Patterns = list[URLResolver | URLPattern]


class GuildhallAPI(NinjaAPI):
    """An API whose errors are problem documents, all of them, and whose contract says so."""

    @property
    def urls(self) -> tuple[Patterns, str, str]:
        """What ``path()`` takes. ninja answers a method that an address does not have in plain text, and HEAD not at
        all."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = heads_answered(other_methods_refused(pattern.callback))
        return patterns, app, namespace

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 document. ninja writes one media type for every answer, and only the ways to show who one is
        that it checks itself."""
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("securitySchemes", {}).update(SECURITY_SCHEMES)
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
api.add_router("", content)
api.add_router("", journeys)
