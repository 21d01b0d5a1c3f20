"""What the fields of several boxes make of what was typed, and what they show again."""

import pytest
from django import forms

from themes.fields import (
    AddressField,
    BankDetailsField,
    DatePartsField,
    LocationField,
    MoneyField,
    MonthYearField,
)


class Asked(forms.Form):
    born = DatePartsField(required=False, autocomplete="bday")
    home = AddressField(required=False)
    where = LocationField(required=False)
    moved = MonthYearField(required=False)
    account = BankDetailsField(required=False)
    rent = MoneyField(required=False)


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
    assert [value or "" for value in values] == ["1 High Street", "", "", "", "ZZ1 1AA", "", ""]


def test_a_location_in_words_has_no_point():
    found = cleaned(where_description="High Street", where_latitude="", where_longitude="")["where"]
    assert found == {"description": "High Street", "postcode": ""}


@pytest.mark.parametrize("latitude", ["", "north", "52.1.1", "52.1"])
def test_whatever_was_typed_of_a_point_is_carried(latitude):
    found = cleaned(where_description="High Street", where_latitude=latitude, where_longitude="-1.9")["where"]
    assert found["longitude"] == "-1.9" and found.get("latitude", "") == latitude


def test_a_kept_point_is_shown_without_powers_of_ten():
    form = Asked(initial={"where": {"latitude": 52.1, "longitude": -0.00001, "easting": 406550}})
    boxes = form["where"].subwidgets[0].data["subwidgets"]
    assert [box["value"] for box in boxes[3:]] == ["406550", None, "52.1", "-0.00001"]


FOUND = {
    "line1": "1 Mill Lane",
    "line2": "",
    "town": "Thornbeck",
    "county": "",
    "postcode": "ZZ2 2BB",
    "uprn": "990010000777",
}


def posted_again(address, **changed):
    """What a browser posts of a kept address, with some boxes typed over."""
    boxes = Asked(initial={"home": address})["home"].subwidgets[0].data["subwidgets"]
    data = {box["name"]: box["value"] or "" for box in boxes}
    return cleaned(**{**data, **{f"home_{part}": text for part, text in changed.items()}})["home"]


def test_an_address_that_was_found_keeps_its_uprn():
    assert posted_again(FOUND) == FOUND
    assert posted_again(FOUND, line1="1  mill lane", town="THORNBECK")["uprn"] == FOUND["uprn"]


@pytest.mark.parametrize("changed", [{"line1": "2 Mill Lane"}, {"line2": "Flat 2"}, {"postcode": "ZZ2 2BD"}])
def test_an_address_that_is_typed_over_is_another_one(changed):
    assert "uprn" not in posted_again(FOUND, **changed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("3", "2026"), "2026-03"),
        (("13", "2026"), "2026-13"),
        (("March", "2026"), "2026-March"),
        (("", ""), ""),
    ],
)
def test_a_month_is_iso_or_what_was_typed(typed, value):
    month, year = typed
    assert cleaned(moved_month=month, moved_year=year)["moved"] == value
    boxes = Asked(initial={"moved": value})["moved"].subwidgets[0].data["subwidgets"]
    assert [box["value"] or "" for box in boxes] == list(typed)


def test_an_account_is_a_dictionary_and_a_blank_one_is_empty():
    typed = {"account_name": "A Archer", "sort_code": "30-94-30", "account_number": ""}
    assert cleaned(**{f"account_{name}": text for name, text in typed.items()})["account"] == typed
    assert cleaned(account_roll_number="R 1")["account"]["roll_number"] == "R 1"
    assert cleaned(account_sort_code=" ")["account"] == {}


@pytest.mark.parametrize("typed", ["10", "£10", "10.50", "ten pounds", "1,00"])
def test_money_is_pence_or_what_was_typed(typed):
    value = cleaned(rent=typed)["rent"]
    assert value == {"10": 1000, "£10": 1000, "10.50": 1050}.get(typed, typed)


@pytest.mark.parametrize("text", ["\x00", "x" * 5000, "\ud800"])
def test_what_no_rule_takes_is_carried_all_the_same(text):
    assert cleaned(home_line1=text)["home"]["line1"] == text


def test_a_required_field_of_boxes_says_so_when_blank():
    class Required(forms.Form):
        born = DatePartsField(error_messages={"required": "Enter your date of birth"})

    form = Required({"born_day": "", "born_month": "", "born_year": ""})
    assert form.errors["born"] == ["Enter your date of birth"]
