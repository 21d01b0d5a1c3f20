"""The definitions of many published versions at once, for pages that show something of every journey."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.definition.document import Definition
from forms_engine.definition.parse import parse_definition


@lru_cache(maxsize=8)
def definitions_of(version_ids: tuple[int, ...]) -> Mapping[int, Definition]:
    """The definitions of these versions, parsed, by id: one question of the database however many. Kept in memory, as a
    published version never changes."""
    documents = JourneyVersion.objects.filter(pk__in=version_ids).values_list("pk", "document")
    return MappingProxyType({pk: parse_definition(document) for pk, document in documents})
