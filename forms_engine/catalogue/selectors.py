"""Reading what the council offers, as far as a principal may see it."""

from functools import lru_cache

from audiences.principal import Principal
from audiences.selectors import visible_to
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.definition.document import Definition
from forms_engine.definition.parse import parse_definition


def live_version(principal: Principal, slug: str) -> JourneyVersion | None:
    """The version of a journey that new submissions start on, with its journey and service; None when there is
    no such journey for this principal."""
    return (
        JourneyVersion.objects.filter(
            journey__in=visible_to(principal, Journey.objects.filter(slug=slug)), withdrawn_at=None
        )
        .select_related("journey__service")
        .order_by("-number")
        .first()
    )


@lru_cache(maxsize=512)
def definition_of(version_id: int) -> Definition:
    """A published version's definition, parsed. Kept in memory: a published version never changes."""
    return parse_definition(JourneyVersion.objects.values_list("document", flat=True).get(pk=version_id))
