"""Holding journeys as they are while something that depends on them is published."""

from collections.abc import Iterable

from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.definition.document import Definition
from forms_engine.definition.parse import parse_definition


def locked_definitions(slugs: Iterable[str]) -> dict[str, Definition]:
    """The live definitions of these journeys, by slug; none where a journey is not on offer. Nobody publishes another
    version of them until the caller's transaction is over."""
    journeys = Journey.objects.select_for_update().filter(slug__in=list(slugs)).order_by("slug")
    ids = [journey.pk for journey in journeys]
    live = (
        JourneyVersion.objects.filter(journey__in=ids, withdrawn_at=None)
        .select_related("journey")
        .order_by("journey_id", "-number")
        .distinct("journey_id")
    )
    return {version.journey.slug: parse_definition(version.document) for version in live}
