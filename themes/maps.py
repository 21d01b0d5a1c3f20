"""The map that a place is pointed out on."""

from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static

# Where the demonstration's county lies, as "latitude,longitude,zoom".
DEMO_CENTRE = "52.11,-1.9,10"
DEMO_DRAWING = "maps/marlshire.json"


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Either ``tiles``, the address of map pictures with {z}, {x} and {y} in it, or ``drawing``, GeoJSON of our own.
    ``centre`` is what is shown first: "latitude,longitude,zoom"."""

    centre: str
    tiles: str = ""
    attribution: str = ""
    drawing: str = ""


def find_base_map() -> BaseMap | None:
    """The council's map, in demo mode the fictional county; None where there is neither."""
    environment = settings.ENVIRONMENT
    if environment.map_tiles_url:
        return BaseMap(
            environment.map_centre, tiles=environment.map_tiles_url, attribution=environment.map_attribution
        )
    return BaseMap(DEMO_CENTRE, drawing=static(DEMO_DRAWING)) if environment.demo else None
