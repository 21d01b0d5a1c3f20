"""Form fields for answers of more than one box.

They carry what was typed and lose nothing, so that the journey runtime, which also judges answers from the API, is the
one place that says what is acceptable. Field templates read two further attributes from any field: ``is_page_heading``
(its label is the page's heading) and ``option_hints`` (a hint per choice).
"""

from typing import Any

from django import forms

from themes.widgets import AddressWidget, DatePartsWidget, LocationWidget

LONGEST_PART = 1000  # characters; more than any rule allows, so that the rule words the refusal


class _PartsField(forms.MultiValueField):
    """A field of text boxes, none required by itself: the boxes are only carried."""

    def __init__(self, names: list[str], **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, max_length=LONGEST_PART) for _ in names]
        self.part_names = names
        super().__init__(fields, require_all_fields=False, **kwargs)


class DatePartsField(_PartsField):
    """Day, month and year.

    Cleans to "" when all three are blank, to an ISO date ("2026-03-09") when all three are numbers of fitting length,
    otherwise to what was typed as "year-month-day", which no rule takes for a date. "2026-02-31" is passed on: that
    there is no such day is for the rule to say.
    """

    def __init__(self, *, autocomplete: str = "", **kwargs: Any) -> None:
        """``autocomplete``: "bday" for a date of birth, nothing for any other date."""
        kwargs.setdefault("widget", DatePartsWidget(autocomplete=autocomplete))
        kwargs.setdefault("template_name", "components/field/date.html")
        super().__init__(["day", "month", "year"], **kwargs)

    def compress(self, data_list: list[str]) -> str:
        """One text from three."""
        day, month, year = (part.strip() for part in (data_list or ["", "", ""]))
        if not (day or month or year):
            return ""
        if _fits(day, 2) and _fits(month, 2) and _fits(year, 4):
            return f"{int(year):04}-{int(month):02}-{int(day):02}"
        return f"{year}-{month}-{day}"


class AddressField(_PartsField):
    """A postal address: cleans to a dictionary of ``line1``, ``line2``, ``town``, ``county`` and ``postcode``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", AddressWidget())
        kwargs.setdefault("template_name", "components/field/address.html")
        super().__init__(list(AddressWidget.PARTS), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The parts by name; an empty dictionary when nothing was typed."""
        return dict(zip(self.part_names, data_list, strict=True)) if any(data_list) else {}


class LocationField(_PartsField):
    """Where something is: cleans to a dictionary of ``description`` and ``postcode``, and ``latitude`` and
    ``longitude`` (degrees, WGS 84, as numbers) where the browser gave a point."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", LocationWidget())
        kwargs.setdefault("template_name", "components/field/location.html")
        super().__init__(list(LocationWidget.PARTS), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str | float]:
        """The parts by name. Half a point, or one that is not in numbers, is no point."""
        if not any(data_list):
            return {}
        description, postcode, latitude, longitude = data_list
        location: dict[str, str | float] = {"description": description, "postcode": postcode}
        try:
            point = {"latitude": float(latitude), "longitude": float(longitude)}
        except ValueError:
            return location
        return {**location, **point}


def _fits(part: str, longest: int) -> bool:
    return part.isdecimal() and len(part) <= longest
