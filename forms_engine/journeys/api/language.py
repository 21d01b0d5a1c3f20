"""The journey language, for editors and programs that write it."""

from typing import Any

from ninja import Router
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from forms_engine.definition.schema import journey_schema
from forms_engine.journeys.api.caching import asked_again

router = Router(tags=["journeys"])


@router.get(
    "/schema.json",
    response={200: dict[str, Any]},
    operation_id="get_journey_schema",
    summary="The JSON Schema of the journey language",
)
@decorate_view(asked_again)
def get_journey_schema(request: GuildhallRequest) -> dict[str, Any]:
    """JSON Schema 2020-12 of a journey's definition, for editors and programs that write one."""
    return journey_schema()
