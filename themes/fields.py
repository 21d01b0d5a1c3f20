"""Fields that carry what was typed and lose nothing, so that the journey runtime, which also judges answers from the
API, is the one place that says what is acceptable.

Field templates read further attributes from any field: ``is_page_heading`` (its label is the page's heading),
``is_optional``, ``option_hints`` (a hint per choice) and ``exclusive`` (the choices that are ticked alone).
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from themes.numbers import read_pence
from themes.widgets import (
    AddressWidget,
    BankDetailsWidget,
    DatePartsWidget,
    LocationWidget,
    MonthYearWidget,
    fingerprint,
)


class TypedField(forms.Field):
    """One line or several, as typed; "" when nothing was sent. Spaces at both ends go unless ``strip`` is false."""

    def __init__(self, *, strip: bool = True, **kwargs: Any) -> None:
        self.strip = strip
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The text, whatever it is."""
        text = "" if value is None else str(value)
        return text.strip() if self.strip else text


class MoneyField(TypedField):
    """Cleans pounds to whole pence, or to what was typed where that is no sum of money."""

    def to_python(self, value: Any) -> int | str:  # type: ignore[override]  # a number where it is one
        """The pence."""
        return read_pence(super().to_python(value))


class ChoicesField(forms.Field):
    """Whatever was ticked, as a list of texts; the rule says whether it was offered."""

    def to_python(self, value: Any) -> list[str]:
        """The choices; a box without a value is none."""
        given = value if isinstance(value, list | tuple) else []
        return [str(choice) for choice in given if str(choice).strip()]


class _PartsField(forms.MultiValueField):
    """A field of text boxes, none required by itself: the boxes are only carried."""

    def __init__(self, names: list[str], **kwargs: Any) -> None:
        fields = [TypedField(required=False) for _ in names]
        self.part_names = names
        super().__init__(fields, require_all_fields=False, **kwargs)

    def parts_of(self, data_list: list[str]) -> dict[str, str]:
        """The boxes by name."""
        return dict(zip(self.part_names, data_list or [""] * len(self.part_names), strict=True))


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
        day, month, year = self.parts_of(data_list).values()
        if not (day or month or year):
            return ""
        if _fits(day, 2) and _fits(month, 2) and _fits(year, 4):
            return f"{int(year):04}-{int(month):02}-{int(day):02}"
        return f"{year}-{month}-{day}"


class DayField(DatePartsField):
    """A day of these years, for those at work: cleans to a ``date``, or to ``None`` where it may be left empty and is."""

    EARLIEST, LATEST = 2000, 2199

    def clean(self, value: Any) -> Any:
        """The day.

        Raises:
            ValidationError: for what is no day, or none of these years.
        """
        typed = super().clean(value)
        if not typed and not self.required:
            return None
        try:
            day = datetime.date.fromisoformat(typed)
        except ValueError:
            raise forms.ValidationError(_("Enter a real date, like 31 3 2027"), code="invalid") from None
        if not self.EARLIEST <= day.year <= self.LATEST:
            raise forms.ValidationError(_("Enter a real date, like 31 3 2027"), code="invalid")
        return day


class MonthYearField(_PartsField):
    """Month and year: cleans to "", to "2026-03" when both are numbers of fitting length, otherwise to what was typed
    as "year-month"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", MonthYearWidget())
        kwargs.setdefault("template_name", "components/field/month_year.html")
        super().__init__(["month", "year"], **kwargs)

    def compress(self, data_list: list[str]) -> str:
        """One text from two."""
        month, year = self.parts_of(data_list).values()
        if not (month or year):
            return ""
        if _fits(month, 2) and _fits(year, 4):
            return f"{int(year):04}-{int(month):02}"
        return f"{year}-{month}"


@dataclass(frozen=True, slots=True)
class AddressSearch:
    """Where finding an address by its postcode stands: the postcode as typed, and the addresses found as pairs of a
    UPRN and its words. ``is_open`` shows the boxes to type in; ``is_away`` says that nothing can be found just now."""

    postcode: str = ""
    found: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    is_away: bool = False


class AddressField(_PartsField):
    """A postal address: cleans to a dictionary of ``line1``, ``line2``, ``town``, ``county`` and ``postcode``, and
    ``uprn`` where it was found by its postcode and has not been typed over since. With ``search``, finding it by
    postcode comes first and the boxes are folded away."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", AddressWidget())
        kwargs.setdefault("template_name", "components/field/address.html")
        self._search: AddressSearch | None = None
        super().__init__([*AddressWidget.PARTS, "uprn", "uprn_of"], **kwargs)

    @property
    def search(self) -> AddressSearch | None:
        """Where finding it stands; None where only typing is offered."""
        return self._search

    @search.setter
    def search(self, search: AddressSearch | None) -> None:
        self._search = search
        self.widget.search_id_suffix = "_search" if search and not search.is_open else ""

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The parts by name; an empty dictionary when nothing was typed."""
        parts = self.parts_of(data_list)
        uprn, of = parts.pop("uprn"), parts.pop("uprn_of")
        if not any(parts.values()):
            return {}
        return {**parts, "uprn": uprn} if uprn and of == fingerprint(parts) else parts


class LocationField(_PartsField):
    """Where something is: cleans to a dictionary of ``description`` and ``postcode``, and of whatever else was typed
    of ``grid_reference``, ``easting``, ``northing``, ``latitude`` and ``longitude``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", LocationWidget())
        kwargs.setdefault("template_name", "components/field/location.html")
        super().__init__(list(LocationWidget.PARTS), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The parts by name; an empty dictionary when nothing was typed."""
        parts = self.parts_of(data_list)
        if not any(parts.values()):
            return {}
        return {name: text for name, text in parts.items() if text or name in {"description", "postcode"}}


class BankDetailsField(_PartsField):
    """A bank or building society account: cleans to a dictionary of ``account_name``, ``sort_code`` and
    ``account_number``, and ``roll_number`` where one was typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", BankDetailsWidget())
        kwargs.setdefault("template_name", "components/field/bank_details.html")
        super().__init__(list(BankDetailsWidget.PARTS), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The parts by name; an empty dictionary when nothing was typed."""
        parts = self.parts_of(data_list)
        if not any(parts.values()):
            return {}
        return {name: text for name, text in parts.items() if text or name != "roll_number"}


def _fits(part: str, longest: int) -> bool:
    return part.isdecimal() and len(part) <= longest
