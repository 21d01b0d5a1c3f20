"""The map that places are pointed out on."""

import dataclasses
import json

import pytest

from config.environment import ROOT
from forms_engine.runtime.points import UK_LATITUDE, UK_LONGITUDE
from themes.maps import find_base_map

DRAWING = json.loads((ROOT / "content_fixtures" / "maps" / "marlshire.json").read_text())


def with_environment(settings, **changed):
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, **changed)
    return find_base_map()


def test_the_demonstration_has_a_map_of_its_own(settings):
    shown = with_environment(settings, demo=True, map_tiles_url="")
    assert shown.drawing.endswith("maps/marlshire.json") and not shown.tiles


def test_a_council_has_its_providers_map_or_none(settings):
    tiles = "https://maps.council.example/{z}/{x}/{y}.png"
    shown = with_environment(settings, demo=False, map_tiles_url=tiles, map_centre="51,0,9")
    assert (shown.tiles, shown.centre, shown.drawing) == (tiles, "51,0,9", "")
    assert with_environment(settings, demo=False, map_tiles_url="") is None


def points(coordinates):
    if isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from points(part)


@pytest.mark.parametrize("feature", DRAWING["features"], ids=lambda feature: feature["properties"]["name"])
def test_every_part_of_the_drawing_is_named_and_where_an_answer_may_be(feature):
    assert set(feature["properties"]) == {"kind", "name"}
    for longitude, latitude in points(feature["geometry"]["coordinates"]):
        assert UK_LATITUDE[0] < latitude < UK_LATITUDE[1]
        assert UK_LONGITUDE[0] < longitude < UK_LONGITUDE[1]


def test_the_five_places_of_marlshire_are_on_it():
    names = {
        feature["properties"]["name"]
        for feature in DRAWING["features"]
        if feature["properties"]["kind"] in {"town", "village"}
    }
    assert names == {"Marlford", "Eastwold", "Thornbeck", "Castle Marl", "Lower Hale"}


def test_every_kind_of_thing_on_it_is_drawn():
    styles = (ROOT / "themes" / "assets" / "scss" / "map.scss").read_text()
    for kind in {feature["properties"]["kind"] for feature in DRAWING["features"]}:
        assert f"gh-map__{kind}" in styles or f"&--{kind}" in styles, kind
