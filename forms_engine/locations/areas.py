"""Which areas a point is in."""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import QuerySet

from forms_engine.locations.models import Area
from forms_engine.locations.polygons import Polygons, contains


def areas_of(longitude: float, latitude: float) -> list[Area]:
    """The areas that a point (WGS 84 degrees) is in, by kind and name; none where it is outside every one, or nowhere
    at all. One query, once their outlines are in memory."""
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        return []
    near = (
        Area.objects.filter(
            retired_at=None,
            west__lte=longitude,
            east__gte=longitude,
            south__lte=latitude,
            north__gte=latitude,
        )
        .defer("polygons")
        .order_by("kind", "name", "code")
    )
    return [area for area in near if contains(_outline(area.pk, area.sha256), longitude, latitude)]


@lru_cache(maxsize=512)
def _outline(area_id: int, sha256: str) -> Polygons:
    """An area's polygons. Kept in memory: others have another digest."""
    found: Polygons = Area.objects.values_list("polygons", flat=True).get(pk=area_id)
    return found


def ward_of(areas: Iterable[Area]) -> Area | None:
    """The ward among areas; where a council is divided into electoral divisions, the division."""
    by_kind = {area.kind: area for area in areas}
    return by_kind.get(Area.Kind.WARD) or by_kind.get(Area.Kind.DIVISION)


def current_areas() -> QuerySet[Area]:
    """Every area in use, without its outline, by kind and name."""
    return Area.objects.filter(retired_at=None).defer("polygons").order_by("kind", "name", "code")
