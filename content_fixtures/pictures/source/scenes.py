"""Which picture is drawn by which scene."""

from collections.abc import Callable

from . import scenes_civic, scenes_land, scenes_people, scenes_seasons, scenes_square, scenes_town, scenes_work
from .svg import Art

SCENES: dict[str, Callable[[Art], None]] = {
    "marlford-skyline": scenes_town.marlford_skyline,
    "roads-crew": scenes_work.roads_crew,
    "bins-at-kerb": scenes_work.bins_at_kerb,
    "library": scenes_people.library,
    "school-gate": scenes_square.school_gate,
    "carer-and-resident": scenes_people.carer_and_resident,
    "town-hall": scenes_square.town_hall,
    "market": scenes_square.market,
    "terrace-houses": scenes_square.terrace_houses,
    "footpath": scenes_land.footpath,
    "recycling-centre": scenes_civic.recycling_centre,
    "wedding": scenes_people.wedding,
    "polling-station": scenes_civic.polling_station,
    "bus": scenes_land.bus_stop,
    "gritter": scenes_land.gritter_night,
    "cyclist": scenes_land.cyclist,
    "woodland": scenes_seasons.woodland,
    "farm-lane": scenes_seasons.farm_lane,
    "river-flood": scenes_seasons.river_flood,
    "street-light": scenes_seasons.street_light,
    "garden-waste": scenes_seasons.garden_waste,
    "new-homes": scenes_seasons.new_homes,
}
