"""Widgets of more than one box. Their markup is in ``components/field/``; what they carry is decided here."""

import re
from typing import Any

from django import forms

ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)


class PartsWidget(forms.MultiWidget):
    """Boxes with names of their own: ``<field>_<part>``, in the order of ``widgets``."""

    @property
    def part_names(self) -> list[str]:
        """The names of the parts, as the widgets were given."""
        return [name.lstrip("_") for name in self.widgets_names]  # type: ignore[attr-defined]  # stubs lack it

    def id_for_label(self, id_: str) -> str:
        """The first box: where the error summary leads."""
        return f"{id_}_0" if id_ else id_


class DatePartsWidget(PartsWidget):
    """Day, month and year as three text boxes."""

    # The only values that take a suffix per part; anything else would be wrong in all three boxes.
    AUTOCOMPLETE = frozenset({"bday"})

    def __init__(self, attrs: dict[str, Any] | None = None, autocomplete: str = "") -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {}
        for name, length in (("day", 2), ("month", 2), ("year", 4)):
            box = {"inputmode": "numeric", "maxlength": str(length)}
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


class AddressWidget(PartsWidget):
    """A postal address in five boxes."""

    PARTS = {
        "line1": "address-line1",
        "line2": "address-line2",
        "town": "address-level2",
        "county": "address-level1",
        "postcode": "postal-code",
    }

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {name: forms.TextInput(attrs={"autocomplete": token}) for name, token in self.PARTS.items()},
            attrs,
        )

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """The parts of an address kept as a dictionary."""
        return [(value or {}).get(name, "") for name in self.PARTS]


class LocationWidget(PartsWidget):
    """Where something is: words first, a postcode if known, and a point that only JavaScript can fill in."""

    PARTS = ("description", "postcode", "latitude", "longitude")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "description": forms.TextInput(),
                "postcode": forms.TextInput(attrs={"autocomplete": "off"}),
                "latitude": forms.HiddenInput(),
                "longitude": forms.HiddenInput(),
            },
            attrs,
        )

    def decompress(self, value: dict[str, Any] | None) -> list[Any]:
        """The parts of a location kept as a dictionary."""
        return [(value or {}).get(name, "") for name in self.PARTS]
