"""Areas: exact points in polygons, GeoJSON files, and the ward that a request is in."""

import json
from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from config.environment import ROOT
from forms_engine.delivery.message import Message
from forms_engine.journeys import services
from forms_engine.locations.areas import areas_of
from forms_engine.locations.geojson import GeoJsonRefused, import_areas, read_areas
from forms_engine.locations.lookup import address_of
from forms_engine.locations.models import Area, Location
from forms_engine.locations.polygons import contains
from forms_engine.locations.services import record_location
from forms_engine.requests.payload import received
from tests.forms_engine.council import POTHOLE, open_council, started

WARDS = ROOT / "content_fixtures" / "wards.geojson"
SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]


def feature(coordinates=(SQUARE,), kind="Polygon", **properties):
    return {
        "type": "Feature",
        "properties": {"code": "E1", "name": "East", **properties},
        "geometry": {"type": kind, "coordinates": list(coordinates)},
    }


def collection(*features, **parts):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **parts})


def wards():
    return import_areas(read_areas(WARDS.read_bytes()), Area.Kind.WARD)


def test_a_hole_is_outside_and_what_is_in_the_hole_again_inside():
    island = [[[1.5, 1.5], [2.5, 1.5], [2.5, 2.5], [1.5, 2.5], [1.5, 1.5]]]
    area = [[SQUARE, HOLE], island]
    assert [contains(area, x, x) for x in (0.5, 1.2, 2, 3.5, 5)] == [True, False, True, True, False]


@given(st.data())
def test_areas_that_share_borders_are_a_partition(data):
    """Whatever line a square is cut by, each point of it, also one on the cut, is in exactly one half."""
    number = st.floats(0, 8, allow_subnormal=False)
    top, bottom = data.draw(number), data.draw(number)
    west = [[[[0, 0], [bottom, 0], [top, 8], [0, 8], [0, 0]]]]
    east = [[[[bottom, 0], [9, 0], [9, 8], [top, 8], [bottom, 0]]]]
    y = data.draw(st.floats(0, 8, exclude_max=True, allow_subnormal=False))
    on_the_cut = bottom + (top - bottom) * y / 8
    x = data.draw(st.one_of(st.just(on_the_cut), st.floats(0, 9, exclude_max=True, allow_subnormal=False)))
    assert contains(west, x, y) + contains(east, x, y) == 1
    exactly = Fraction(bottom) + (Fraction(top) - Fraction(bottom)) * Fraction(y) / 8
    assert contains(west, x, y) is (Fraction(x) < exactly)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "not a GeoJSON FeatureCollection"),
        (collection(), "no features"),
        (collection(feature([[[430000, 290000]] * 5])), "British National Grid"),
        (
            collection(
                feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
            ),
            "British National Grid",
        ),
        (collection(feature([[[52.1, -1.9], [52.2, -1.9], [52.2, -1.8], [52.1, -1.9]]])), "longitude first"),
        (collection(feature([SQUARE[:-1]])), "not closed"),
        (collection(feature([[[0, 0], [1, 1], [2, 2], [0, 0]]])), "encloses nothing"),
        (collection(feature([SQUARE[:2]])), "fewer than four points"),
        (collection(feature([SQUARE, [[5, 5], [6, 5], [6, 6], [5, 5]]])), "hole that is not within"),
        (collection(feature(kind="Point")), "only Polygon and MultiPolygon"),
        (collection({"type": "Feature", "properties": {"ward": "x"}}), "Its properties are: ward"),
        (collection(feature(), feature()), "same code as feature 1"),
        (collection(feature([[[float("nan"), 0]] * 5])), "not a pair of numbers"),
        (collection(feature([[["a", 0]] * 5])), "not a pair of numbers"),
        (collection("x"), "Its properties are: none"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words(text, words):
    with pytest.raises(GeoJsonRefused, match=words):
        read_areas(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "properties", "geometry", "coordinates", "code", "name", "crs"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.lists(JSON, min_size=1, max_size=3), JSON)
def test_whatever_a_file_holds_it_is_taken_or_refused(features, crs):
    try:
        read_areas(json.dumps({"type": "FeatureCollection", "features": features, "crs": crs}))
    except GeoJsonRefused as refused:
        assert refused.faults


def test_the_names_of_the_ons_are_found_and_others_can_be_given():
    ons = feature(code="", name="", WD24CD="E05000650", WD24NM="Castle")
    assert [(one.code, one.name) for one in read_areas(collection(ons))] == [("E05000650", "Castle")]
    own = feature(code="", name="", ref=7, label="Lane")
    assert [(one.code, one.name) for one in read_areas(collection(own), code="ref", name="label")] == [
        ("7", "Lane")
    ]


@pytest.mark.django_db
def test_importing_again_replaces_by_code_and_locations_stay(tmp_path, django_assert_max_num_queries):
    file = tmp_path / "wards.geojson"
    file.write_text(
        collection(feature(), feature([[[4, 0], [8, 0], [8, 4], [4, 4], [4, 0]]], code="W1", name="West"))
    )
    call_command("areas", "import", str(file))
    kept = record_location({"description": "x", "latitude": 1.0, "longitude": 1.0})
    assert (kept.ward.name, kept.area_codes) == ("East", ["E1"])
    assert record_location({"description": "x", "latitude": 50.0, "longitude": 50.0}).ward is None
    again = feature([[[4, 0], [8, 0], [8, 4], [4, 4], [4, 0]]], name="New East")
    file.write_text(collection(again))
    call_command("areas", "import", str(file), "--complete")
    kept.refresh_from_db()
    assert kept.ward.name == "New East"
    assert Area.objects.get(code="W1").retired_at is not None
    assert [one.code for one in areas_of(5, 1)] == ["E1"]
    with django_assert_max_num_queries(1):
        assert areas_of(1, 1) == []
    with pytest.raises(CommandError, match="which is a ward"):
        call_command("areas", "import", str(file), "--kind", "parish")
    file.write_text("{}")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("areas", "import", str(file))


@pytest.mark.django_db
def test_the_demonstrations_wards_cover_its_addresses_each_in_one():
    wards()
    rows = json.loads((ROOT / "content_fixtures" / "addresses.json").read_text())
    found = {row["uprn"]: [area.name for area in areas_of(row["longitude"], row["latitude"])] for row in rows}
    assert all(len(names) == 1 for names in found.values()), found
    assert len({names[0] for names in found.values()}) >= 5


@pytest.mark.django_db
def test_a_request_is_in_its_ward_by_its_point_or_by_the_address_that_was_chosen():
    open_council()
    wards()
    where = {"description": "Outside 3", "postcode": "", "latitude": 52.105, "longitude": -1.905}
    request = services.submit(started(answers={**POTHOLE, "where": where}).id)
    assert request.location.ward.name == "Marlford Central"
    message = received(request)
    assert isinstance(message, Message)
    assert message.data["location"]["ward"] == {"code": "E05990001", "name": "Marlford Central"}
    mill = address_of("990010000777", asker="a")
    answer = {"line1": mill.line1, "town": mill.town, "postcode": mill.postcode, "uprn": mill.uprn}
    chosen = record_location(answer)
    assert (chosen.ward.name, chosen.latitude) == ("Thornbeck", mill.latitude)
    typed = record_location({**answer, "uprn": ""})
    assert (typed.ward, Location.objects.get(pk=typed.pk).area_codes) == (None, [])
