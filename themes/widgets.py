"""Widgets of more than one box. Their markup is in ``components/field/``; what they carry is decided here.

``WRONG_PART`` of a widget says which of its boxes a problem is about, by the problem's code, so that only that one
is marked and the error summary leads to it. A code that is not listed is about all of them.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from themes.numbers import write_number

ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)


class PartsWidget(forms.MultiWidget):
    """Boxes with names of their own: ``<field>_<part>``, in the order of ``widgets``."""

    WRONG_PART: ClassVar[Mapping[str, str]] = {}

    @property
    def part_names(self) -> list[str]:
        """The names of the parts, as the widgets were given."""
        return [name.lstrip("_") for name in self.widgets_names]  # type: ignore[attr-defined]  # stubs lack it

    def id_for_label(self, id_: str) -> str:
        """The first box: where the error summary leads."""
        return f"{id_}_0" if id_ else id_

    def id_of(self, id_: str, part: str) -> str:
        """The id of one part's box."""
        return f"{id_}_{self.part_names.index(part)}"


class DatePartsWidget(PartsWidget):
    """Day, month and year as three text boxes."""

    # The only values that take a suffix per part; anything else would be wrong in all three boxes.
    AUTOCOMPLETE = frozenset({"bday"})

    def __init__(self, attrs: dict[str, Any] | None = None, autocomplete: str = "") -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {}
        for name, length in (("day", 2), ("month", 2), ("year", 4)):
            box = _digits(length)
            if autocomplete in self.AUTOCOMPLETE:
                box["autocomplete"] = f"{autocomplete}-{name}"
            parts[name] = forms.TextInput(attrs=box)
        super().__init__(parts, attrs)

    def decompress(self, value: str | None) -> list[str]:
        """Day, month and year of an ISO date, without leading zeros; of anything else, its pieces as typed."""
        if not value:
            return ["", "", ""]
        if found := ISO_DATE.match(value):
            year, month, day = found.groups()
            return [day.lstrip("0"), month.lstrip("0"), year]
        year, month, day = [*value.split("-", 2), "", ""][:3]
        return [day, month, year]


class MonthYearWidget(PartsWidget):
    """Month and year as two text boxes."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"month": forms.TextInput(attrs=_digits(2)), "year": forms.TextInput(attrs=_digits(4))}, attrs
        )

    def decompress(self, value: str | None) -> list[str]:
        """Month and year of ``YYYY-MM``, without leading zeros; of anything else, its pieces as typed."""
        if not value:
            return ["", ""]
        if found := ISO_MONTH.match(value):
            return [found[2].lstrip("0"), found[1]]
        year, _, month = value.partition("-")
        return [month, year]


class AddressWidget(PartsWidget):
    """A postal address in five boxes. Two hidden ones carry the UPRN of an address that was found, and which address
    that was: one that is typed over afterwards is another address."""

    PARTS = {
        "line1": "address-line1",
        "line2": "address-line2",
        "town": "address-level2",
        "county": "address-level1",
        "postcode": "postal-code",
    }
    WRONG_PART = {"address-line": "line1", "address-town": "town", "bad-postcode": "postcode"}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = {name: forms.TextInput(attrs={"autocomplete": token}) for name, token in self.PARTS.items()}
        # Set by a field that is found by postcode first: its boxes are folded away, so the focus goes to the search.
        self.search_id_suffix = ""
        super().__init__({**boxes, "uprn": forms.HiddenInput(), "uprn_of": forms.HiddenInput()}, attrs)

    def id_for_label(self, id_: str) -> str:
        """The first line, or the box to search by while the lines are folded away."""
        return f"{id_}{self.search_id_suffix}" if self.search_id_suffix and id_ else super().id_for_label(id_)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """The parts of an address kept as a dictionary."""
        kept = value or {}
        uprn = kept.get("uprn", "")
        return [*(kept.get(name, "") for name in self.PARTS), uprn, fingerprint(kept) if uprn else ""]


class LocationWidget(PartsWidget):
    """Where something is: words first, a postcode if known, and the ways in which surveyors write a point. JavaScript
    fills in latitude and longitude from the map or the device."""

    PARTS = ("description", "postcode", "grid_reference", "easting", "northing", "latitude", "longitude")
    WRONG_PART = {
        "location": "description",
        "bad-postcode": "postcode",
        "bad-grid-reference": "grid_reference",
        "bad-grid": "easting",
        "bad-location": "latitude",
        "two-locations": "grid_reference",
    }

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            {
                name: forms.TextInput(
                    attrs=plain | ({"inputmode": "decimal"} if name in self.PARTS[3:5] else {})
                )
                for name in self.PARTS
            },
            attrs,
        )

    def decompress(self, value: dict[str, Any] | None) -> list[str]:
        """The parts of a location kept as a dictionary."""
        return [write_number((value or {}).get(name)) for name in self.PARTS]


class BankDetailsWidget(PartsWidget):
    """The account a payment goes to. Browsers do not offer these for filling in, nor should they."""

    PARTS = ("account_name", "sort_code", "account_number", "roll_number")
    WRONG_PART = {
        "account-name": "account_name",
        "bad-sort-code": "sort_code",
        "bad-account-number": "account_number",
        "bad-roll-number": "roll_number",
    }

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"inputmode": "numeric"}
        super().__init__(
            {
                name: forms.TextInput(
                    attrs={"autocomplete": "off", "spellcheck": "false"}
                    | (digits if name in self.PARTS[1:3] else {})
                )
                for name in self.PARTS
            },
            attrs,
        )

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """The parts of an account kept as a dictionary."""
        return [(value or {}).get(name, "") for name in self.PARTS]


class LongSelect(forms.Select):
    """A drop-down list that stays quick with thousands of choices: Django renders a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole element; a value that is not offered chooses nothing."""
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        built = self.build_attrs(self.attrs, attrs)
        pairs = format_html_join(
            "", ' {}="{}"', ((key, text) for key, text in built.items() if text is not False)
        )
        return format_html('<select name="{}"{}>{}</select>', name, pairs, options)


class FilesInput(forms.FileInput):
    """A box for one file, or with the attribute ``multiple`` for several at once."""

    allow_multiple_selected = True


def fingerprint(address: Mapping[str, str]) -> str:
    """What makes two written addresses the same one: its letters and digits, whatever their case and spacing."""
    words = "".join(address.get(name) or "" for name in ("line1", "line2", "postcode"))
    return "".join(char for char in words.casefold() if char.isalnum())


def _digits(length: int) -> dict[str, str]:
    return {"inputmode": "numeric", "maxlength": str(length)}
