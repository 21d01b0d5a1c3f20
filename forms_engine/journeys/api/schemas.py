"""What back offices are told of a journey's requests, as JSON Schema, for every version that was ever published."""

import json
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page
from ninja import Router
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from audiences.problems import Problem
from forms_engine.catalogue.selectors import definition_of, published_version
from forms_engine.journeys.api.caching import View
from forms_engine.requests.message_schemas import SUBJECTS, message_schema
from forms_engine.requests.payload_schema import payload_schema
from forms_engine.requests.payload_shapes import Schema

router = Router(tags=["journeys"])
messages = Router(tags=["back offices"])

A_YEAR = 365 * 24 * 60 * 60  # seconds
HIGHEST = 2**31 - 1


def kept_for_good(view: View) -> View:
    """A version never changes, so neither does what is said of it: kept by anybody for a year, and 304 to who has it.
    On the staff and partner hosts nobody but its reader keeps anything, and that not for long (``audiences``)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and cast(GuildhallRequest, request).principal.audience == PUBLIC:
            patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
        return response

    return conditional_page(wrapped)


@router.get(
    "/{slug:slug}/versions/{int:number}/payload-schema.json",
    response={200: dict, 404: Problem},
    operation_id="get_payload_schema",
    summary="What back offices are told",
)
@decorate_view(kept_for_good)
def get_payload_schema(request: GuildhallRequest, slug: str, number: int) -> HttpResponse:
    """The JSON Schema (2020-12) of what a back office is told of a request made on this version, and that its messages
    name as ``data.schema``. It stays when the version is withdrawn."""
    version = published_version(request.principal, slug, number) if number <= HIGHEST else None
    if version is None:
        raise Http404
    return _document(payload_schema(definition_of(version.pk), number))


@messages.get(
    "/{subject}/payload-schema.json",
    response={200: dict, 404: Problem},
    operation_id="get_message_schema",
    summary="What back offices are told later on",
)
@decorate_view(conditional_page)
def get_message_schema(request: GuildhallRequest, subject: str) -> HttpResponse:
    """The JSON Schema (2020-12) of `request.updated`, `request.message` or `request.cancelled`, that such a message names
    as `data.schema`. It may gain properties."""
    if subject not in SUBJECTS:
        raise Http404
    return _document(message_schema(subject))


def _document(schema: Schema) -> HttpResponse:
    return HttpResponse(
        json.dumps(schema, ensure_ascii=False, indent=1), content_type="application/schema+json"
    )
