"""The JSON Schemas of the answers, each a document of its own, for who generates code from them."""

from typing import Any

from django.http import Http404
from ninja import Router
from ninja.decorators import decorate_view
from pydantic import BaseModel

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.openapi import READERS
from content_api.schemas.alerts import AlertList
from content_api.schemas.articles import ArticleOut
from content_api.schemas.base import NoFilters
from content_api.schemas.navigation import NavigationOut
from content_api.schemas.pages import ContentPageOut
from content_api.schemas.previews import PreviewOut
from content_api.schemas.site import SiteOut
from content_api.webhooks.events import Event

router = Router(tags=["schemas"])

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS: dict[str, type[BaseModel]] = {
    "page": ContentPageOut,
    "article": ArticleOut,
    "navigation": NavigationOut,
    "alerts": AlertList,
    "site": SiteOut,
    "preview": PreviewOut,
    "event": Event,
}


@router.get(
    "/{name}.json",
    response={200: dict[str, Any], 404: Problem, 422: Problem},
    operation_id="get_schema",
    openapi_extra=READERS,
)
@decorate_view(conditional, known_filters(NoFilters))
def get_schema(request: GuildhallRequest, name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one answer: page, article, navigation, alerts, site or preview; `event` is the body
    of a webhook."""
    if name not in DOCUMENTS:
        raise Http404
    return {"$schema": DIALECT, **DOCUMENTS[name].model_json_schema(mode="serialization")}
