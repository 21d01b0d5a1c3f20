"""What the fields of several boxes make of what was typed, and what they show again."""

import pytest
from django import forms

from themes.fields import AddressField, DatePartsField, LocationField


class Asked(forms.Form):
    born = DatePartsField(required=False, autocomplete="bday")
    home = AddressField(required=False)
    where = LocationField(required=False)


def cleaned(**data):
    form = Asked(data)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def typed_date(day, month, year):
    return cleaned(born_day=day, born_month=month, born_year=year)["born"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("9", "3", "2026"), "2026-03-09"),
        ((" 09 ", "03", "2026"), "2026-03-09"),
        (("31", "2", "2026"), "2026-02-31"),
        (("1", "2", "60"), "0060-02-01"),
        (("", "", ""), ""),
        (("  ", "", ""), ""),
        (("", "3", "2026"), "2026-3-"),
        (("9", "March", "2026"), "2026-March-9"),
        (("9", "3", "20266"), "20266-3-9"),
        (("-1", "3", "2026"), "2026-3--1"),
        (("²", "3", "2026"), "2026-3-²"),
        (("٩", "٣", "٢٠٢٦"), "2026-03-09"),
    ],
)
def test_a_date_is_iso_or_what_was_typed(typed, value):
    assert typed_date(*typed) == value


def test_a_date_not_sent_at_all_is_blank():
    assert cleaned()["born"] == ""


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-03-09", ["9", "3", "2026"]),
        ("2026-3-", ["", "3", "2026"]),
        ("2026-March-9", ["9", "March", "2026"]),
        ("", ["", "", ""]),
        (None, ["", "", ""]),
    ],
)
def test_a_kept_date_is_shown_in_its_boxes(kept, shown):
    form = Asked(initial={"born": kept})
    boxes = form["born"].subwidgets[0].data["subwidgets"]
    assert [box["value"] or "" for box in boxes] == shown


def test_a_refused_date_is_shown_as_it_was_typed():
    form = Asked({"born_day": "40", "born_month": "x", "born_year": ""})
    boxes = form["born"].subwidgets[0].data["subwidgets"]
    assert [box["value"] or "" for box in boxes] == ["40", "x", ""]


def test_an_address_is_a_dictionary_of_its_lines():
    lines = {"line1": "1 High Street", "line2": "", "town": "Marlford", "county": "", "postcode": "ZZ1 1AA"}
    assert cleaned(**{f"home_{name}": line for name, line in lines.items()})["home"] == lines


def test_a_blank_address_is_an_empty_dictionary():
    assert cleaned(home_line1=" ")["home"] == {}


def test_a_kept_address_is_shown_in_its_boxes():
    boxes = Asked(initial={"home": {"line1": "1 High Street", "postcode": "ZZ1 1AA"}})["home"]
    values = [box["value"] for box in boxes.subwidgets[0].data["subwidgets"]]
    assert [value or "" for value in values] == ["1 High Street", "", "", "", "ZZ1 1AA"]


def test_a_location_in_words_has_no_point():
    found = cleaned(where_description="High Street", where_latitude="", where_longitude="")["where"]
    assert found == {"description": "High Street", "postcode": ""}


def test_a_location_with_a_point_has_numbers():
    found = cleaned(where_description="", where_latitude="52.1", where_longitude="-1.9")["where"]
    assert found == {"description": "", "postcode": "", "latitude": 52.1, "longitude": -1.9}


@pytest.mark.parametrize("latitude", ["", "north", "52.1.1"])
def test_half_a_point_is_none(latitude):
    found = cleaned(where_description="High Street", where_latitude=latitude, where_longitude="-1.9")["where"]
    assert "longitude" not in found


def test_a_required_field_of_boxes_says_so_when_blank():
    class Required(forms.Form):
        born = DatePartsField(error_messages={"required": "Enter your date of birth"})

    form = Required({"born_day": "", "born_month": "", "born_year": ""})
    assert form.errors["born"] == ["Enter your date of birth"]
